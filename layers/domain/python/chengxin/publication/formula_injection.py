"""Formula injection: texts that a spreadsheet would run are defused (CWE-1236, OWASP ASVS 1.2.10)."""

import unicodedata

_TRIGGERS = frozenset("=+-@\t\r\n\0＝＋－＠")


def defused(text: str) -> str:
    """The text as a spreadsheet may safely open it: one that would start a formula gets a leading apostrophe.

    Programs trim before they look, so white space and invisible characters in front hide nothing; full-width
    operators count because input methods and some programs fold them.
    """
    for character in text:
        if character in _TRIGGERS:
            return "'" + text
        if not character.isspace() and unicodedata.category(character) not in ("Cf", "Cc"):
            break
    return text
