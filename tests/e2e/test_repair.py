"""Nothing twice, nothing lost: the same file many times at once, and workers that die in the middle of a file."""

import os
import signal
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from infra.local.synthetic import firm
from tests.e2e.conftest import City, make

AT_ONCE, ROWS = 50, 20_500
REGISTER = "culture-tourism/decision-register/{}.csv"
KEY = "market-regulation/enterprise-registry/killed.csv"
SECONDS = 300


def test_the_same_file_fifty_times_at_once_is_one_file_and_forty_nine_duplicates(city: City) -> None:
    today = time.strftime("%Y-%m-%d")
    lines = [f"武文旅罚〔2026〕{number}号,行政处罚,武汉某某文化有限公司,{today}\n" for number in range(900, 905)]
    body = ("决定书文号,决定类型,行政相对人名称,决定日期\n" + "".join(lines)).encode()
    keys = [REGISTER.format(f"at once {number % 7}") for number in range(AT_ONCE)]
    with ThreadPoolExecutor(AT_ONCE) as departments:
        dropped = list(departments.map(lambda key: (key, city.put(key, body)), keys))
    receipts = [city.stack.wait_for_receipt(key, submission, SECONDS) for key, submission in dropped]
    assert len({submission for _, submission in dropped}) == AT_ONCE
    assert Counter(receipt["status"] for receipt in receipts) == {"accepted": 1, "duplicate": AT_ONCE - 1}
    assert sum(receipt["rows"]["accepted"] for receipt in receipts) == len(lines)


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="finds the workers in /proc")
def test_a_file_whose_workers_were_killed_is_finished_by_a_redrive(city: City) -> None:
    names = [f"修复测试企业{number:05d}有限公司" for number in range(ROWS)]
    lines = ["统一社会信用代码,企业名称", *(f"{firm(name).code},{name}" for name in names)]
    submission = city.put(KEY, "\n".join(lines).encode())
    killed = 0
    deadline = time.monotonic() + SECONDS
    while city.stack.receipt(KEY, submission) is None and time.monotonic() < deadline:
        for worker in workers(city, "NormaliseFunction"):
            os.kill(worker, signal.SIGKILL)
            killed += 1
        time.sleep(0.2)
    failed = city.stack.receipt(KEY, submission)
    assert killed
    assert failed is not None
    assert failed["status"] == "failed"
    assert [error["code"] for error in failed["errors"]] == ["processing-failed"]
    make("redrive", f"SUBMISSION={submission}")
    finished = city.stack.receipt(KEY, submission)
    assert finished is not None
    rows = finished["rows"]
    assert finished["status"] in ("accepted", "partially_accepted")
    assert rows["total"] == ROWS == rows["accepted"] + rows["rejected"] + rows["unchanged"]
    assert rows["unchanged"] == 0, "what the killed workers had written is not taken for an earlier file's"


def workers(city: City, function: str) -> Iterator[int]:
    """The processes in which the emulator runs a function."""
    wanted = city.stack.outputs["Endpoint"], f"AWS_LAMBDA_FUNCTION_NAME=chengxin-{function}"
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            environment = (entry / "environ").read_text()
        except (FileNotFoundError, PermissionError, ProcessLookupError):
            continue
        if all(part in environment for part in wanted):
            yield int(entry.name)
