"""Record versions as normalise makes them, for what is measured behind it."""

import tempfile
from pathlib import Path

from chengxin.formats.model import Limits
from chengxin.formats.read import read
from chengxin.normalise.engine import normalise_chunk
from chengxin.receipts.submission import Submission
from chengxin.records import RecordVersion, record_key, version_order
from chengxin.versions.outcome import JudgedRow, new_version
from chengxin.versions.run import RunPlan
from infra.bench.penalty_rows import write_penalties
from infra.bench.validation_inputs import DATASET, context

SEED, DEPARTMENT = 20261123, "market-regulation"


def versions(count: int) -> list[RecordVersion]:
    """The first versions of so many generated penalties, without a defect."""
    given, found = context(), list[RecordVersion]()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "penalties.csv"
        write_penalties(path, count, SEED, "武汉市市场监督管理局", defects=False)
        reading = read(path, given.dataset, given.catalogue, Limits())
        for chunk in reading.chunks:
            order = "1" * 33
            plan = RunPlan(
                submission_id="s" * 20,
                department=DEPARTMENT,
                dataset=DATASET,
                file_name=path.name,
                key=f"{DEPARTMENT}/{DATASET}/{path.name}",
                version_id="v",
                order=order,
                layout=None,
                columns=(),
                errors=(),
                warnings=(),
                duplicate_of=None,
                in_full=False,
                chunks=1,
                since=order,
            )
            moments = given.received_at, given.received_at
            submission = Submission(plan.submission_id, DEPARTMENT, DATASET, path.name, "0" * 64, 1, *moments)
            for row in normalise_chunk(chunk, reading.columns, given, reading.layout).accepted:
                key = record_key(DEPARTMENT, row.document_key, DATASET, row.party.name, row.identity)
                judged = JudgedRow(row, key, version_order(order, row.row), "new")
                found.append(new_version(judged, given.dataset, plan, submission, 0))
    return found
