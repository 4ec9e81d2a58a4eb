"""The composition root of the API: its services on AWS."""

import hmac

from chengxin import __version__
from chengxin_aws import root

from .services import Services


def services() -> Services:
    """Everything from the stack's resources; to be made once a process."""
    return Services(
        version=__version__,
        catalogue=root.catalogue(),
        duties=root.duties(),
        clock=root.clock(),
        index=root.latest_index(),
        records=root.records(),
        submissions=root.submissions(),
        receipts=root.receipts(),
        scoreboards=root.scoreboards(),
        cursor_secret=hmac.digest(root.secret(), b"cursors", "sha256"),
    )
