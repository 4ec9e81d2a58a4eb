"""The read model: everything public by key, kept beside the records and made anew from them and the ledger."""
