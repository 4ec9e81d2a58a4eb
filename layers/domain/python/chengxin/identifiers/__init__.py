"""Identifiers, one small module each with its standard.

Every module answers the same questions: `normal(text)` is the canonical spelling, `problem(text)` names the part of
a canonical spelling that is wrong, or None. Nothing here knows columns, files or findings.
"""
