"""The clouds: obstore's clients for a bucket in each of them, and other differences."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from newsprint.base.errors import DeployError
from newsprint.config.targets import AzureSettings, BucketSettings, GoogleSettings, S3Settings
from newsprint.deploy.stores.credentials import aws_access, azure_by_command_line, check_google
from newsprint.deploy.stores.failures import reported
from newsprint.deploy.stores.patience import Patience

if TYPE_CHECKING:
    from obstore.store import AzureConfig, AzureStore, GCSStore, S3Config, S3Store

    Client = S3Store | GCSStore | AzureStore
    Reach = Callable[[Any, str, Mapping[str, str]], Callable[..., Client]]

_ENDPOINT = re.compile(r"https?://[\w.-]+(:\d{1,5})?(/[\w./-]*)?|https?://\[[0-9a-fA-F:.]+\](:\d{1,5})?(/[\w./-]*)?")


class Cloud(Struct, frozen=True):
    """The properties of the buckets of one cloud.

    ``reach`` takes the settings, the place as messages name it, and the environment; it returns a factory of clients.
    With ``etags_are_md5`` the ETag is the MD5 of the object. Some gateways accept the ETag in a conditional write only
    without quotes (``bare_etags``), and Google accepts ``generations`` instead of ETags. ``forbidden`` are characters
    in names that the cloud changes to others.
    """

    reach: Reach
    etags_are_md5: bool = False
    bare_etags: bool = False
    generations: bool = False
    forbidden: str = ""


class Clients(Struct, frozen=True):
    """Two clients of the same place: ``quick`` for what is small, ``patient`` for files over slow lines."""

    quick: Client
    patient: Client


def connect(settings: BucketSettings, cloud: Cloud, patience: Patience) -> Clients:
    """Return clients of the bucket in ``settings``, at its prefix; no request is sent yet.

    Raises DeployError if the settings are wrong or there are no credentials.
    """
    place = settings.shown
    if settings.endpoint and not _ENDPOINT.fullmatch(settings.endpoint):
        raise DeployError(f'{place}: "endpoint" is not a URL; write scheme and host, for example https://host')
    make = cloud.reach(settings, place, os.environ)
    common: dict[str, Any] = {"prefix": settings.prefix or None, "retry_config": patience.retries()}
    allow_http = (settings.endpoint or "").startswith("http://")
    with reported(place, "reach the store"):
        return Clients(
            *(
                make(settings.bucket, client_options=patience.client(timeout=seconds, allow_http=allow_http), **common)
                for seconds in (patience.answer, patience.upload)
            )
        )


def _s3(settings: S3Settings, place: str, environment: Mapping[str, str]) -> Callable[..., Client]:
    from obstore.store import S3Store

    access = aws_access(settings.profile, settings.region, place, environment)
    config: S3Config = {"region": access.region}
    if access.keys:
        config["access_key_id"] = access.keys.access_key_id
        config["secret_access_key"] = access.keys.secret_access_key
        if access.keys.session_token:
            config["session_token"] = access.keys.session_token
    if settings.endpoint:
        config["endpoint"] = settings.endpoint.rstrip("/")
        config["aws_endpoint_url_s3"] = config["endpoint"]  # otherwise the one in the environment has priority
        config["virtual_hosted_style_request"] = False
    elif not any(environment.get(name) for name in ("AWS_ENDPOINT", "AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_S3")):
        # There is no valid certificate for the host name of a bucket with a dot in its name.
        config["virtual_hosted_style_request"] = "." not in settings.bucket
    return partial(S3Store, credential_provider=access.provider, config=config)


def _google(settings: GoogleSettings, place: str, environment: Mapping[str, str]) -> Callable[..., Client]:
    from obstore.store import GCSStore

    check_google(environment, place)
    return partial(GCSStore, config={"base_url": settings.endpoint.rstrip("/")} if settings.endpoint else {})


def _azure(settings: AzureSettings, place: str, environment: Mapping[str, str]) -> Callable[..., Client]:
    from obstore.store import AzureStore

    config: AzureConfig = {}
    if settings.account:
        config["account_name"] = settings.account
    if settings.endpoint:
        config["endpoint"] = settings.endpoint.rstrip("/")
    if azure_by_command_line(environment, place):
        config["use_azure_cli"] = True
    return partial(AzureStore, config=config)


S3 = Cloud(_s3, etags_are_md5=True, bare_etags=True)
GOOGLE = Cloud(_google, generations=True)
AZURE = Cloud(_azure, forbidden="\\")
