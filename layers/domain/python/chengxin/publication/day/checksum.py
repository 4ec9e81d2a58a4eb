"""The CRC-32 of two texts joined, from those of the two: arithmetic of polynomials over GF(2), as zlib's
`crc32_combine` does it and Python's `zlib` doesn't offer it."""

from functools import lru_cache

_POLYNOMIAL = 0xEDB88320
"""That of ISO 3309, its bits reflected, as in ZIP."""
_ONE, _BYTE = 1 << 31, 1 << 23
"""1 and x⁸."""


def joined_crc(first: int, second: int, second_size: int) -> int:
    """`zlib.crc32(a + b)` from `zlib.crc32(a)`, `zlib.crc32(b)` and `len(b)`."""
    return _product(_shift(second_size), first) ^ second


@lru_cache(maxsize=1024)
def _shift(size: int) -> int:
    """x to the power of the bits of so many bytes."""
    power, base = _ONE, _BYTE
    while size:
        if size & 1:
            power = _product(base, power)
        base = _product(base, base)
        size >>= 1
    return power


def _product(one: int, other: int) -> int:
    """Of two polynomials, modulo the CRC's."""
    product = 0
    for bit in range(31, -1, -1):
        if one >> bit & 1:
            product ^= other
        other = other >> 1 ^ (_POLYNOMIAL if other & 1 else 0)
    return product
