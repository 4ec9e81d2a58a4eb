"""What is installed is what was locked, with the same hashes everywhere; interpreters are those that CI runs."""

import json
import re
from pathlib import Path

import pytest
from tests.unit.architecture.walk import PROJECT
from tests.unit.template.stack import source

LAYERS, OWN = PROJECT / "layers" / "dependencies", PROJECT / "requirements"
LOCKS = sorted([*LAYERS.glob("*.txt"), *OWN.glob("*.txt")])


@pytest.mark.parametrize("folder", [LAYERS, OWN], ids=lambda folder: folder.name)
def test_what_is_declared_is_locked_in_the_same_version(folder: Path) -> None:
    locked = {pin for path in folder.glob("*.txt") for pin in _pins(path)}
    wanted = {pin for path in folder.glob("*.in") for pin in _pins(path)}
    assert wanted - locked == set()


@pytest.mark.parametrize("path", LOCKS, ids=lambda path: path.name)
def test_every_locked_package_has_its_hashes(path: Path) -> None:
    entries = path.read_text("utf-8").replace("\\\n", "").splitlines()
    assert [entry for entry in entries if "==" in entry and "--hash=sha256:" not in entry] == []


def test_the_tests_run_on_the_packages_that_the_layers_carry() -> None:
    carried = {pin for path in LAYERS.glob("*.txt") for pin in _pins(path)}
    assert carried - _pins(OWN / "dev.txt") == set()


def test_the_default_runtime_is_an_interpreter_that_the_tests_run_on() -> None:
    tested = re.findall(r"3\.\d+", re.findall(r"(?m)^INTERPRETERS=.*$", _text(".ci/run"))[0])
    assert source()["Parameters"]["PythonRuntime"]["Default"] in {f"python{version}" for version in tested}


def test_what_is_checked_before_a_commit_is_what_lint_checks() -> None:
    lint = re.findall(r"(?m)^\t@(.*)$", _text("Makefile").partition("\nlint:")[2].partition("\n\n")[0])
    checked = re.findall(r"(?m)^ +entry: (.*)$", _text(".pre-commit-config.yaml"))
    assert checked == [
        line.replace("$(VENV)", ".venv").replace("$(SAM)", ".local/sam").replace("$(CHECKS)", ".local/checks")
        for line in lint
    ]


@pytest.mark.parametrize("path", [".checkov.yaml", ".bandit.yaml"])
def test_what_is_not_checked_says_why_in_a_line(path: str) -> None:
    skips = re.findall(r"(?m)^  - (CKV\w+|B\d+)(.*)$", _text(path))
    assert len(skips) >= 10
    assert [name for name, rest in skips if not re.search(r"# .{10,}", rest)] == []


@pytest.mark.parametrize("layer", ["core", "chalice", "files", "columns"])
def test_the_bill_of_materials_names_what_the_layer_carries(layer: str) -> None:
    told = json.loads(_text(f"docs/sbom/{layer}.cdx.json"))
    assert told["bomFormat"] == "CycloneDX"
    named = {f"{one['name']}=={one['version']}" for one in told["components"]}
    assert named == _pins(LAYERS / f"{layer}.txt"), "run `make sbom`"


def test_every_package_of_a_layer_has_a_licence_that_is_told() -> None:
    told = re.findall(r"(?m)^\| \w+ \| ([\w-]+) \| (\d[\w.]*) \| (.+) \|$", _text("docs/sbom/licences.md"))
    carried = {pin for path in LAYERS.glob("*.txt") for pin in _pins(path)}
    assert {f"{name}=={version}" for name, version, _ in told} == carried, "run `make sbom`"
    assert [name for name, _, licence in told if licence == "?" or "GPL" in licence] == []


def _text(path: str) -> str:
    return (PROJECT / path).read_text("utf-8")


def _pins(path: Path) -> set[str]:
    """The exact pins in a list of packages, without their extras."""
    found = re.findall(r"(?m)^([\w-]+)(?:\[[\w,]+\])?==([\w.]+)", path.read_text("utf-8"))
    return {f"{name}=={version}" for name, version in found}
