"""Hosts that no reader can reach, or only readers in one network."""

from __future__ import annotations

import pytest

from newsprint.base.hosts import is_placeholder, is_private

PLACEHOLDERS = [
    "",
    "news.example",
    "example",
    "NEWS.EXAMPLE",
    "news.example.",
    "example.com",
    "www.example.org",
    "a.b.example.net",
    "paper.test",
    "paper.invalid",
    "localhost",
    "paper.localhost",
    "localhost.localdomain",
    "127.0.0.1",
    "127.1",
    "0x7f000001",
    "2130706433",
    "0.0.0.0",
    "::1",
    "::",
    "::ffff:127.0.0.1",
    "192.0.2.7",
    "198.51.100.7",
    "203.0.113.7",
    "2001:db8::7",
    "news.ｅxample",
    "news。example",
    "１２７.0.0.1",
]
PRIVATE = [
    "intranet",
    "news",
    "10.0.0.5",
    "10.5",
    "172.16.0.1",
    "192.168.1.20",
    "169.254.1.1",
    "fe80::1",
    "fd00::1",
    "::ffff:10.0.0.5",
    "224.0.0.1",
    "press.local",
    "press.internal",
    "press.lan",
    "press.home.arpa",
]
PUBLIC = [
    "harbour-gazette.news",
    "user.github.io",
    "example.news",
    "my-example.com",
    "example.co.uk",
    "testing.org",
    "test.newspaper.org",
    "localhost.news",
    "zeitung.xn--p1ai",
    "zürcher-bote.ch",
    "1and1.com",
    "8.8.8.8",
    "2606:4700::1111",
]


@pytest.mark.parametrize("host", PLACEHOLDERS)
def test_a_host_that_no_site_can_have_is_a_placeholder(host: str) -> None:
    assert (is_placeholder(host), is_private(host)) == (True, True)


@pytest.mark.parametrize("host", PRIVATE)
def test_a_host_of_one_network_is_private_and_no_placeholder(host: str) -> None:
    assert (is_placeholder(host), is_private(host)) == (False, True)


@pytest.mark.parametrize("host", PUBLIC)
def test_any_other_host_is_public(host: str) -> None:
    assert (is_placeholder(host), is_private(host)) == (False, False)
