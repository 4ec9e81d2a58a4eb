"""All public records to be taken away whole, and what changed since: `/bulk/`.

A reader takes the full snapshot's files, then replays the deltas whose `to` is later than the snapshot's `at`, in
order; afterwards those whose `to` is later than what it has seen. Ending deltas are merged and snapshots made anew at
any time: replaying what is known already changes nothing.
"""
