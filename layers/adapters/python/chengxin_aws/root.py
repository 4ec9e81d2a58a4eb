"""The composition root: the one place where ports meet adapters. Everything is made on first use and kept."""

import tempfile
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from chengxin.catalogue import Catalogue
from chengxin.catalogue.load import from_json
from chengxin.compliance.duty.rules import Duties
from chengxin.deadlines.calendar import Calendar
from chengxin.formats.model import Limits
from chengxin.privacy.keyring import KeyRing
from chengxin.read_model.reader import ReadModel
from chengxin.records import Drop
from chengxin.steps.arrivals import drop_of_event
from chengxin.steps.staging import Staging
from chengxin_aws.clients import client
from chengxin_aws.credentials import DynamoCredentials
from chengxin_aws.inbox import S3Inbox, arrival
from chengxin_aws.latest_names import LatestNames
from chengxin_aws.lease import DynamoLease
from chengxin_aws.ledger import DynamoLedger
from chengxin_aws.meter import CloudWatchMeter, ProgressMeter
from chengxin_aws.names_store import NamesStore
from chengxin_aws.objects import S3Objects
from chengxin_aws.records import DynamoRecords
from chengxin_aws.scoreboards import DynamoScoreboards
from chengxin_aws.settings import settings
from chengxin_aws.shelf import DynamoShelf
from chengxin_aws.state_machine import IngestStateMachine
from chengxin_aws.submissions import DynamoSubmissions
from chengxin_aws.tables import map_in_threads

# What a step needs of heavy packages comes with its own layer, so each step is imported by itself.
if TYPE_CHECKING:
    from chengxin.compliance.escalation.messages import Audience
    from chengxin.publication.renderer import Renderer
    from chengxin.publication.site import Site
    from chengxin.steps.announce import Announcer
    from chengxin.steps.comply import Inspector
    from chengxin.steps.normalise import Normaliser
    from chengxin.steps.public_rows import PublicRows
    from chengxin.steps.publish import Publisher
    from chengxin.steps.reconcile import Reconciler
    from chengxin.steps.settle import Settler
    from chengxin.steps.validate import Validator


class WallClock:
    """`chengxin.ports.Clock`, to the second: receipts and items keep no more."""

    def now(self) -> datetime:
        return datetime.now(UTC).replace(microsecond=0)


@cache
def clock() -> WallClock:
    return WallClock()


@cache
def data() -> Path:
    """The folder of compiled data that the domain layer carries."""
    return Path(str(files("chengxin_data")))


@cache
def catalogue() -> Catalogue:
    return from_json((data() / "catalogue.json").read_bytes())


@cache
def ring() -> KeyRing:
    answer = client("secretsmanager").get_secret_value(SecretId=settings().secret_id)
    return KeyRing.parse(str(answer["SecretString"]))


def robots_secret() -> bytes:
    """Asked for each time: a robot that is added or taken away counts at once."""
    answer = client("secretsmanager").get_secret_value(SecretId=settings().robots_secret_id)
    return str(answer["SecretString"]).encode()


@cache
def inbox() -> S3Inbox:
    return S3Inbox(client("s3"), settings().inbox_bucket)


@cache
def work() -> S3Objects:
    return S3Objects(client("s3"), settings().work_bucket)


@cache
def receipts() -> S3Objects:
    return S3Objects(client("s3"), settings().receipts_bucket)


@cache
def public() -> S3Objects:
    return S3Objects(client("s3"), settings().public_bucket)


@cache
def records() -> DynamoRecords:
    return DynamoRecords(client("dynamodb"), settings().records_table)


@cache
def ledger() -> DynamoLedger:
    return DynamoLedger(client("dynamodb"), settings().ledger_table)


@cache
def credentials() -> DynamoCredentials:
    return DynamoCredentials(client("dynamodb"), settings().submissions_table)


@cache
def submissions() -> DynamoSubmissions:
    return DynamoSubmissions(client("dynamodb"), settings().submissions_table)


@cache
def scoreboards() -> DynamoScoreboards:
    return DynamoScoreboards(client("dynamodb"), settings().scoreboards_table)


@cache
def ingest() -> IngestStateMachine:
    return IngestStateMachine(client("stepfunctions"), settings().ingest_arn, settings().inbox_bucket)


@cache
def staging() -> Staging:
    return Staging(work())


@cache
def limits() -> Limits:
    return Limits(chunk_rows=settings().chunk_rows, file_bytes=settings().file_limit_megabytes * 1024**2)


def dropped(event: Mapping[str, Any]) -> Drop | None:
    """The drop that an event means; None where there is nothing to process."""
    return drop_of_event(arrival(event), inbox(), submissions(), clock().now())


@cache
def progress() -> ProgressMeter:
    return ProgressMeter(client("cloudwatch"))


@cache
def validator() -> "Validator":
    from chengxin.steps.validate import Validator

    return Validator(catalogue(), inbox(), submissions(), staging(), clock(), limits())


@cache
def normaliser() -> "Normaliser":
    from chengxin.steps.normalise import Normaliser

    return Normaliser(catalogue(), submissions(), staging(), records(), ledger(), clock(), ring(), read_model())


@cache
def settler() -> "Settler":
    from chengxin.steps.settle import Settler

    return Settler(catalogue(), submissions(), staging(), receipts(), clock())


@cache
def duties() -> Duties:
    return Duties(Calendar(catalogue().calendars), catalogue())


@cache
def shelf() -> DynamoShelf:
    return DynamoShelf(client("dynamodb"), settings().public_table)


@cache
def read_model() -> ReadModel:
    return ReadModel(shelf())


@cache
def names() -> NamesStore:
    return NamesStore(work(), Path(tempfile.mkdtemp()), clock())


@cache
def latest_names() -> LatestNames:
    return LatestNames(work(), Path(tempfile.mkdtemp()))


@cache
def renderer() -> "Renderer":
    from chengxin.publication.renderer import Renderer

    return Renderer(data() / "portal", catalogue(), settings().api_url)


@cache
def public_rows() -> "PublicRows":
    from chengxin.steps.public_rows import PublicRows

    return PublicRows(catalogue(), duties(), records())


@cache
def site() -> "Site":
    from chengxin.publication.site import Site

    return Site(public(), catalogue(), renderer(), scoreboards(), data() / "templates", settings().api_url)


def publisher(lifetime: timedelta) -> "Publisher":
    """`lifetime` is what the process has left; nothing of it holds the publication's lease for longer."""
    from chengxin.steps.news import Newsroom
    from chengxin.steps.publish import Publisher
    from chengxin.steps.showcase import Showcase

    lease = DynamoLease(client("dynamodb"), settings().ledger_table, "publication", clock(), lifetime)
    newsroom = Newsroom(catalogue(), duties(), records())
    showcase = Showcase(public_rows(), work(), site())
    return Publisher(newsroom, ledger(), submissions(), shelf(), names(), showcase, lease)


@cache
def announcer() -> "Announcer":
    from chengxin.steps.announce import Announcer
    from chengxin_aws.notifier import DynamoNotificationMemory, SnsNotifier

    ours = settings()
    topics: dict[Audience, str] = {
        "department": ours.contacts_topic,
        "operations": ours.ops_topic,
        "office": ours.office_topic,
    }
    memory = DynamoNotificationMemory(client("dynamodb"), ours.scoreboards_table)
    return Announcer(catalogue(), duties(), SnsNotifier(client("sns"), topics), memory, ours.site_url)


@cache
def inspector() -> "Inspector":
    from chengxin.compliance.board.assessment import Sheet
    from chengxin.steps.comply import Inspector

    return Inspector(
        catalogue(),
        duties(),
        ledger(),
        records(),
        scoreboards(),
        site(),
        CloudWatchMeter(client("cloudwatch")),
        announcer(),
        read_model(),
        public_rows(),
        sheets=[Sheet.model_validate(one) for one in catalogue().sheets],
        parallel_map=map_in_threads,
    )


@cache
def reconciler() -> "Reconciler":
    from chengxin.steps.reconcile import Reconciler

    return Reconciler(inbox(), submissions(), ingest(), CloudWatchMeter(client("cloudwatch")))
