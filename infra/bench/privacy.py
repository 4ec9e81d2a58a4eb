"""How much personal data is found, and how much is taken for it, by form: make bench NAME=privacy [ARGUMENTS=seed].

Found is a text whose secret doesn't come out of `redact` in any part longer than half of it; a false alarm is a text
that doesn't come out as it was.
"""

import sys
from collections import Counter

from chengxin.privacy.scan import redact
from infra.bench.privacy_corpus import HIDDEN, KEPT, Sample, samples

TEXTS = 20_000
"""At least so many to hide, and so many to keep."""


def is_hidden(one: Sample) -> bool:
    """Whether neither half of the secret is left, nor the whole."""
    shown, half = redact(one.text), (len(one.secret) + 1) // 2
    return one.secret[:half] not in shown and one.secret[-half:] not in shown


def rates(seed: int) -> tuple[dict[str, float], dict[str, float]]:
    """The share that is hidden of each form to hide, and the share of false alarms of each to keep."""
    hidden, alarms = Counter[str](), Counter[str]()
    each, kept = -(-TEXTS // len(HIDDEN)), -(-TEXTS // len(KEPT))
    hidden.update(one.form for one in samples(HIDDEN, each, seed) if is_hidden(one))
    alarms.update(one.form for one in samples(KEPT, kept, seed) if redact(one.text) != one.text)
    return {form: hidden[form] / each for form in HIDDEN}, {form: alarms[form] / kept for form in KEPT}


def table(seed: int) -> str:
    """Recall and false alarms as two tables."""
    found, alarms = rates(seed)
    lines = [f"{TEXTS:,} texts each, seed {seed}.", "", "| to hide | recall |", "|---|--:|"]
    lines += [f"| {form} | {share:.2%} |" for form, share in found.items()]
    lines += [f"| **all** | {sum(found.values()) / len(found):.2%} |", "", "| to keep | false alarms |", "|---|--:|"]
    lines += [f"| {form} | {share:.2%} |" for form, share in alarms.items()]
    return "\n".join([*lines, f"| **all** | {sum(alarms.values()) / len(alarms):.2%} |"])


if __name__ == "__main__":
    print(table(int(sys.argv[1]) if len(sys.argv) > 1 else 1))
