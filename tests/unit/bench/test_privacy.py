"""Detection holds its aims on a corpus of made-up texts, and with what it can't know stated."""

import pytest
from infra.bench.privacy import is_hidden, rates
from infra.bench.privacy_corpus import HIDDEN, KEPT, Sample, samples


@pytest.mark.parametrize("seed", [1, 7])
def test_recall_and_false_alarms(seed: int) -> None:
    found, alarms = rates(seed)
    for form, share in found.items():
        assert share >= (0.95 if form == "address" else 0.99), (form, share)
    assert sum(alarms.values()) / len(alarms) <= 0.005, alarms


def test_the_same_seed_makes_the_same_texts() -> None:
    for forms in (HIDDEN, KEPT):
        assert list(samples(forms, 3, 5)) == list(samples(forms, 3, 5))
        assert list(samples(forms, 3, 5)) != list(samples(forms, 3, 6))


def test_what_comes_out_is_told() -> None:
    assert not is_hidden(Sample("none", "没有个人信息的文字", "个人信息"))
