"""Cross-field rules of datasets, by the names that catalogue files use."""
