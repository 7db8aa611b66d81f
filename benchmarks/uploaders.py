"""Commands that upload a site to an object store: Newsprint's deploy, ``rclone sync`` and ``aws s3 sync``."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.generators.newsprint import VARIABLES
from benchmarks.measure import Command
from benchmarks.object_store import CREDENTIALS, REGION
from benchmarks.peers import AWS, RCLONE
from benchmarks.places import WORK

_TARGET = '\n[deploy.bench]\ntarget = "s3://{bucket}"\nendpoint = "{endpoint}"\nregion = "{region}"\n'
_AWS_SETTINGS = "[default]\nregion = {region}\ns3 =\n  addressing_style = path\n  {setting}\n"


@dataclass(frozen=True, slots=True)
class Uploader:
    """``command`` returns the command that uploads a folder to a bucket of the store at an endpoint (in this order).

    ``settings`` are the settings that are not defaults.
    """

    name: str
    settings: str
    command: Callable[[Path, str, str], Command]


def newsprint() -> Uploader:
    """Return ``newsprint deploy``; the target is added to the configuration of the outlet."""
    return Uploader("Newsprint", "", _deploy)


def _deploy(output: Path, bucket: str, endpoint: str) -> Command:
    folder = output.parent
    configuration = folder / "newsprint.toml"
    site = configuration.read_text(encoding="utf-8").partition("\n[deploy.")[0]
    target = _TARGET.format(bucket=bucket, endpoint=endpoint, region=REGION)
    configuration.write_text(site + target, encoding="utf-8")
    words = (sys.executable, "-m", "newsprint", "deploy", "--site", str(folder), "--json")
    return Command(words, folder, {**VARIABLES, **CREDENTIALS})


def rclone(*options: str) -> Uploader:
    """Return ``rclone sync`` with these options."""

    def command(output: Path, bucket: str, endpoint: str) -> Command:
        words = (str(RCLONE), "sync", str(output), f":s3:{bucket}", *options)
        variables = {
            "RCLONE_CONFIG": os.devnull,
            "RCLONE_S3_PROVIDER": "Ceph",
            "RCLONE_S3_ENV_AUTH": "true",
            "RCLONE_S3_ENDPOINT": endpoint,
            "RCLONE_S3_REGION": REGION,
        }
        return Command(words, WORK, {**variables, **CREDENTIALS})

    return Uploader("rclone", " ".join(options), command)


def rclone_tuned(*options: str) -> Uploader:
    """Return ``rclone sync`` with fast settings: it compares by checksum, so it requests no times of objects."""
    return rclone("--fast-list", "--checksum", "--s3-no-check-bucket", *options)


def aws(setting: str) -> Uploader:
    """Return ``aws s3 sync`` with one setting of its configuration file."""

    def command(output: Path, bucket: str, endpoint: str) -> Command:
        settings = WORK / "aws.ini"
        settings.write_text(_AWS_SETTINGS.format(region=REGION, setting=setting), encoding="utf-8")
        words = (str(AWS), "s3", "sync", str(output), f"s3://{bucket}", "--delete", "--only-show-errors")
        variables = {
            "AWS_CONFIG_FILE": str(settings),
            "AWS_ENDPOINT_URL": endpoint,
            "AWS_EC2_METADATA_DISABLED": "true",
            "AWS_REQUEST_CHECKSUM_CALCULATION": "when_required",
        }
        return Command(words, WORK, {**variables, **CREDENTIALS})

    return Uploader("aws s3", setting, command)


TUNED: dict[str, tuple[Uploader, ...]] = {
    "rclone": (
        rclone_tuned("--transfers=64", "--checkers=64"),
        rclone_tuned("--transfers=64", "--checkers=64", "--s3-no-head"),
        rclone_tuned("--transfers=16", "--checkers=64", "--s3-no-head"),
        rclone_tuned(
            "--transfers=64", "--checkers=64", "--s3-no-head", "--s3-use-unsigned-payload=true", "--buffer-size=0"
        ),
    ),
    "aws": (
        aws("max_concurrent_requests = 10"),
        aws("max_concurrent_requests = 64"),
        aws("preferred_transfer_client = crt"),
    ),
}
"""The settings that are tried for each peer. Newsprint is compared with the fastest."""

DEFAULTS = {"rclone": rclone(), "aws": aws("max_concurrent_requests = 10")}
"""Each peer with its default settings."""
