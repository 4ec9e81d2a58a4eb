"""Progress metrics: rows received, rows processed by outcome, records published, and that publication runs at all.

Each figure is the work of one step, to be summed up over any period. A step that dies and is run again may tell once
more or not at all: the receipts are exact, these are not. No submission is a dimension: there is no end to them.
"""

from chengxin.compliance.escalation.metrics import DIMENSION, Metric
from chengxin.receipts.submission import RowCounts


def rows_received(rows: int) -> list[Metric]:
    """A file was staged; nothing of one that can't be read or came before."""
    return [Metric("CityRowsReceived", rows, "Count")] if rows else []


def rows_processed(department: str, rows: RowCounts) -> list[Metric]:
    """A chunk was normalised."""
    return [
        Metric("RowsProcessed", rows.total, "Count", {DIMENSION: department}),
        Metric("CityRowsAccepted", rows.accepted, "Count"),
        Metric("CityRowsRejected", rows.rejected, "Count"),
        Metric("CityRowsUnchanged", rows.unchanged, "Count"),
    ]


def publication_completed(records: int) -> list[Metric]:
    """A run of publication came to its end, of which an alarm watches the absence, and made so many records public."""
    completed = Metric("PublicationCompleted", 1, "Count")
    return [completed, Metric("CityRecordsPublished", records, "Count")] if records else [completed]
