"""The tables of the public index, and how its file is opened.

Every cold start of the API fetches the file, so it is kept small: moments are whole seconds since 1970, dates are
ordinals (0: none), lists continue by row number, and what only linking needs is kept only where linking needs it.
"""

import sqlite3
from datetime import date, datetime
from pathlib import Path

from chengxin.times import SHANGHAI

VERSION = 3
CACHE_KIBIBYTES = 128 * 1024
INDEX_KEY = "index/index.db"
"""Where the index lies in the internal bucket."""

VISIBLE = "withdrawn IS NULL AND (visible_until IS NULL OR visible_until >= ?)"
"""Which records may be shown on a day, given as its ordinal."""

_TABLES = f"""
PRAGMA user_version = {VERSION};

CREATE TABLE subjects (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    norm_name TEXT NOT NULL,
    type TEXT NOT NULL,
    registered INTEGER NOT NULL,
    order_ TEXT NOT NULL,
    registration_number TEXT,
    organisation_code TEXT
);
CREATE INDEX subjects_by_name ON subjects (norm_name, id);
CREATE INDEX subjects_by_registration ON subjects (registration_number) WHERE registration_number IS NOT NULL;
CREATE INDEX subjects_by_organisation ON subjects (organisation_code) WHERE organisation_code IS NOT NULL;

CREATE TABLE former_names (
    code TEXT, norm_name TEXT, name TEXT NOT NULL, PRIMARY KEY (code, norm_name)
) WITHOUT ROWID;
CREATE INDEX former_names_by_name ON former_names (norm_name);

CREATE TABLE crosswalk (
    ground TEXT, value TEXT, code TEXT, PRIMARY KEY (ground, value, code)
) WITHOUT ROWID;

CREATE VIRTUAL TABLE name_bigrams USING fts5 (bigrams, content = '', tokenize = 'unicode61', columnsize = 0);

CREATE TABLE records (
    id INTEGER PRIMARY KEY,
    record_id TEXT NOT NULL UNIQUE,
    order_ TEXT NOT NULL,
    dataset TEXT NOT NULL,
    kind TEXT NOT NULL,
    department TEXT NOT NULL,
    list_id TEXT,
    listed INTEGER NOT NULL,
    document_number TEXT,
    decision_date INTEGER NOT NULL,
    published_at INTEGER NOT NULL,
    version_at INTEGER NOT NULL,
    visible_until INTEGER,
    withdrawn TEXT,
    withdrawn_at INTEGER,
    subject_code TEXT,
    matched_by TEXT,
    norm_name TEXT,
    registration_number TEXT,
    organisation_code TEXT
);
CREATE TABLE older_versions (
    record_id TEXT, order_ TEXT, published_at INTEGER NOT NULL, PRIMARY KEY (record_id, order_)
) WITHOUT ROWID;
CREATE TABLE tombstones (
    record_id TEXT, order_ TEXT, reason TEXT NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (record_id, order_)
) WITHOUT ROWID;
CREATE INDEX records_by_time ON records (published_at, decision_date) WHERE listed;
CREATE INDEX records_by_subject ON records (subject_code, published_at, decision_date);
CREATE INDEX records_by_department ON records (department, published_at, decision_date) WHERE listed;
CREATE INDEX records_by_dataset ON records (dataset, published_at, decision_date);
"""


def open_for_building(path: Path) -> sqlite3.Connection:
    """Opens an index to add to, or makes an empty one; a file of another schema version is refused (ValueError)."""
    db = sqlite3.connect(path)
    # A scratch copy that is thrown away whole when the job dies: no need to survive a crash in the middle.
    db.execute("PRAGMA journal_mode = MEMORY")
    db.execute("PRAGMA synchronous = OFF")
    db.execute(f"PRAGMA cache_size = -{CACHE_KIBIBYTES}")
    version = db.execute("PRAGMA user_version").fetchone()[0]
    if not version:
        db.executescript(_TABLES)
    elif version != VERSION:
        db.close()
        raise ValueError(f"index of schema version {version}, expected {VERSION}")
    return db


def open_for_reading(path: Path) -> sqlite3.Connection:
    """Opens a finished index, which nobody writes to any more."""
    db = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
    db.row_factory = sqlite3.Row
    return db


def seconds(moment: datetime) -> int:
    """A moment as it is stored."""
    return int(moment.timestamp())


def moment(stored: int) -> datetime:
    """A stored moment, in Asia/Shanghai."""
    return datetime.fromtimestamp(stored, SHANGHAI)


def ordinal(day: date | None) -> int | None:
    """A date as it is stored."""
    return day.toordinal() if day else None


def day(stored: int | None) -> date | None:
    """A stored date."""
    return date.fromordinal(stored) if stored else None
