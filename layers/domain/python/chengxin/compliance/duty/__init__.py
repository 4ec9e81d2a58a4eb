"""The duty to disclose: its rules and clocks, each obligation that the ledger tells of, the verdict on it."""
