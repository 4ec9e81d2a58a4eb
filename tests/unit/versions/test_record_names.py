"""Names of records tell nothing of their parties, outlive their keys, and keep what is stored where it is."""

import dataclasses
from collections.abc import Mapping, Sequence

import pytest
from tests.unit.normalise.penalties import firm, judged_in

from chengxin.normalise.model import CleanRow
from chengxin.privacy.keyring import KeyRing
from chengxin.records import KnownVersion, RecordKey, record_key
from chengxin.versions.record_names import RecordNames

DEPARTMENT, DATASET = "market-regulation", "administrative-penalty"
OLD, ROTATED, OTHER = KeyRing({1: b"one"}), KeyRing({1: b"one", 2: b"two"}), KeyRing({1: b"another"})
Stored = Mapping[str, Sequence[KnownVersion]]


def row(name: str = "王小明", number: str | None = "武市监罚〔2026〕1号") -> CleanRow:
    (one,) = judged_in("790-2018", [firm()]).accepted
    party = dataclasses.replace(one.party, name=name)
    key = number or f"2026|{name}"
    return dataclasses.replace(one, party=party, document_number=number, document_key=key)


def known(key: RecordKey) -> Stored:
    return {key.page: [KnownVersion(key.sort, "0", "")]}


def name(ring: KeyRing, one: CleanRow, stored: Stored | None = None) -> RecordKey:
    ((_, key),) = RecordNames(ring, DEPARTMENT).named([(one, DATASET)], stored or {})
    return key


@pytest.mark.parametrize("number", ["武市监罚〔2026〕1号", None])
def test_a_name_cannot_be_tried_without_the_key(number: str | None) -> None:
    one = row(number=number)
    public = name(OLD, one)
    guessed = [
        record_key(DEPARTMENT, one.document_key, DATASET, one.party.name),
        name(OTHER, one),
        record_key(DEPARTMENT, one.document_key, DATASET, one.party.name, secret=b"another"),
    ]
    assert public.entry not in {guess.entry for guess in guessed}
    if number is None:
        assert not {(public.page), (public.document)} & {part for one in guessed for part in (one.page, one.document)}


@pytest.mark.parametrize("number", ["武市监罚〔2026〕1号", None])
def test_a_record_that_is_stored_keeps_its_address_when_the_key_changes(number: str | None) -> None:
    one = row(number=number)
    before = name(OLD, one)
    assert name(ROTATED, one) != before
    assert name(ROTATED, one, known(before)) == before
    assert before.page in set(RecordNames(ROTATED, DEPARTMENT).pages([(one, DATASET)]))


@pytest.mark.parametrize("number", ["武市监罚〔2026〕1号", None])
@pytest.mark.parametrize("identity", ["42010119800101001X", None])
def test_a_record_from_before_there_were_keys_keeps_its_address(number: str | None, identity: str | None) -> None:
    one = dataclasses.replace(row(number=number), identity=identity)
    before = record_key(DEPARTMENT, one.document_key, DATASET, one.party.name, identity, secret=b"one")
    ((named, key),) = RecordNames(ROTATED, DEPARTMENT).named([(one, DATASET)], known(before))
    assert key == before
    assert named == one, "its duty stays under the document that it was stored under"


def test_what_stands_for_a_number_is_kept_as_a_digest_only() -> None:
    ((named, _),) = RecordNames(OLD, DEPARTMENT).named([(row(number=None), DATASET)], {})
    assert "王小明" not in named.document_key


def test_another_party_of_a_stored_document_has_a_name_of_its_own() -> None:
    stored = known(name(OLD, row("李小红")))
    assert name(ROTATED, row(), stored) == name(ROTATED, row())
