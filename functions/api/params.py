"""Request parameters as pydantic models: what is in the path template comes from the path, the rest from the query."""

import re
from datetime import date
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema

from chengxin.search.paging import Position

from .cursor import LONGEST, seal, unseal
from .services import Services


def _whole_number(value: object) -> object:
    if isinstance(value, str) and not re.fullmatch(r"[0-9]{1,9}", value):
        raise ValueError("须为整数")
    return value


def _iso_date(value: object) -> object:
    if isinstance(value, str) and not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        raise ValueError("日期须写作 2026-03-02")
    return value


WholeNumber = Annotated[int, BeforeValidator(_whole_number)]
IsoDate = Annotated[date, BeforeValidator(_iso_date), WithJsonSchema({"type": "string", "format": "date"})]
Month = Annotated[str, Field(pattern=r"^[0-9]{4}-(0[1-9]|1[0-2])$", description="月份，如 2026-03；默认本月")]
Code = Annotated[str, Field(max_length=64, description="统一社会信用代码")]
Id = Annotated[str, Field(max_length=64)]


class Params(BaseModel):
    """The base of a route's parameters. An unknown one is refused: a misspelt filter must not answer everything."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


class NoParams(Params):
    """A route without parameters."""


class PageParams(Params):
    """A list's parameters."""

    limit: WholeNumber = Field(20, ge=1, le=100, description="每页条数")
    cursor: str | None = Field(
        None,
        max_length=LONGEST,
        description="上一页的 next_cursor",
        json_schema_extra={"pattern": "^[A-Za-z0-9_-]+$"},
    )

    def position(self, services: Services) -> Position | None:
        """Where the page starts; raises `InvalidCursorError` unless this very list handed the cursor out."""
        return unseal(services.cursor_ring, self._scope(), self.cursor)

    def next_cursor(self, services: Services, position: Position | None) -> str | None:
        """The cursor that continues this list."""
        return seal(services.cursor_ring, self._scope(), position)

    def _scope(self) -> str:
        return f"{type(self).__name__} {self.model_dump_json(exclude={'limit', 'cursor'})}"
