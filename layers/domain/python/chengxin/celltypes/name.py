"""Names of parties, authorities and places, and addresses."""

from chengxin.catalogue import Field
from chengxin.celltypes.constraints import check_text
from chengxin.celltypes.model import CellContext, Cleaned
from chengxin.celltypes.tidying import tidy_name


class Name:
    """A name in one line, comparable across departments.

    All brackets are full-width round ones, the middle dot of ethnic names is `·`, blanks stay only between Latin
    words, letters and digits are half-width: ` 武汉某某(集团) 有限公司` is `武汉某某（集团）有限公司`.
    """

    def clean(self, text: str, field: Field, context: CellContext) -> Cleaned:
        """The name within the field's constraints."""
        return Cleaned(check_text(tidy_name(text), field))


class Address(Name):
    """A postal address in one line, spelt like a name."""
