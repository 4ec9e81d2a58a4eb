"""The departments' alarms: a nested template, generated from the registry."""
