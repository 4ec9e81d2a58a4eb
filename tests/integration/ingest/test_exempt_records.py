"""A decision that by law is not disclosed stays out of everything public."""

from datetime import date

import pytest
from tests.faults.files import KEY, Penalty, penalties
from tests.faults.world import World

from chengxin.catalogue.legal import Exemption
from chengxin.compliance.duty.rules import Duties
from chengxin_aws import root


def test_an_exempt_decision_is_accepted_and_never_published(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    secret, plain = Penalty(1), Penalty(2)
    exemption = Exemption(
        department="housing-urban",
        document_number=secret.document,
        legal_ground="《政府信息公开条例》第十四条",
        approver="市信用办",
        approved_on=date(2026, 2, 27),
    )
    known = root.duties()
    catalogue = known.catalogue.model_copy(update={"exemptions": (exemption,)})
    monkeypatch.setattr(root, "duties", lambda: Duties(known.calendar, catalogue))
    world.ingest(world.drop(KEY.format("a.csv"), penalties([secret, plain])))
    told = world.job("publish")
    assert told["published"] == 1
    public = b"".join(v for k, v in world.state().items() if k.startswith("publicbucket/") and isinstance(v, bytes))
    assert plain.document in public.decode(errors="ignore")
    assert secret.document not in public.decode(errors="ignore")
