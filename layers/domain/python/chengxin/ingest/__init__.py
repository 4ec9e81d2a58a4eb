"""The way of a file: `validate` reads it whole and stages chunks, `normalise` turns a chunk into records,
`settle` writes the receipt. Each step may run twice, late or out of order and ends the same."""
