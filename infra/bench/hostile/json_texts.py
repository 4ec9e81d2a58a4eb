"""JSON without measure or end."""

from pathlib import Path

from infra.bench.hostile.files import HEADER, MEGABYTE, ROW, case, parts


@case("JSON: nested 100,000 deep", "unreadable-file")
def _(path: Path) -> None:
    path.write_bytes(b'[{"a":' + b"[" * 100_000 + b"]" * 100_000 + b"}]")


@case("JSON Lines: nested 100,000 deep", "header-not-found")
def _(path: Path) -> None:
    path.write_bytes(b'{"a":' + b"[" * 100_000 + b"]" * 100_000 + b"}\n")


@case("JSON Lines: a line of 100 MB", "line-too-long")
def _(path: Path) -> None:
    parts(path, [b'{"a":"', *[b"x" * MEGABYTE] * 100, b'"}\n'])


@case("JSON: an item of 100 MB", "line-too-long")
def _(path: Path) -> None:
    parts(path, [b'[{"a":"', *[b"x" * MEGABYTE] * 100, b'"}]'])


@case("JSON Lines: 20,000,000 empty objects", "too-many-rows")
def _(path: Path) -> None:
    parts(path, [b'{"a":1}\n', *[b"{}\n" * MEGABYTE] * 20])


@case("JSON: 20,000,000 empty objects", "too-many-rows")
def _(path: Path) -> None:
    parts(path, [b'[{"a":1}', *[b",{}" * MEGABYTE] * 20, b"]"])


@case("JSON Lines: each line a key of its own", "too-many-columns")
def _(path: Path) -> None:
    parts(path, (b'{"k%d":1}\n' % n for n in range(1_000_000)))


@case("JSON Lines: 500 keys, then 1,000,000 short lines", "too-many-rows")
def _(path: Path) -> None:
    keys = "".join(f',"k{n}":1' for n in range(500))
    fields = ",".join(f'"{title}":"{text}"' for title, text in zip(HEADER, ROW, strict=True))
    parts(path, [f"{{{fields}{keys}}}\n".encode(), *[b'{"k1":1}\n' * 1_000] * 1_000])
