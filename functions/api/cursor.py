"""Cursors: where a list continues, sealed so that a client can neither read meaning into one nor make one up.

The first byte is the number of the key: a cursor that an older key of the ring sealed still holds.
"""

import hmac
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode

from chengxin.errors import InvalidRequestError
from chengxin.privacy.keyring import KeyRing
from chengxin.search.paging import Position

_MAC_BYTES = 16
LONGEST = 2048


class InvalidCursorError(InvalidRequestError):
    code, title = "invalid-cursor", "游标无效"


def seal(ring: KeyRing, scope: str, position: Position | None) -> str | None:
    """The cursor for a position in the list that `scope` names (route and filters); None at the list's end."""
    if position is None:
        return None
    body = json.dumps(list(position), ensure_ascii=False, separators=(",", ":")).encode()
    number = ring.newest
    return urlsafe_b64encode(bytes([number]) + _mac(ring, number, scope, body) + body).decode().rstrip("=")


def unseal(ring: KeyRing, scope: str, cursor: str | None) -> Position | None:
    """The position in a cursor; raises `InvalidCursorError` for one that this list didn't hand out."""
    if cursor is None:
        return None
    try:
        raw = urlsafe_b64decode(cursor.encode("ascii") + b"=" * (-len(cursor) % 4))
    except ValueError:
        raise InvalidCursorError(_DETAIL) from None
    number, mac, body = (raw or b"\0")[0], raw[1 : 1 + _MAC_BYTES], raw[1 + _MAC_BYTES :]
    if number not in ring.keys or not hmac.compare_digest(mac, _mac(ring, number, scope, body)):
        raise InvalidCursorError(_DETAIL)
    position: Position = json.loads(body)
    return position


_DETAIL = "cursor 只能取自同一查询上一页的 next_cursor，查询条件不得改变。"


def _mac(ring: KeyRing, number: int, scope: str, body: bytes) -> bytes:
    return ring.mac(number, "cursor", scope, body.hex())[:_MAC_BYTES]
