"""Records written by BatchWriteItem: our adapter beside what boto3 offers, one core each, against a stub.

    make bench NAME=writes [ARGUMENTS=rounds]

The stub is another process on the loopback that takes every batch and answers at once, so what is measured is the
processor time of the client: from a record version, which every case is given, to the last answer.
"""

import json
import os
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from chengxin.records import RecordVersion

ROOT = Path(__file__).parents[2]
RECORDS, ROUNDS, TABLE = 5_000, 3, "records"
Write = Callable[[Sequence[RecordVersion]], None]


class _Stub(BaseHTTPRequestHandler):
    """Answers that nothing was left unprocessed."""

    protocol_version = "HTTP/1.1"
    wbufsize = -1  # one packet an answer

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(200)
        body = b'{"UnprocessedItems":{}}'
        self.send_header("Content-Type", "application/x-amz-json-1.0")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class's name
        """Says nothing."""


def _ours() -> Write:
    from chengxin_aws.clients import client
    from chengxin_aws.records import DynamoRecords

    records = DynamoRecords(client("dynamodb"), TABLE)
    return records.put


def _client_alone() -> Write:
    import boto3

    from chengxin_aws.items import record_item

    client = boto3.client("dynamodb")

    def write(versions: Sequence[RecordVersion]) -> None:
        for start in range(0, len(versions), 25):
            batch: Any = [{"PutRequest": {"Item": record_item(version)}} for version in versions[start : start + 25]]
            client.batch_write_item(RequestItems={TABLE: batch})

    return write


def _batch_writer() -> Write:
    import boto3
    from boto3.dynamodb.types import TypeDeserializer

    from chengxin_aws.items import record_item

    table = boto3.resource("dynamodb").Table(TABLE)
    plain: Callable[[Any], Any] = TypeDeserializer().deserialize

    def write(versions: Sequence[RecordVersion]) -> None:
        with table.batch_writer() as batch:
            for version in versions:
                batch.put_item({name: plain(value) for name, value in record_item(version).items()})

    return write


CASES: dict[str, Callable[[], Write]] = {
    "chengxin": _ours,
    "boto3 client, batches of 25": _client_alone,
    "boto3 resource, batch_writer": _batch_writer,
}
OURS = "chengxin"


def compare(rounds: int = ROUNDS) -> str:
    """The comparison as a Markdown table."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Stub)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    seconds: dict[str, list[float]] = {case: [] for case in CASES}
    for turn in range(rounds):
        for case in list(CASES)[:: 1 if turn % 2 == 0 else -1]:
            seconds[case].append(_in_fresh_process(case, server.server_port))
    server.shutdown()
    rates = {case: RECORDS / statistics.median(times) for case, times in seconds.items()}
    lines = [
        f"{RECORDS:,} records written to a stub, processor time of the client.",
        "",
        "| case | records/s (median) | slowest–fastest | ours is × faster |",
        "|---|--:|--:|--:|",
    ]
    for case, times in seconds.items():
        lines.append(
            f"| {case} | {rates[case]:,.0f} | {RECORDS / max(times):,.0f}–{RECORDS / min(times):,.0f} "
            f"| {rates[OURS] / rates[case]:.2f} |"
        )
    return "\n".join(lines)


def _in_fresh_process(case: str, port: int) -> float:
    aws = {"AWS_ACCESS_KEY_ID": "x", "AWS_SECRET_ACCESS_KEY": "x", "AWS_DEFAULT_REGION": "us-east-1"}
    environment = {**os.environ, **aws, "AWS_ENDPOINT_URL": f"http://127.0.0.1:{port}"}
    command = [sys.executable, "-m", "infra.bench.writes", "--case", case]
    done = subprocess.run(command, env=environment, cwd=ROOT, check=True, capture_output=True, text=True)
    return float(json.loads(done.stdout))


def _measure(case: str) -> float:
    from infra.bench.record_versions import versions

    written, write = versions(RECORDS), CASES[case]()
    write(written[:50])
    start = time.process_time()
    write(written)
    return time.process_time() - start


def main(arguments: Sequence[str]) -> None:
    """Runs the comparison, or with `--case NAME` one case in this process."""
    if list(arguments[:1]) == ["--case"]:
        print(json.dumps(_measure(arguments[1])))
        return
    print(compare(int(arguments[0]) if arguments else ROUNDS))


if __name__ == "__main__":
    main(sys.argv[1:])
