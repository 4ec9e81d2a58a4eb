"""Versions of a record: the order of drops, the outcome of a row, tombstones, and what the ledger is told of them."""
