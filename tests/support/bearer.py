"""A department's credential in the register, the same in every run, and the headers that it is sent in."""

import hashlib
from datetime import datetime, timedelta

from chengxin.credentials import Credential, Credentials

ID, SECRET = "0" * 16, "a" * 43


def bearer(register: Credentials, department: str, now: datetime) -> dict[str, str]:
    """Gives the department its credential for a day."""
    digest = hashlib.sha256(SECRET.encode()).hexdigest()
    register.add(Credential(department, ID, digest, now, now + timedelta(days=1)))
    return {"Authorization": f"Bearer {department}.{ID}.{SECRET}"}
