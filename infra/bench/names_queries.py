"""What is asked of the names in the bench: one to three words from rare to common, and what is hard on purpose."""

import random
from collections.abc import Sequence
from itertools import product

COMMON = (
    "有限公司", "武汉", "武汉市", "科技", "商贸", "有限责任", "公司", "分公司", "湖北", "建筑", "工程", "信息技术",
    "网络", "管理", "咨询", "合伙", "街道口", "营业部", "(湖北)", "便利店", "经营部",
)  # fmt: skip
ONE_TO_THREE = "any one to three words"


class Queries:
    """Draws queries from the folded names that they are asked of, by a seed."""

    def __init__(self, names: Sequence[str], each: int, seed: int) -> None:
        self._draw, self._names, self._each = random.Random(seed), names, each

    def by_kind(self) -> dict[str, list[str]]:
        """Queries of each kind; those of one to three words come together under `ONE_TO_THREE` as well."""
        kinds = {
            "one word of 2": self._many("2"),
            "one word of 3–6": self._many("p"),
            "one common word": list(COMMON),
            "rare + common": self._many("2 c"),
            "two common": [f"{a} {b}" for a, b in product(COMMON, COMMON)],
            "rare + two common": self._many("2 c c"),
            "three common": self._many("c c c"),
            "three pieces of 3–6 of three names": self._many("p p p"),
            "two common ones run together": [a + b for a, b in product(COMMON, COMMON)],
            "piece across two common ones": [(a + b)[1:] for a, b in product(COMMON, COMMON)],
        }
        kinds[ONE_TO_THREE] = [q for asked in list(kinds.values()) for q in asked]
        kinds["a whole name"] = [self._name() for _ in range(self._each)]
        kinds["a name of 200 characters"] = [self._long() for _ in range(self._each // 4)]
        kinds["a name in pieces of 2"] = [_cut(self._name()) for _ in range(self._each)]
        kinds["100 words"] = [_cut(self._long()) for _ in range(self._each // 4)]
        return kinds

    def _many(self, shape: str) -> list[str]:
        return [" ".join(map(self._word, shape.split())) for _ in range(self._each)]

    def _word(self, shape: str) -> str:
        if shape == "c":
            return self._draw.choice(COMMON)
        length, name = 2 if shape == "2" else self._draw.randint(3, 6), self._name()
        start = self._draw.randrange(max(1, len(name) - length + 1))
        return name[start : start + length]

    def _name(self) -> str:
        return self._draw.choice(self._names)

    def _long(self) -> str:
        """A name of 200 characters, or as many from several."""
        long = [name for name in self._draw.choices(self._names, k=500) if len(name) > 190]
        return long[0] if long and self._draw.random() < 0.5 else "".join(self._name() for _ in range(30))[:200]


def _cut(name: str) -> str:
    return " ".join(name[i : i + 2] for i in range(0, len(name) - 1, 2))
