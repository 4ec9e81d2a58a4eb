"""`make audit`: one sheet of what is proved of the platform on AWS, what is passed over and why, and what it costs.

It runs the checks and proofs that need no stack. What only a running stack or a real account shows is listed as such.
"""

import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from infra.bench.month import report

PROJECT = Path(__file__).parents[1]
SAM, CHECKS = PROJECT / ".local" / "sam" / "bin", PROJECT / ".local" / "checks" / "bin"
FRONT = [f"infra/front/{name}.yaml" for name in ("site", "missing", "guard")]
SKIPS = {"checkov": ".checkov.yaml", "bandit": ".bandit.yaml"}
BEYOND = (
    "an account's quotas (a new one has ten workers) and whether a change set is executed without an error",
    "CloudFront: failing over to the page that is not there, headers, certificates, and an ICP filing in the mainland",
    "alarms ringing, query alarms naming departments, budgets and mails arriving",
    "a canary deployment taken back by an alarm",
    "Object Lock, key policies and TLS-only policies refusing what they should",
    "a restore to a moment of the past, and retained resources imported into a stack",
    "arm64: that the layers' packages exist for it is shown by building, that they run is not",
)


@dataclass(frozen=True, slots=True)
class Proof:
    """A claim and the command that shows it."""

    claim: str
    command: list[str]

    def run(self) -> tuple[bool, str]:
        """Whether it holds, and what the command said of it in a line."""
        done = subprocess.run(self.command, cwd=PROJECT, capture_output=True, text=True, check=False)
        said = [line for line in (done.stdout + done.stderr).splitlines() if line.strip()]
        counted = re.findall(
            r"\d+ (?:passed|failed|skipped)[^=]*|Passed checks: \d+, Failed checks: \d+", "\n".join(said)
        )
        return done.returncode == 0, (counted or [said[-1] if done.returncode and said else "clean"])[-1].strip()


def _tests(*paths: str) -> list[str]:
    return [sys.executable, "-m", "pytest", "-q", "-o", "addopts=", *paths]


PROOFS = (
    Proof(
        "the template and its front exist in us-east-1 and both regions of the mainland",
        [str(SAM / "cfn-lint"), "-r", "us-east-1", "cn-north-1", "cn-northwest-1", "--", "template.yaml", *FRONT],
    ),
    Proof(
        "checkov finds nothing but what is passed over below",
        [str(CHECKS / "checkov"), "--config-file", ".checkov.yaml", "-f", "template.yaml", *FRONT],
    ),
    Proof(
        "bandit finds nothing but what is passed over below",
        [str(CHECKS / "bandit"), "-q", "-c", ".bandit.yaml", "-r", "layers", "functions", "infra/local"],
    ),
    Proof(
        "the template keeps its promises (stores, alarms, routes, partitions, stages)", _tests("tests/unit/template")
    ),
    Proof("a year of alarms rings and clears once a cause", _tests("tests/unit/alarms")),
    Proof("each action of each statement is needed", _tests("tests/integration/permissions")),
    Proof(
        "the inbox makes lost tables and files anew",
        _tests("tests/integration/ingest/test_inbox_replay.py"),
    ),
    Proof("personal numbers are told and hidden", _tests("tests/unit/privacy")),
    Proof(
        "packages are locked by hashes, bills of materials are current", _tests("tests/unit/architecture/test_locks.py")
    ),
)


def skips() -> Iterator[tuple[str, str, str]]:
    """What each tool passes over, with the reason."""
    for tool, path in SKIPS.items():
        for name, why in re.findall(r"(?m)^  - (\w+) +# (.+)$", (PROJECT / path).read_text("utf-8")):
            yield tool, name, why


def runbook() -> str:
    """How many commands the runbook has, each of which an end-to-end test runs."""
    collected = subprocess.run(
        [*_tests("tests/e2e/test_runbook_commands.py"), "--collect-only"],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )
    return f"{collected.stdout.count('::')} commands, which `tests/e2e/test_runbook_commands.py` runs on a local stack"


def main() -> int:
    """Prints the sheet; answers how many proofs fail."""
    failed = 0
    print("# Audit\n\n| proof | holds | |\n|---|---|---|")
    for proof in PROOFS:
        holds, said = proof.run()
        failed += not holds
        print(f"| {proof.claim} | {'yes' if holds else '**no**'} | {said} |", flush=True)
    print(f"\n## Runbook\n\n{runbook()}\n\n## Passed over\n\n| tool | check | why |\n|---|---|---|")
    print("\n".join(f"| {tool} | {name} | {why} |" for tool, name, why in skips()))
    print(f"\n## Cost\n\n{report()}\n\n## Not proved without an account\n")
    print("\n".join(f"- {one}" for one in BEYOND))
    return failed


if __name__ == "__main__":
    sys.exit(main())
