"""The composition root of the API: its services on AWS."""

from chengxin import __version__
from chengxin_aws import root
from chengxin_aws.settings import settings

from .pages import Pages
from .services import Services


def services() -> Services:
    """Everything from the stack's resources; to be made once a process."""
    return Services(
        version=__version__,
        catalogue=root.catalogue(),
        duties=root.duties(),
        clock=root.clock(),
        public=root.read_model(),
        names=root.latest_names(),
        records=root.records(),
        submissions=root.submissions(),
        credentials=root.credentials(),
        receipts=root.receipts(),
        scoreboards=root.scoreboards(),
        cursor_ring=root.ring(),
        pages=Pages(root.renderer, settings().site_root),
    )
