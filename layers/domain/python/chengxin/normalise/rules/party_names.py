"""Names of parties in one cell: one name, or several that are enumerated."""

import re

from chengxin.privacy.names import is_organisation, looks_personal

SEPARATORS = r"[，,、；;/\n]"
_ET_AL = re.compile(r"(?<=..)等[0-9一二三四五六七八九十百]*[人家户名个]?$")


def split_parties(name: str) -> list[str]:
    """The parties that a cell enumerates, or the name alone where its separators belong to it.

    `北京、上海联合咨询有限公司` is one party because `北京` is none. `等3人` leaves the others unnamed.
    """
    bare = _ET_AL.sub("", name)
    parts = [part.strip() for part in re.split(SEPARATORS, bare) if part.strip()]
    if not all(is_organisation(part) or looks_personal(part) for part in parts):
        return [name]
    return parts if bare == name or len(parts) > 1 else [*parts, "（其余相对人）"]
