"""The shape of a finding and the register of their kinds."""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as default_of
from typing import Literal

from chengxin.privacy.gate import Reader, Written, shown

Level = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class FindingKind:
    """One thing that can be wrong.

    `code` is stable and kebab-case; `title`, `message` and `remedy` are Chinese, the latter two with
    `{column}`, `{value}` and the finding's own parameters; `rule` names the standard or statute;
    `example` is a value that provokes it.
    """

    code: str
    level: Level
    title: str
    message: str
    remedy: str
    rule: str = ""
    example: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One occurrence. `row` is the row number a person sees in the file, `column` the header as written.

    `field` is the catalogue's field name; `value` is already masked where the field is personal.
    `suggestion` overrides the kind's remedy when the right value is known. `sheet` names the sheet of the row, where
    the rows come from several. Personal data in a parameter or a sheet's name is hidden from messages.
    """

    kind: FindingKind
    row: int | None = None
    column: str | None = None
    field: str | None = None
    value: str | None = None
    params: Mapping[str, str] = default_of(default_factory=dict)
    suggestion: str | None = None
    sheet: str = ""

    @property
    def message(self) -> str:
        """The Chinese sentence an officer reads."""
        message = self._render(self.kind.message)
        return (
            f"工作表“{shown(self.sheet, Written.SHEET_NAME, Reader.DEPARTMENT)}”：{message}" if self.sheet else message
        )

    @property
    def remedy(self) -> str:
        """What to do about it, in Chinese."""
        return self.suggestion if self.suggestion is not None else self._render(self.kind.remedy)

    @property
    def header(self) -> str | None:
        """The column's header as it may be told."""
        return shown(self.column, Written.HEADER, Reader.DEPARTMENT) if self.column else self.column

    def _render(self, template: str) -> str:
        told = {name: shown(value, Written.WORDS, Reader.DEPARTMENT) for name, value in self.params.items()}
        values = {"column": self.header or "", "value": self.value or "", **told}
        return template.format_map(_Lenient(values))

    def as_json(self) -> dict[str, str | int | None]:
        """The receipt's shape: `{row, column, field, code, message, value, suggestion}`."""
        return {
            "row": self.row,
            "column": self.header,
            "field": self.field,
            "code": self.kind.code,
            "message": self.message,
            "value": self.value,
            "suggestion": self.remedy,
        }


class _Lenient(dict[str, str]):
    """A missing parameter shows as nothing: a receipt must never fail for want of a word."""

    def __missing__(self, key: str) -> str:
        return ""


_KINDS: dict[str, FindingKind] = {}


def declare(kind: FindingKind) -> FindingKind:
    """Registers a kind under its code; a code can be declared once only."""
    if kind.code in _KINDS:
        raise ValueError(f"finding code declared twice: {kind.code}")
    _KINDS[kind.code] = kind
    return kind


def kind_of(code: str) -> FindingKind:
    """The kind declared under a code; KeyError where its module was never imported."""
    return _KINDS[code]


def all_kinds() -> tuple[FindingKind, ...]:
    """Every declared kind, by code; import `chengxin.findings.files`, `.rows` and `.cells` first."""
    return tuple(_KINDS[code] for code in sorted(_KINDS))
