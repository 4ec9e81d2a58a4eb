"""A ring of keys: the newest makes what the public sees, every older one still reads what it made.

A secret is a bare text, the only key, or JSON `{"k1": "…", "k2": "…"}`: the highest number is the newest. A key serves
one purpose only: what is made for another says nothing of it.
"""

import hmac
import json
import re
import secrets
import sys
from base64 import b32encode
from collections.abc import Mapping
from dataclasses import dataclass

_NAME = re.compile("k([1-9][0-9]?)")
KEY_BYTES = 48


@dataclass(frozen=True, slots=True)
class KeyRing:
    """Keys by their number, from 1."""

    keys: Mapping[int, bytes]

    @classmethod
    def parse(cls, secret: str) -> "KeyRing":
        """The ring that a secret holds; raises `ValueError`, which tells no key, for anything else."""
        if not secret.startswith("{"):
            return cls({1: secret.encode()})
        named = {_NAME.fullmatch(name): key for name, key in json.loads(secret).items()}
        if not named or None in named or not all(isinstance(key, str) and key for key in named.values()):
            raise ValueError("a ring of keys is an object of texts under k1, k2, …")
        return cls({int(name[1]): key.encode() for name, key in named.items() if name})

    @property
    def newest(self) -> int:
        """The number of the key that makes what is new."""
        return max(self.keys)

    @property
    def oldest(self) -> bytes:
        """The first key."""
        return self.keys[min(self.keys)]

    @property
    def newest_first(self) -> list[int]:
        """The numbers of all keys."""
        return sorted(self.keys, reverse=True)

    def mac(self, number: int, purpose: str, *parts: str) -> bytes:
        """HMAC-SHA-256 of some parts for a purpose, with a key of the ring."""
        return hmac.digest(self.keys[number], "\x1f".join((purpose, *parts)).encode(), "sha256")

    def name(self, number: int, purpose: str, length: int, *parts: str) -> str:
        """The same in lower-case base32, cut to `length` characters, at most 51."""
        return b32encode(self.mac(number, purpose, *parts)).decode().lower()[:length]

    def rotated(self) -> str:
        """The secret with one more key, by which all that is new is made."""
        fresh = {self.newest + 1: secrets.token_urlsafe(KEY_BYTES).encode()}
        return json.dumps({f"k{number}": key.decode() for number, key in ({**self.keys, **fresh}).items()})


FILE = "file"


def file_mark(ring: KeyRing, sha256: str) -> str:
    """What the public is told of a file: 64 hexadecimal digits that only the holder of the ring can tie to a file, the
    first two of them the key's number. Kept as `k:` and the mark, to be told from digests of old."""
    return f"k:{_mark(ring, ring.newest, sha256)}"


def is_mark_of(ring: KeyRing, kept: str, sha256: str) -> bool:
    """Whether what is kept of a file is that of a file with the digest; it may be the digest itself, as of old."""
    if not kept.startswith("k:"):
        return kept == sha256
    number = int(kept[2:4], 16)
    return number in ring.keys and hmac.compare_digest(kept[2:], _mark(ring, number, sha256))


def shown_mark(kept: str) -> str:
    """What the public sees of what is kept: never a plain digest, by which a short file could be guessed."""
    return kept[2:] if kept.startswith("k:") else ""


def _mark(ring: KeyRing, number: int, sha256: str) -> str:
    return f"{number:02x}{ring.mac(number, FILE, sha256).hex()[:62]}"


if __name__ == "__main__":
    sys.stdout.write(KeyRing.parse(sys.stdin.read().strip()).rotated())
