"""The steps of the platform, one module and one function each.

A file goes through `validate` (read whole, stage chunks), `normalise` (a chunk becomes record versions) and `settle`
(receipt). Schedules run `publish` (accepted → public), `comply` (statutory clocks) and `reconcile` (files without an
end). By hand, `recover` finishes what failed. Each step may run twice, late or out of order and ends the same.
"""
