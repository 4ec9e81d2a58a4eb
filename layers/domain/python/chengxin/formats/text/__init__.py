"""CSV, TSV, JSON and JSON Lines in whatever encoding."""
