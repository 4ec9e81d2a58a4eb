"""The environment of a function, read once and checked when first asked for."""

import os
from functools import cache

from pydantic import BaseModel, ConfigDict


class Settings(BaseModel):
    """Names of the stack's resources; the template sets them for every function."""

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)

    inbox_bucket: str
    receipts_bucket: str
    work_bucket: str
    public_bucket: str
    records_table: str
    ledger_table: str
    submissions_table: str
    scoreboards_table: str
    public_table: str
    secret_id: str
    api_url: str = ""
    site_url: str = ""
    site_root: str = "/"
    ops_topic: str = ""
    office_topic: str = ""
    contacts_topic: str = ""
    robots_secret_id: str = ""
    ingest_arn: str = ""
    chunk_rows: int = 20_000
    file_limit_megabytes: int = 2048


@cache
def settings() -> Settings:
    """The settings of this process; pydantic's error names what is missing."""
    given = {name: os.environ.get(name.upper()) for name in Settings.model_fields}
    return Settings.model_validate({name: value for name, value in given.items() if value is not None})
