"""A line for each invocation, under the submission's id, and never what the error said."""

import io
import json
from typing import Any

import pytest

from chengxin_aws.observability import correlate_staged, logger, observed

PERSON = "武汉市民420102191101011234"


@observed
def handler(event: dict[str, Any], context: object) -> dict[str, Any]:
    correlate_staged(event["staged"])
    if event.get("bad"):
        raise ValueError(PERSON)
    return {}


@pytest.fixture
def log(monkeypatch: pytest.MonkeyPatch) -> io.StringIO:
    written = io.StringIO()
    monkeypatch.setattr(logger.registered_handler, "stream", written)
    return written


def lines(log: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in log.getvalue().splitlines()]


def test_a_line_has_the_submissions_id_whichever_run_it_is_of(log: io.StringIO) -> None:
    handler({"staged": "abc"}, None)
    handler({"staged": "abc-after-def"}, None)
    found = lines(log)
    assert [(one["message"], one["correlation_id"]) for one in found] == [("done", "abc")] * 2
    assert all(one["milliseconds"] >= 0 for one in found)


def test_a_line_leads_to_its_trace(log: io.StringIO, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("_X_AMZN_TRACE_ID", "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1")
    handler({"staged": "abc"}, None)
    assert lines(log)[0]["xray_trace_id"] == "1-5759e988-bd862e3fe1be46a994272793"


def test_a_failure_tells_its_kind_and_not_what_it_said(log: io.StringIO) -> None:
    with pytest.raises(ValueError, match="420102"):
        handler({"staged": "abc", "bad": True}, None)
    (line,) = lines(log)
    assert (line["message"], line["error"], line["correlation_id"]) == ("failed", "ValueError", "abc")
    assert PERSON not in json.dumps(line, ensure_ascii=False)


def test_the_next_invocation_does_not_carry_the_last_ones_id(log: io.StringIO) -> None:
    handler({"staged": "abc"}, None)

    @observed
    def other(event: dict[str, Any], context: object) -> dict[str, Any]:
        return {}

    other({}, None)
    assert not lines(log)[-1].get("correlation_id")
