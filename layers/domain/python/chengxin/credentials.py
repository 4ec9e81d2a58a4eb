"""A department's own credential: what it is made of, and whether one that is presented is good.

It reads `{department}.{id}.{secret}` and is sent as a bearer token (RFC 6750). The secret has 256 random bits, so its
plain SHA-256 can't be guessed back: salts and slow hashes protect what people choose, not this.
"""

import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from chengxin.errors import ChengxinError

SECRET_BYTES = 32
USE_NOTED_EVERY = timedelta(hours=1)
"""How exact the time of last use is: it isn't written at each call."""
_FORM = re.compile(r"([a-z0-9-]{1,64})\.([0-9a-f]{16})\.([A-Za-z0-9_-]{43})", re.ASCII)


class CredentialError(ChengxinError):
    """A credential that opens nothing; its text is in no message."""

    code, status, title = "credential-wrong", 401, "凭据无效"


class CredentialMissingError(CredentialError):
    code, title = "credential-missing", "缺少凭据"


class CredentialMalformedError(CredentialError):
    code, title = "credential-malformed", "凭据格式不对"


class CredentialExpiredError(CredentialError):
    code, title = "credential-expired", "凭据已过期"


class CredentialWithdrawnError(CredentialError):
    code, title = "credential-withdrawn", "凭据已收回"


@dataclass(frozen=True, slots=True)
class Credential:
    """What is kept of a credential: never its secret. Times are aware."""

    department: str
    id: str
    digest: str
    issued_at: datetime
    expires_at: datetime
    withdrawn_at: datetime | None = None
    used_at: datetime | None = None

    def check(self, secret: str, now: datetime) -> None:
        """Raises the fitting `CredentialError`; that it ended is told only to who holds its secret."""
        if not hmac.compare_digest(self.digest, _digest(secret)):
            raise CredentialError
        if self.withdrawn_at is not None:
            raise CredentialWithdrawnError
        if now >= self.expires_at:
            raise CredentialExpiredError

    def use_is_news(self, now: datetime) -> bool:
        """Whether a use at `now` is to be written down."""
        return self.used_at is None or now - self.used_at >= USE_NOTED_EVERY


class Credentials(Protocol):
    """The register of credentials. A department may hold several at once: a new one overlaps the old."""

    def add(self, credential: Credential) -> None:
        """Keeps a new credential."""

    def get(self, department: str, credential_id: str) -> Credential | None:
        """One credential, as it stands now."""

    def of_department(self, department: str) -> list[Credential]:
        """All that a department was ever given."""

    def withdraw(self, department: str, credential_id: str, now: datetime) -> bool:
        """Ends one at once; answers whether there was one that hadn't been withdrawn."""

    def used(self, credential: Credential, now: datetime) -> None:
        """Notes a use."""


def issue(department: str, now: datetime, lifetime: timedelta) -> tuple[Credential, str]:
    """A new credential, and the text that the department gets: it can be shown this once only."""
    one, secret = secrets.token_hex(8), secrets.token_urlsafe(SECRET_BYTES)
    return Credential(department, one, _digest(secret), now, now + lifetime), f"{department}.{one}.{secret}"


def authenticate(credentials: Credentials, authorization: str | None, now: datetime) -> str:
    """The department that an `Authorization` header speaks for; raises a `CredentialError` (401)."""
    if not authorization:
        raise CredentialMissingError
    scheme, _, text = authorization.partition(" ")
    parts = _FORM.fullmatch(text.strip())
    if scheme.lower() != "bearer" or parts is None:
        raise CredentialMalformedError
    department, one, secret = parts.groups()
    found = credentials.get(department, one)
    if found is None:
        raise CredentialError
    found.check(secret, now)
    if found.use_is_news(now):
        credentials.used(found, now)
    return department


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
