"""The public files: pages, tables, feeds and the manifest, made from public records.

Every function but those of `site` answers `PublicFile`s without writing any. Whoever stores them writes data first,
pages that lead to it next, and `manifest.json` last, so that no reader follows a name to nothing.
"""
