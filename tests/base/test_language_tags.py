"""Language tags as people write them; the direction and the code for Google News that follow from them."""

from __future__ import annotations

import string

import pytest

from newsprint.base.languages import direction, language_hint, language_tag, news_language


@pytest.mark.parametrize(
    ("written", "tag"),
    [
        ("en", "en"),
        ("EN-us", "en-US"),
        ("zh_cn", "zh-CN"),
        ("pt_BR", "pt-BR"),
        ("zh-hant-hk", "zh-Hant-HK"),
        ("SR_LATN_rs", "sr-Latn-RS"),
        ("es-419", "es-419"),
        ("de_DE_formal", "de-DE-formal"),
        ("sl-rozaj-biske", "sl-rozaj-biske"),
        ("de-1996", "de-1996"),
        ("EN-CA-X-CA", "en-CA-x-ca"),
        ("ar-u-nu-latn", "ar-u-nu-latn"),
        ("zh-yue-HK", "zh-yue-HK"),
        ("gsw", "gsw"),
        (" fr ", "fr"),
    ],
)
def test_a_language_tag_is_read_as_people_write_it(written: str, tag: str) -> None:
    assert language_tag(written) == tag


@pytest.mark.parametrize(
    "written",
    [
        "",
        "e",
        "english",
        "xx",
        "jp",
        "eng",
        "en-UK",
        "en-XX",
        "en--GB",
        "en-",
        "-en",
        "en GB",
        "en-GB-GB",
        "fr;",
        "ıt",
        "en-x",
        "de_DE.UTF-8",
        "x-klingon",
        "en-u",
        "12",
        "en-" + "abcde-" * 30 + "abcde",
        "en\n-GB",
        "еn",
    ],
)
def test_what_is_not_a_language_tag_gives_an_empty_string(written: str) -> None:
    assert language_tag(written) == ""


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("english", "en"),
        ("jp", "ja"),
        ("eng_GB", "en-GB"),
        ("en-UK", "en-GB"),
        ("de_DE.UTF-8", "de-DE"),
        ("gb", "en-GB"),
    ],
)
def test_a_hint_says_which_language_may_be_meant(written: str, meant: str) -> None:
    assert language_hint(written) == f'did you mean "{meant}"?'
    assert language_hint("!") == "for example: en, en-GB, fr, pt-BR"


@pytest.mark.parametrize(
    ("tag", "written"),
    [
        ("en", "ltr"),
        ("ar", "rtl"),
        ("ar-EG", "rtl"),
        ("ar-Latn", "ltr"),
        ("az-Arab", "rtl"),
        ("ku", "ltr"),
        ("ckb", "rtl"),
        ("yi", "rtl"),
        ("arn", "ltr"),
        ("pa-Arab-PK", "rtl"),
    ],
)
def test_the_script_or_else_the_language_decides_the_direction(tag: str, written: str) -> None:
    assert direction(tag) == written


@pytest.mark.parametrize(
    ("tag", "news"),
    [
        ("en-GB", "en"),
        ("gsw-CH", "gsw"),
        ("zh", "zh-cn"),
        ("zh-CN", "zh-cn"),
        ("zh-SG", "zh-cn"),
        ("zh-TW", "zh-tw"),
        ("zh-HK", "zh-tw"),
        ("zh-Hant", "zh-tw"),
        ("zh-Hans-HK", "zh-cn"),
        ("pt-BR", "pt"),
        ("yue", "yue"),
    ],
)
def test_google_news_gets_an_iso_639_code_and_two_kinds_of_chinese(tag: str, news: str) -> None:
    assert news_language(tag) == news


def test_only_languages_of_right_to_left_scripts_have_that_direction() -> None:
    letters = string.ascii_lowercase
    tags = filter(None, (language_tag(first + second) for first in letters for second in letters))
    from_right_to_left = {tag for tag in tags if direction(tag) == "rtl"}
    assert from_right_to_left == {"ar", "dv", "fa", "he", "ks", "ps", "sd", "ug", "ur", "yi"}  # not az, gl, nb or sk
