"""Staging: the plan, chunks, manifest and results that the steps of ingest hand on in the work bucket.

Everything is written whole under a name that depends on the submission alone, so repeating a step repeats its files.
"""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import orjson

from chengxin.findings import Finding, kind_of
from chengxin.formats.model import Chunk, Column
from chengxin.formats.table.chunk_csv import write_rows
from chengxin.normalise.model import Twins
from chengxin.ports import Objects
from chengxin.receipts.submission import RowCounts
from chengxin.versions.run import RunPlan

_LISTED = ("index", "first_row", "rows", "numbered")
_LISTED_OF_SHEETS = (*_LISTED, "sheet", "sheet_number")
"""What the manifest tells of a chunk, and of one of several sheets."""
JSON, CSV = "application/json", "text/csv; charset=utf-8"


@dataclass(frozen=True, slots=True)
class ChunkResult:
    """What normalise made of a chunk; `accepted`, `unchanged` and `rejected` add up to its rows. `meets_known`: other
    drops told of some of its records, so that newer ones may have to be judged again."""

    counts: RowCounts
    findings: Sequence[Finding]
    meets_known: bool = False


class Staging:
    """The work bucket's part for ingest, below `staging/{staged}/`; `staged` is what `staging_id` answers."""

    def __init__(self, objects: Objects) -> None:
        self._objects = objects

    def put_plan(self, plan: RunPlan) -> None:
        data = {
            **asdict(plan),
            "errors": [finding_data(f) for f in plan.errors],
            "warnings": [finding_data(f) for f in plan.warnings],
        }
        self._objects.put(_name(plan.staged, "plan.json"), orjson.dumps(data), JSON)

    def plan(self, staged: str) -> RunPlan | None:
        body = self._objects.get(_name(staged, "plan.json"))
        if body is None:
            return None
        data = orjson.loads(body)
        data["columns"] = [Column(**column) for column in data["columns"]]
        data["errors"] = [finding(f) for f in data["errors"]]
        data["warnings"] = [finding(f) for f in data["warnings"]]
        return RunPlan(**data)

    def put_chunk(self, staged: str, chunk: Chunk, findings: Sequence[Finding]) -> None:
        self._objects.put(_name(staged, f"chunk-{chunk.index:06d}.csv"), chunk.data, CSV)
        if findings:
            body = orjson.dumps([finding_data(f) for f in findings])
            self._objects.put(_name(staged, f"found-{chunk.index:06d}.json"), body, JSON)

    def chunk(self, staged: str, item: dict[str, Any]) -> tuple[Chunk, list[Finding]]:
        """A chunk named by an item of the manifest, and what the reader found in it."""
        data = self._objects.get(_name(staged, f"chunk-{item['index']:06d}.csv"))
        if data is None:
            raise LookupError(f"chunk {item['index']} of {staged} is not staged")
        found = self._objects.get(_name(staged, f"found-{item['index']:06d}.json"))
        return Chunk(data=data, **item), [finding(f) for f in orjson.loads(found or b"[]")]

    def put_twins(self, staged: str, index: int, rows: Sequence[tuple[str, Sequence[str]]]) -> None:
        """Keeps rows of other chunks beside a chunk, each with the place where a person finds it."""
        self._objects.put(_name(staged, f"twins-{index:06d}.json"), orjson.dumps(rows), JSON)

    def twins(self, staged: str, index: int) -> Twins | None:
        """Such rows, where there are any."""
        body = self._objects.get(_name(staged, f"twins-{index:06d}.json"))
        if body is None:
            return None
        rows = orjson.loads(body)
        data = write_rows((number, cells) for number, (_, cells) in enumerate(rows, 1))
        return Twins(Chunk(index, 1, len(rows), data), [place for place, _ in rows])

    def put_manifest(self, staged: str, chunks: Iterable[Chunk]) -> str:
        """Writes the list that the Distributed Map reads, and answers its key."""
        items = [{name: getattr(c, name) for name in (_LISTED_OF_SHEETS if c.sheet else _LISTED)} for c in chunks]
        key = self.manifest_key(staged)
        self._objects.put(key, orjson.dumps(items), JSON)
        return key

    def manifest(self, staged: str) -> list[dict[str, Any]]:
        body = self._objects.get(self.manifest_key(staged))
        items: list[dict[str, Any]] = orjson.loads(body or b"[]")
        return items

    @staticmethod
    def manifest_key(staged: str) -> str:
        return _name(staged, "chunks.json")

    def put_result(self, staged: str, index: int, result: ChunkResult) -> None:
        body = {
            "counts": asdict(result.counts),
            "findings": [finding_data(f) for f in result.findings],
            "meets_known": result.meets_known,
        }
        self._objects.put(_result_name(staged, index), orjson.dumps(body), JSON)

    def result(self, staged: str, index: int) -> ChunkResult | None:
        body = self._objects.get(_result_name(staged, index))
        if body is None:
            return None
        data = orjson.loads(body)
        findings = [finding(f) for f in data["findings"]]
        return ChunkResult(RowCounts(**data["counts"]), findings, data["meets_known"])


def finding_data(found: Finding) -> dict[str, Any]:
    """A finding as JSON, its kind by code."""
    return {
        "code": found.kind.code,
        "row": found.row,
        "column": found.column,
        "field": found.field,
        "value": found.value,
        "params": dict(found.params),
        "suggestion": found.suggestion,
        **({"sheet": found.sheet} if found.sheet else {}),
    }


def finding(data: dict[str, Any]) -> Finding:
    """The reverse of `finding_data`."""
    return Finding(kind_of(data.pop("code")), **data)


def _name(staged: str, file: str) -> str:
    return f"staging/{staged}/{file}"


def _result_name(staged: str, index: int) -> str:
    return _name(staged, f"result-{index:06d}.json")
