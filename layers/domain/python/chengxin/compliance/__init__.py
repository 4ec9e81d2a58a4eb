"""Compliance: whether every department discloses its decisions in time.

`duty` says what a department owes and how it stands, `board` counts a month of it, `escalation` tells those who have
to act. `sweep` and `disclosure_lookup` find out what is discharged.
"""
