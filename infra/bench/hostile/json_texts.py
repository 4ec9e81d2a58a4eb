"""JSON without measure or end."""

from pathlib import Path

from infra.bench.hostile.files import HEADER, MEGABYTE, ROW, case, parts


@case("JSON: nested 100,000 deep", "unreadable-file")
def _(path: Path) -> None:
    path.write_bytes(b'[{"a":' + b"[" * 100_000 + b"]" * 100_000 + b"}]")


@case("JSON Lines: nested 100,000 deep", "unreadable-file")
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


RECORD = "".join(f'"{title}":"{text}",' for title, text in zip(HEADER, ROW, strict=True))


@case("JSON: a quote left open in each of 90,000 items", "invalid-json")
def _(path: Path) -> None:
    item = f'{{{RECORD}"b":1}},{{{RECORD}"b":"c}}'.encode()
    parts(path, [b"[", *[item + b","] * 90_000, f'{{{RECORD}"b":1}}]'.encode()])


@case("JSON: 90,000 items without an end", "invalid-json")
def _(path: Path) -> None:
    parts(path, [b"[", *[f"{{{RECORD}".encode()] * 90_000, f'{{{RECORD}"b":1}}]'.encode()])


@case("JSON: 1,000 tables in one object", "json-shape")
def _(path: Path) -> None:
    tables = ",".join(f'"t{n}":[{{{RECORD}"b":1}}]' for n in range(1_000))
    path.write_bytes(f"{{{tables}}}".encode())


@case("JSON: an object of 200 MB around a table", "json-shape")
def _(path: Path) -> None:
    parts(path, [f'{{"data":[{{{RECORD}"b":1}}]'.encode(), *[b',"x":"' + b"y" * MEGABYTE + b'"'] * 200, b"}"])


@case("JSON: keys that come twice in each of 90,000 items", "duplicate-key")
def _(path: Path) -> None:
    parts(path, [b"[", *[f"{{{RECORD}{RECORD[:-1]}}},".encode()] * 20_000, f'{{{RECORD}"b":1}}]'.encode()])
