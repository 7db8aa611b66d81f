"""Why stores and networks fail, and what to do: one reason for each known code or text.

The codes are those of S3 ("Error responses", Amazon S3 API Reference), of Azure ("Common REST API error codes" and
"Blob Storage error codes") and of Google ("XML API: HTTP status and error codes").
"""

from __future__ import annotations

from msgspec import Struct

from newsprint.config.targets import SETTINGS, TargetSettings

METADATA = "169.254.169.254"
"""The address of the metadata service of a cloud.

An error that names it means that no credentials were found.
"""


class Reason(Struct, frozen=True):
    """``why`` something failed, and a ``hint`` at what to do.

    Neither starts with a capital or ends with a full stop.
    """

    why: str
    hint: str


def no_credentials(place: str) -> Reason:
    """Return the reason for missing credentials at ``place`` (``s3://bucket``).

    Its hint says how to set them for that cloud.
    """
    settings = SETTINGS.get(place.partition(":")[0], TargetSettings)
    return Reason("no credentials were found", f"{settings.credentials}, or deploy from a machine that has a role")


_KEY = Reason("the store does not know this access key", "check which credentials are used: environment, then profile")
_SECRET = Reason("the secret key is wrong", "set the one that belongs to the access key")
_EXPIRED = Reason("the credentials have expired", "get new ones (sign in again), and deploy again")
_DENIED = Reason("these credentials do not allow it", "allow them to list, read, write and delete there, or use others")
_NO_BUCKET = Reason("there is no such bucket", "create it, or correct the target")
_REGION = Reason("the bucket is in another region", 'set "region" in [deploy.NAME] to where it is')
_CLOCK = Reason("the clock of this machine is wrong", "set it, and deploy again")
_BUSY = Reason("the store asks to slow down, and still did after several tries", "deploy again in a few minutes")
_BROKEN = Reason("the store failed, and still did after several tries", "try again later")
_CONDITIONS = Reason(
    "the store does not support this request",
    "it must support conditional writes of S3, or at least ignore the condition",
)
_NAME = Reason("object stores do not accept this name", "rename the file")
_FOREIGN_NAME = Reason(
    "an object there has a name with an empty part, a dot as a part, or an invisible character",
    "delete that object, or deploy below a prefix of its own",
)
_TOO_LARGE = Reason("the store does not accept a file of this size", "make it smaller, or remove it from the site")
_CERTIFICATE = Reason(
    "the certificate of the store is not valid", 'check "endpoint"; someone may be intercepting the connection'
)
_BROKEN_OFF = Reason(
    "the connection broke off, and still did after several tries", "check the network, and deploy again"
)
_AZURE_LOGIN = Reason("the Azure command line is not signed in", "type az login, and deploy again")
_ACCOUNT = Reason("no storage account is named", 'set "account" in [deploy.NAME]')

BY_CODE = {
    "InvalidAccessKeyId": _KEY,
    "InvalidSecurity": _KEY,
    "SignatureDoesNotMatch": _SECRET,
    "AuthenticationFailed": _SECRET,
    "AuthorizationFailure": _SECRET,
    "ExpiredToken": _EXPIRED,
    "ExpiredTokenException": _EXPIRED,
    "TokenRefreshRequired": _EXPIRED,
    "InvalidToken": _EXPIRED,
    "AccessDenied": _DENIED,
    "AllAccessDisabled": _DENIED,
    "AuthorizationPermissionMismatch": _DENIED,
    "InsufficientAccountPermissions": _DENIED,
    "NoSuchBucket": _NO_BUCKET,
    "InvalidBucketName": _NO_BUCKET,
    "ContainerNotFound": _NO_BUCKET,
    "ContainerBeingDeleted": _NO_BUCKET,
    "AuthorizationHeaderMalformed": _REGION,
    "PermanentRedirect": _REGION,
    "TemporaryRedirect": _REGION,
    "IllegalLocationConstraintException": _REGION,
    "RequestTimeTooSkewed": _CLOCK,
    "SlowDown": _BUSY,
    "ServerBusy": _BUSY,
    "TooManyRequests": _BUSY,
    "QuotaExceeded": Reason("the quota is used up", "delete something there, or raise the quota"),
    "EntityTooLarge": _TOO_LARGE,
    "RequestBodyTooLarge": _TOO_LARGE,
    "KeyTooLongError": _NAME,
    "NotImplemented": _CONDITIONS,
    "InvalidURI": _NAME,
}
"""By the error code in the response of a store."""

BY_MARK = {
    "without LOCATION": _REGION,
    "Could not parse path": _NAME,
    "object with invalid path": _FOREIGN_NAME,
    "dns error": Reason("the name of the store is unknown, or there is no network", 'check "endpoint" and the network'),
    "ConnectionRefused": Reason("nothing answers there", 'check that the store is running, and check "endpoint"'),
    "BadScheme": Reason("its address does not begin with https://", 'correct "endpoint"'),
    "InvalidCertificate": _CERTIFICATE,
    "CertificateError": _CERTIFICATE,
    "InvalidMessage": Reason("there is no TLS at that address", 'check "endpoint": http:// or https://, and the port'),
    "kind: Timeout": Reason(
        "it took too long, and still did after several tries", "check the network, and deploy again"
    ),
    "kind: Interrupted": _BROKEN_OFF,
    "kind: Connect": Reason("the store cannot be reached", 'check the network and "endpoint"'),
    "IncompleteMessage": _BROKEN_OFF,
    "Azure Cli": _AZURE_LOGIN,
    "AzureCli": _AZURE_LOGIN,
    "MissingAccount": _ACCOUNT,
    "Account must be specified": _ACCOUNT,
    "Invalid Access Key": Reason("the account key is invalid", "set AZURE_STORAGE_ACCOUNT_KEY as Azure shows it"),
    "MissingSasComponent": Reason("the shared access signature is damaged", "set AZURE_STORAGE_SAS_TOKEN again"),
    "Unable to open service account file": Reason(
        "the file of the service account cannot be read", "check GOOGLE_APPLICATION_CREDENTIALS"
    ),
    "Unable to decode service account file": Reason(
        "the file of the service account is damaged", "check GOOGLE_APPLICATION_CREDENTIALS"
    ),
    "credential provider": Reason("the profile gives no credentials", "sign in again, and deploy again"),
}
"""By a part of the error text of obstore and its libraries, if no store responded."""

BY_STATUS = {
    "301": _REGION,
    "307": _REGION,
    "401": Reason(
        "the store does not accept these credentials", "check which ones are used: environment, then profile"
    ),
    "403": _DENIED,
    "404": Reason("there is nothing at that address", "check the target"),
    "409": Reason("the store is busy with the same object", "deploy again"),
    "411": _CONDITIONS,
    "413": _TOO_LARGE,
    "429": _BUSY,
    "501": _CONDITIONS,
    "503": _BUSY,
    "507": Reason("the store is full", "delete something there, or get more space"),
    "4xx": Reason("the store refuses", "check the target"),
    "5xx": _BROKEN,
}
"""By the HTTP status (RFC 9110), if the error code is unknown."""
