"""A fine's class decides whether its record is public: the columns agree with the rule asked for each record."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.normalise.test_engine import FIRM, chunk, columns, context

from chengxin.catalogue import Catalogue
from chengxin.catalogue.legal import FineClass
from chengxin.catalogue.severity import class_of, facts_of
from chengxin.normalise.engine import normalise_chunk

from infra.bench.penalty_rows import HEADERS  # isort: skip

LIMITS = (Decimal("0.01"), Decimal(3000), Decimal(100_000))
FINES = st.sampled_from([limit + step for limit in LIMITS for step in map(Decimal, ("-0.01", "0", "0.01"))])


def graded(catalogue: Catalogue, low: Decimal, high: Decimal) -> Catalogue:
    """The catalogue with fines graded in every publicity rule."""
    fine = FineClass(minor_below=low, serious_from=high, source="a test", evidence="seen")
    periods = tuple(
        period.model_copy(
            update={"versions": tuple(one.model_copy(update={"fines": (fine,)}) for one in period.versions)}
        )
        for period in catalogue.periods
    )
    return catalogue.model_copy(update={"periods": periods})


@settings(max_examples=20, deadline=None)
@given(fines=st.lists(FINES, min_size=1, max_size=8), limits=st.lists(st.sampled_from(LIMITS), min_size=2, max_size=2))
def test_columns_publish_what_the_rule_of_its_day_publishes(fines: list[Decimal], limits: list[Decimal]) -> None:
    given_context = context()
    catalogue = graded(given_context.catalogue, *sorted(limits))
    rows = [
        {**FIRM, "CF_WSH": f"武市监罚〔2026〕{at}号", "CF_NR": "处以罚款。", "CF_NR_FK": str(fine / 10_000)}
        for at, fine in enumerate(fines, 1)
        if fine
    ]
    cells = [[row.get(code, "") for code in HEADERS] for row in rows]
    seen = replace(given_context, catalogue=catalogue, memory={})
    accepted = normalise_chunk(chunk(cells), columns(), seen).accepted
    period = catalogue.period(seen.dataset.disclosure.period or "")
    assert period
    for row in accepted:
        facts = facts_of(
            seen.dataset, period, row.content, row.document_number, given_context.department.id, row.party.type
        )
        rule = period.on(row.decision_date) if row.decision_date else None
        assert row.public is (rule is None or class_of(rule, facts).publish)
