"""Deadlines: the working-day calendar and the clocks that run by it."""

from chengxin.deadlines.calendar import Calendar, Deadline

__all__ = ["Calendar", "Deadline"]
