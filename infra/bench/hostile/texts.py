"""Delimited text without measure or end."""

import random
from pathlib import Path

from infra.bench.hostile.files import HEAD, HEADER, LINE, MEGABYTE, Write, case, parts


@case("text: 10,000 columns", "too-many-columns")
def _(path: Path) -> None:
    path.write_bytes((",".join([*HEADER, *(f"列{n}" for n in range(10_000))]) + "\n").encode() + LINE * 100)


@case("text: a cell of 100 MB", "line-too-long")
def _(path: Path) -> None:
    parts(path, [HEAD, LINE, b'x,"', *[b"\xe9\x95\xbf" * 350_000] * 100, b'",y,2026-01-01\n'])


@case("text: a quote left open before 200 MB of lines", "malformed-quotes")
def _(path: Path) -> None:
    parts(path, [HEAD, b'"', *[LINE * 10_000] * 20])


@case("text: a stray quote in each of 200,000 lines", "too-many-faulty-rows")
def _(path: Path) -> None:
    parts(path, [HEAD, *[('"武"文,行政处罚,某,2026-03-02\n').encode() * 1_000] * 200])


@case("text: NUL bytes in every line", "too-many-faulty-rows")
def _(path: Path) -> None:
    parts(path, [HEAD, *[LINE[:-1] + b"\0\n"] * 200_000])


@case("text: 200 MB of NUL bytes", "line-too-long")
def _(path: Path) -> None:
    parts(path, [HEAD, LINE, *[b"\0" * MEGABYTE] * 200])


@case("text: 100 MB of random bytes below a header", "header-not-found")
def _(path: Path) -> None:
    noise = random.Random(1)
    parts(path, [HEAD, LINE * 1_000, *(noise.randbytes(MEGABYTE) for _ in range(100))])


@case("text: one bad byte in 100 MB of UTF-8", "invalid-bytes")
def _(path: Path) -> None:
    parts(path, [HEAD, *[LINE * 10_000] * 70, LINE.replace(b"\xe6", b"\xff", 1), *[LINE * 10_000] * 70])


@case("text: UTF-16 with an odd byte at the end", "invalid-bytes")
def _(path: Path) -> None:
    path.write_bytes((HEAD + LINE * 200_000).decode().encode("utf-16") + b"\x41")


@case("text: spreadsheet formulas in every cell")
def _(path: Path) -> None:
    parts(path, [HEAD, *[b"\"=cmd|'/C calc'!A0\",@SUM(1),+1,-1\n" * 1_000] * 200])


@case("text: ordinary lines, then 100,000,000 blank ones", "too-many-rows")
def _(path: Path) -> None:
    parts(path, [HEAD, LINE * 20_000, *[b"\n" * MEGABYTE] * 100])


@case("text: ordinary lines, then 100,000,000 short ones", "too-many-rows")
def _(path: Path) -> None:
    parts(path, [HEAD, LINE * 20_000, *[b",\n" * MEGABYTE] * 100])


@case("text: ordinary lines, then 50,000,000 short records", "too-many-rows")
def _(path: Path) -> None:
    parts(path, [HEAD, LINE * 20_000, *[b"a,,,\n" * MEGABYTE] * 50])


@case("text: ordinary lines, then 50,000,000 short records in GB18030", "too-many-rows")
def _(path: Path) -> None:
    parts(path, [x.decode().encode("gb18030") for x in (HEAD, LINE * 20_000)] + [b"a,,,\n" * MEGABYTE] * 50)


SHORT_ROWS = {
    "of one letter": b"a\n",
    "of one letter in quotes": b'"a"\n',
    "of one letter and a line break in quotes": b'"a\n"\n',
    "with blank cells beyond the last column": b"a,,,,,,,,,,,\n",
    "with tabs": b"a\tb\n",
}


def _short_rows(line: bytes) -> Write:
    """1,900,000 rows: within every limit, so all of them are read."""
    head = HEAD.replace(b",", b"\t") if b"\t" in line else HEAD
    return lambda path: parts(path, [head, *[line * 1_000] * 1_900])


for kind, short in SHORT_ROWS.items():
    case(f"text: 1,900,000 short rows {kind}")(_short_rows(short))


@case("text: 1,900,000 short rows of a table with 64 columns")
def _(path: Path) -> None:
    header = ",".join([*HEADER, *(f"列{n}" for n in range(60))]) + "\n"
    parts(path, [header.encode(), *[b"a\n" * 1_000] * 1_900])


@case("text: 1,900,000 short rows with a blank line after every thousandth")
def _(path: Path) -> None:
    parts(path, [HEAD, *[b"a\n" * 1_000 + b"\n"] * 1_900])


@case("text: the header again above each of 1,240,000 rows")
def _(path: Path) -> None:
    parts(path, (b"".join(HEAD + b"%d,%d\n" % (n, at) for at in range(1_000)) for n in range(1_240)))


@case("text: 5,000 lines of 90 kB")
def _(path: Path) -> None:
    line = ("武文旅罚〔2026〕1号,行政处罚," + "长" * 30_000 + ",2026-03-02\n").encode()
    parts(path, [HEAD, *[line] * 5_000])


@case("text: 12 MB of commas in the header", "too-many-columns")
def _(path: Path) -> None:
    parts(path, [HEAD[:-1], b"," * (12 * MEGABYTE)])


@case("text: lines ended by CR alone")
def _(path: Path) -> None:
    parts(path, [(HEAD + LINE * 400_000).replace(b"\n", b"\r")])


@case("text: 1,000 rows of 2,000 odd headers", "header-not-found")
def _(path: Path) -> None:
    parts(path, ((",".join(f"列{row}-{at}" for at in range(2_000)) + "\n").encode() for row in range(1_000)))


@case("text: 1,900,000 rows of which every second is a cell short", "too-many-faulty-rows")
def _(path: Path) -> None:
    parts(path, [HEAD, *[(LINE + LINE.rsplit(b",", 1)[0] + b"\n" + LINE[:-1] + b",\n") * 1_000] * 633])


@case("text: 1,900,000 rows, each the end of a page", "no-data-rows")
def _(path: Path) -> None:
    parts(path, [HEAD, *["第 1 页 共 2 页,,,\n合计,,,1\n".encode() * 1_000] * 950])


@case("text: 1,000,000 lines that are one quoted cell each")
def _(path: Path) -> None:
    parts(path, [b'"' + HEAD[:-1] + b'"\n', *[(b'"' + LINE[:-1] + b'"\n') * 1_000] * 1_000])


@case("text: 5,000,000 columns' worth of marks between titles", "header-not-found")
def _(path: Path) -> None:
    parts(path, [("^".join(HEADER) + "^").encode() * 1_000, b"\n"])


@case("text: units without end above the header")
def _(path: Path) -> None:
    above = ("单位：万元 " * 5_000 + "\n").encode() * 18
    parts(path, [above, HEAD, LINE * 1_000])


@case("text: debris in every cell")
def _(path: Path) -> None:
    parts(path, [HEAD, *['#REF!,同上,"=""甲""",姝︽眽甯傛睙姹夊尯\n'.encode() * 1_000] * 200])
