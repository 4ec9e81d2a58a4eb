"""From the catalogue's files to a `Catalogue`, and to the one compiled JSON that a Lambda layer carries."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from chengxin.catalogue.check import problems
from chengxin.catalogue.model import Catalogue

DATASET_LIST = "dataset"
_ONE_PER_FILE = {"datasets": "datasets", "code_lists": "code-lists", "calendars": "calendars"}
_MANY_PER_FILE = {
    "departments": "departments",
    "lists": "lists",
    "clocks": "clocks",
    "periods": "periods",
    "exemptions": "exemptions",
    "reviews": "reviews",
}


class CatalogueError(ValueError):
    """The catalogue's files contradict themselves or the model; the message lists every fault with its place."""


def read_sources(directory: Path) -> dict[str, list[Any]]:
    """Reads `directory` into plain data, by the keys of `Catalogue`.

    One thing per file in `datasets/`, `code-lists/` and `calendars/`; a list of things per file in
    `departments/`, `lists/`, `rules/clocks.yaml`, `rules/periods.yaml`, `exemptions.yaml` and `reviews.yaml`;
    `rules/assessment.yaml` is a score sheet. Files are YAML or JSON, taken in the
    order of their names. Raises `CatalogueError` for a file that is not readable as such.
    """
    sources: dict[str, list[Any]] = {
        key: [_read(path) for path in _files(directory / folder)] for key, folder in _ONE_PER_FILE.items()
    }
    for key, stem in _MANY_PER_FILE.items():
        found = [*_files(directory / stem), *_files(directory, stem), *_files(directory / "rules", stem)]
        sources[key] = [item for path in found for item in _items(path)]
    sources["sheets"] = [_read(path) for path in _files(directory / "rules", "assessment")]
    sources["code_lists"].append(_list_of_datasets(sources["datasets"]))
    return sources


def load(directory: Path) -> Catalogue:
    """The catalogue of a source directory, checked; raises `CatalogueError` with everything that is wrong."""
    sources = read_sources(directory)
    try:
        catalogue = Catalogue.model_validate(sources)
    except ValidationError as error:
        raise CatalogueError(_explain(error, sources)) from None
    found = problems(catalogue)
    if found:
        raise CatalogueError("\n".join(found))
    return catalogue


def compile_to(directory: Path, target: Path) -> Catalogue:
    """Checks a source directory and writes it as one compact JSON file; answers what was written."""
    catalogue = load(directory)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(to_json(catalogue))
    return catalogue


def to_json(catalogue: Catalogue) -> bytes:
    """The compiled form: camelCase keys as in the files, defaults left out."""
    return catalogue.model_dump_json(by_alias=True, exclude_defaults=True).encode()


def from_json(data: bytes) -> Catalogue:
    """Reads what `compile_to` wrote. Quick enough for a cold start, as it trusts the checks made there."""
    return Catalogue.model_validate_json(data)


def _list_of_datasets(datasets: list[Any]) -> dict[str, Any]:
    """The code list `dataset`, for registers and withdrawals that name one: made, so that a new one is in it."""
    records = [one for one in datasets if isinstance(one, dict) and one.get("purpose", "record") == "record"]
    values = [{"code": one.get("id"), "label": one.get("title")} for one in records]
    return {"id": DATASET_LIST, "title": "数据集", "values": values}


def _files(folder: Path, stem: str | None = None) -> Iterable[Path]:
    wanted = (".yaml", ".yml", ".json")
    found = folder.iterdir() if folder.is_dir() else ()
    return sorted(path for path in found if path.suffix in wanted and stem in (None, path.stem))


def _read(path: Path) -> Any:
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".json":
        return json.loads(text)
    import yaml

    from chengxin.catalogue.plain_yaml import PlainLoader

    try:
        return yaml.load(text, Loader=PlainLoader)
    except yaml.YAMLError as error:
        raise CatalogueError(f"{path.name}: {error}") from None


def _items(path: Path) -> list[Any]:
    content = _read(path)
    if not isinstance(content, list):
        raise CatalogueError(f"{path.name}: a list is expected")
    return content


def _explain(error: ValidationError, sources: dict[str, list[Any]]) -> str:
    lines = []
    for fault in error.errors():
        section, *rest = fault["loc"]
        place = [str(section)]
        if rest and isinstance(rest[0], int):
            item = sources[str(section)][rest[0]]
            name = item.get("id", rest[0]) if isinstance(item, dict) else rest[0]
            place, rest = [f"{section} {name}"], rest[1:]
        lines.append(f"{'.'.join([*place, *map(str, rest)])}: {fault['msg']}")
    return "\n".join(lines)
