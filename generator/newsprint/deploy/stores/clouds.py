"""The clients of obstore that reach a target: S3, Google Cloud Storage, Azure Blob Storage."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from newsprint.deploy.stores.credentials import aws_access, azure_by_command_line, check_google
from newsprint.deploy.stores.faults import told
from newsprint.deploy.stores.patience import Patience
from newsprint.errors import DeployError
from newsprint.targets import TargetTable

if TYPE_CHECKING:
    from obstore.store import AzureConfig, AzureStore, GCSStore, S3Config, S3Store

    Client = S3Store | GCSStore | AzureStore

_ENDPOINT = re.compile(r"https?://[\w.-]+(:\d{1,5})?(/[\w./-]*)?|https?://\[[0-9a-fA-F:.]+\](:\d{1,5})?(/[\w./-]*)?")


class Clients(Struct, frozen=True):
    """Two clients of the same place: ``quick`` for what is small, ``patient`` for files over slow lines."""

    quick: Client
    patient: Client


def connect(target: TargetTable, patience: Patience) -> Clients:
    """Clients of the bucket of ``target``, at its prefix; no request is sent yet.

    Raises DeployError if the target cannot be reached as it is written, or there are no credentials.
    """
    place = target.target.rstrip("/")
    if target.endpoint and not _ENDPOINT.fullmatch(target.endpoint):
        raise DeployError(f'{place}: "endpoint" is no address of a store; write scheme and host, as https://host')
    makers: Mapping[str, Callable[[TargetTable, str, Mapping[str, str]], Callable[..., Client]]] = {
        "s3": _s3,
        "gs": _google,
        "az": _azure,
    }
    make = makers[target.scheme](target, place, os.environ)
    common: dict[str, Any] = {"prefix": target.prefix or None, "retry_config": patience.retries()}
    allow_http = (target.endpoint or "").startswith("http://")
    with told(place, "reach the store"):
        return Clients(
            *(
                make(target.bucket, client_options=patience.client(timeout=seconds, allow_http=allow_http), **common)
                for seconds in (patience.answer, patience.upload)
            )
        )


def _s3(target: TargetTable, place: str, environment: Mapping[str, str]) -> Callable[..., Client]:
    from obstore.store import S3Store

    access = aws_access(target.profile, target.region, place, environment)
    config: S3Config = {"region": access.region}
    if access.keys:
        config["access_key_id"] = access.keys.access_key_id
        config["secret_access_key"] = access.keys.secret_access_key
        if access.keys.session_token:
            config["session_token"] = access.keys.session_token
    if target.endpoint:
        config["endpoint"] = target.endpoint.rstrip("/")
        config["aws_endpoint_url_s3"] = config["endpoint"]  # one in the environment would win otherwise
        config["virtual_hosted_style_request"] = False
    elif not any(environment.get(name) for name in ("AWS_ENDPOINT", "AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_S3")):
        # A bucket with a dot in its name has no certificate under its own host.
        config["virtual_hosted_style_request"] = "." not in target.bucket
    return partial(S3Store, credential_provider=access.provider, config=config)


def _google(target: TargetTable, place: str, environment: Mapping[str, str]) -> Callable[..., Client]:
    from obstore.store import GCSStore

    check_google(environment, place)
    return partial(GCSStore, config={"base_url": target.endpoint.rstrip("/")} if target.endpoint else {})


def _azure(target: TargetTable, place: str, environment: Mapping[str, str]) -> Callable[..., Client]:
    from obstore.store import AzureStore

    config: AzureConfig = {}
    if target.account:
        config["account_name"] = target.account
    if target.endpoint:
        config["endpoint"] = target.endpoint.rstrip("/")
    if azure_by_command_line(environment, place):
        config["use_azure_cli"] = True
    return partial(AzureStore, config=config)
