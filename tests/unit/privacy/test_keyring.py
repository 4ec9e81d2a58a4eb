"""A ring of keys: what an older key made still reads, and nobody without it can make it."""

import hashlib

import pytest

from chengxin.privacy.keyring import KeyRing, file_mark, is_mark_of, shown_mark

DIGEST = hashlib.sha256(b"a file").hexdigest()


def test_a_plain_secret_is_the_first_key_of_every_later_ring() -> None:
    first = KeyRing.parse("a generated secret")
    second = KeyRing.parse(first.rotated())
    assert second.keys[1] == first.keys[1]
    assert (second.newest, second.oldest) == (2, first.oldest)
    assert len(KeyRing.parse(second.rotated()).keys) == 3
    assert second.keys[2] != KeyRing.parse(first.rotated()).keys[2]


@pytest.mark.parametrize("secret", ["{}", '{"k1": 5}', '{"k0": "x"}', '{"key": "x"}', '{"k1": ""}'])
def test_what_is_no_ring_is_refused_without_telling_it(secret: str) -> None:
    with pytest.raises(ValueError, match="a ring of keys is"):
        KeyRing.parse(secret)


def test_the_mark_of_a_file_outlives_its_key_and_is_no_digest() -> None:
    before = KeyRing.parse("a generated secret")
    after, other = KeyRing.parse(before.rotated()), KeyRing.parse("guessed")
    mark = file_mark(before, DIGEST)
    assert is_mark_of(before, mark, DIGEST)
    assert is_mark_of(after, mark, DIGEST)
    assert not is_mark_of(after, mark, hashlib.sha256(b"another").hexdigest())
    assert not is_mark_of(other, mark, DIGEST)
    assert file_mark(after, DIGEST) != mark
    assert shown_mark(mark) == mark[2:]
    assert len(shown_mark(mark)) == 64
    assert DIGEST not in mark


def test_the_plain_digest_of_a_version_from_before_is_known_but_not_shown() -> None:
    ring = KeyRing.parse("a generated secret")
    assert is_mark_of(ring, DIGEST, DIGEST)
    assert shown_mark(DIGEST) == ""


def test_keys_serve_one_purpose_each() -> None:
    ring = KeyRing({1: b"key"})
    assert ring.mac(1, "record", "x") != ring.mac(1, "cursor", "x")
    assert ring.name(1, "record", 11, "a", "b") != ring.name(1, "record", 11, "ab", "")
