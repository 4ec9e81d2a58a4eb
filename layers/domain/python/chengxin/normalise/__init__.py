"""From the cells of a chunk to verdicts on rows and records in one clean form."""
