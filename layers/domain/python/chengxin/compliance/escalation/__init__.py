"""Escalation: since when a duty is due soon or overdue, who is told, and what the alarms watch."""
