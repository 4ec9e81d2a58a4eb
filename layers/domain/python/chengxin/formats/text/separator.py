"""What stands between the columns of a text whose header is there, but whose delimiter is none of the usual ones."""

import re
from collections import Counter
from collections.abc import Iterable

from chengxin.catalogue import Dataset

LEAST, SHORTEST_TITLE = 2, 2
LONGEST_LINE = 5_000
_NOTE = r"(?:[（(\[【][^（）()\[\]【】]{0,30}[)）\]】])?"
_BEHIND = re.compile(rf"{_NOTE}[\"']?([^\w\s\"'（()）\[\]【】]{{1,4}}|[\t\x1c-\x1f]| {{1,8}}|　{{1,4}})[\"']?(?=\S)")


def separator_of(lines: Iterable[str], dataset: Dataset) -> str | None:
    """The text that follows most of the dataset's titles in one of the lines; None where hardly any title stands."""
    titles = {name for field in dataset.fields for name in (field.title.partition("(")[0], *field.aliases, field.code)}
    known = [title for title in titles if title and len(title) >= SHORTEST_TITLE]
    for line in lines:
        text = line[:LONGEST_LINE]
        places = {at + len(title) for title in known if (at := text.find(title)) >= 0}
        behind = Counter(found[1] for place in places if (found := _BEHIND.match(text, place)))
        if behind and (most := behind.most_common(1)[0])[1] >= LEAST:
            return most[0]
    return None
