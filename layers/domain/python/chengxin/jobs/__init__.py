"""The scheduled work: `publish` makes accepted records public, `comply` watches the statutory clocks."""
