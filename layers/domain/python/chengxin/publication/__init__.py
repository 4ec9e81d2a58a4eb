"""The public files: pages, tables, feeds and the manifest, made from public records without writing any of them.

Every function answers `PublicFile`s. Whoever stores them writes data first, pages that lead to it next, and
`manifest.json` last, so that no reader follows a name to nothing.
"""

from chengxin.publication.files import PublicFile
from chengxin.publication.renderer import Renderer

__all__ = ["PublicFile", "Renderer"]
