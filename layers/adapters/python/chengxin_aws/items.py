"""Between domain objects and DynamoDB items: short attribute names, one packed JSON per part."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any, overload

import orjson

from chengxin.ledger import Decision, LedgerEntry, Outcome
from chengxin.records import KnownVersion, Party, Provenance, RecordKey, RecordVersion
from chengxin.times import parse_rfc3339, rfc3339
from chengxin_aws.packing import pack, unpack

Item = dict[str, dict[str, Any]]
_OUTCOMES: tuple[Outcome, ...] = ("new", "correction", "unchanged")


def text(item: Mapping[str, Mapping[str, Any]], name: str) -> str | None:
    """A string attribute, or None where it is absent."""
    value = item.get(name)
    return value["S"] if value else None


def record_item(version: RecordVersion) -> Item:
    """A record version as an item; `x` holds what only the person and the department may see."""
    party = version.party
    envelope = {
        "ds": version.dataset,
        "k": version.kind,
        "dep": version.department,
        "p": [party.name, party.code, party.type, party.registration_number, party.organisation_code],
        "no": version.document_number,
        "on": _date_text(version.decision_date),
        "to": _date_text(version.valid_until),
        "by": [version.authority_name, version.authority_code],
        "c": dict(version.content),
        "pub": version.public,
        "from": [
            version.provenance.submission_id,
            version.provenance.file_name,
            version.provenance.row,
            version.provenance.sha256,
        ],
        "t": [rfc3339(version.received_at), rfc3339(version.accepted_at)],
        "ch": version.chunk,
    }
    item: Item = {
        "pk": {"S": version.key.page},
        "sk": {"S": f"{version.key.sort}#{version.order}"},
        "h": {"S": version.digest},
        "d": {"B": pack(envelope)},
    }
    if version.decision_date:
        item["o"] = {"S": version.decision_date.isoformat()}
    if version.private:
        item["x"] = {"S": orjson.dumps(dict(version.private)).decode()}
    if version.withdrawn is not None:
        item["w"] = {"S": version.withdrawn}
    return item


def record_version(item: Mapping[str, Mapping[str, Any]]) -> RecordVersion:
    """The reverse of `record_item`; `private` is empty where `x` was not read."""
    page, sort = item["pk"]["S"], item["sk"]["S"]
    stem, _, order = sort.partition("#")
    envelope = unpack(item["d"]["B"])
    name, code, party_type, registration, organisation = envelope["p"]
    submission_id, file_name, row, sha256 = envelope["from"]
    private = text(item, "x")
    return RecordVersion(
        key=RecordKey(page, stem[:8], stem[8:]),
        order=order,
        dataset=envelope["ds"],
        kind=envelope["k"],
        department=envelope["dep"],
        party=Party(name, code, party_type, registration, organisation),
        document_number=envelope["no"],
        decision_date=_date(envelope["on"]),
        valid_until=_date(envelope["to"]),
        authority_name=envelope["by"][0],
        authority_code=envelope["by"][1],
        content=envelope["c"],
        private=orjson.loads(private) if private else {},
        digest=item["h"]["S"],
        public=envelope["pub"],
        provenance=Provenance(submission_id, file_name, row, sha256),
        received_at=parse_rfc3339(envelope["t"][0]),
        accepted_at=parse_rfc3339(envelope["t"][1]),
        chunk=envelope["ch"],
        withdrawn=text(item, "w"),
    )


def known_version(item: Mapping[str, Mapping[str, Any]]) -> KnownVersion:
    """What the normaliser needs of a stored version."""
    stem, _, order = item["sk"]["S"].partition("#")
    return KnownVersion(stem, order, item["h"]["S"], text(item, "w"), _date(text(item, "o")))


def ledger_item(entry: LedgerEntry) -> Item:
    """A ledger entry; `closed` is a map of its own, so that stamps are added without reading it."""
    item: Item = {
        "pk": {"S": f"{entry.department}#{entry.month}"},
        "sk": {"S": entry.id},
        "d": {
            "S": orjson.dumps(
                [
                    entry.department,
                    entry.dataset,
                    entry.submission_id,
                    entry.file_name,
                    entry.chunk,
                    entry.source,
                    entry.order,
                    rfc3339(entry.received_at),
                    rfc3339(entry.accepted_at),
                    entry.rows_rejected,
                    entry.supplement,
                    entry.counts_in,
                ]
            ).decode()
        },
        "decisions": {"B": pack([_decision_row(d) for d in entry.decisions])},
        "closed": {"M": {}},
    }
    if entry.open:
        item["open"] = {"S": entry.department}
    return item


def ledger_entry(item: Mapping[str, Mapping[str, Any]]) -> LedgerEntry:
    """The reverse of `ledger_item`, with the stamps that came since."""
    head = orjson.loads(item["d"]["S"])
    published = text(item, "published_at")
    return LedgerEntry(
        department=head[0],
        dataset=head[1],
        submission_id=head[2],
        file_name=head[3],
        chunk=head[4],
        source=head[5],
        order=head[6],
        received_at=parse_rfc3339(head[7]),
        accepted_at=parse_rfc3339(head[8]),
        rows_rejected=head[9],
        supplement=head[10],
        counts_in=head[11],
        decisions=PackedDecisions(item["decisions"]["B"]),
        published_at=parse_rfc3339(published) if published else None,
        open="open" in item,
        closed={int(k): parse_rfc3339(v["S"]) for k, v in item.get("closed", {}).get("M", {}).items()},
    )


class PackedDecisions(Sequence[Decision]):
    """Decisions as they are stored, unpacked anew whenever they are walked through: packed, a decision takes some 40
    bytes of memory, else hundreds, and a first load brings millions into one month."""

    def __init__(self, packed: Any) -> None:
        self._packed = packed

    def __iter__(self) -> Iterator[Decision]:
        return map(_decision, unpack(self._packed))

    def __len__(self) -> int:
        return len(unpack(self._packed))

    @overload
    def __getitem__(self, index: int) -> Decision: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Decision]: ...
    def __getitem__(self, index: int | slice) -> Decision | Sequence[Decision]:
        return tuple(self)[index]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))


def _decision_row(decision: Decision) -> list[Any]:
    return [
        decision.document_number,
        decision.document_key,
        _date_text(decision.decision_date),
        decision.source,
        decision.row,
        decision.dataset,
        decision.record_id,
        decision.order,
        decision.public,
        _OUTCOMES.index(decision.outcome),
        decision.digest,
        *([_date_text(decision.handled_on)] if decision.handled_on else []),
    ]


def _decision(row: list[Any]) -> Decision:
    return Decision(
        row[0],
        row[1],
        _date(row[2]),
        row[3],
        row[4],
        row[5],
        row[6],
        row[7],
        row[8],
        _OUTCOMES[row[9]],
        row[10],
        _date(row[11]) if len(row) > 11 else None,
    )


def _date_text(value: date | None) -> str | None:
    return value.isoformat() if value else None


def _date(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def moment(value: datetime) -> dict[str, str]:
    """A time as a DynamoDB string."""
    return {"S": rfc3339(value)}
