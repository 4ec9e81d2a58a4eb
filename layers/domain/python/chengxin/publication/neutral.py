"""Defuses text that a spreadsheet would run (CWE-1236, OWASP ASVS 1.2.10)."""

import unicodedata

_TRIGGERS = frozenset("=+-@\t\r\n\0＝＋－＠")


def neutral(text: str) -> str:
    """The text as a spreadsheet may safely open it: one that would start a formula gets a leading apostrophe.

    Programs trim before they look, so what counts is the first character after white space and invisible ones;
    full-width operators count because input methods and some programs fold them.
    """
    if text[:1] in _TRIGGERS and text:
        return "'" + text
    visible = next((c for c in text if not c.isspace() and unicodedata.category(c) not in ("Cf", "Cc")), "")
    return "'" + text if visible in _TRIGGERS and visible else text
