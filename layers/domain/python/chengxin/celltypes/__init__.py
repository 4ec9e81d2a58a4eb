"""Cell types: one small module for each kind of value; `cell_type(name)` finds it by the catalogue's name."""

from chengxin.celltypes.boolean import Boolean
from chengxin.celltypes.case_number import CaseNumber
from chengxin.celltypes.cell_reading import read_cell
from chengxin.celltypes.citizen_id import CitizenId, IdentityNumber
from chengxin.celltypes.code_list import CodeListCell
from chengxin.celltypes.dates import Date, Month
from chengxin.celltypes.division import Division
from chengxin.celltypes.document_number import DocumentNumber
from chengxin.celltypes.model import CellContext, CellError, CellType, Cleaned, Note
from chengxin.celltypes.name import Address, Name
from chengxin.celltypes.nulls import is_null
from chengxin.celltypes.numbers import DecimalNumber, Integer, Money
from chengxin.celltypes.organisation_code import OrganisationCode
from chengxin.celltypes.phone import Phone
from chengxin.celltypes.plate import Plate
from chengxin.celltypes.registration_number import RegistrationNumber
from chengxin.celltypes.text import Text
from chengxin.celltypes.url import Url
from chengxin.celltypes.uscc import UnifiedSocialCreditCode

__all__ = [
    "CELL_TYPES",
    "CellContext",
    "CellError",
    "CellType",
    "Cleaned",
    "Note",
    "cell_type",
    "is_null",
    "read_cell",
]

CELL_TYPES: dict[str, CellType] = {
    "text": Text(),
    "name": Name(),
    "address": Address(),
    "uscc": UnifiedSocialCreditCode(),
    "organisation-code": OrganisationCode(),
    "registration-number": RegistrationNumber(),
    "citizen-id": CitizenId(),
    "identity-number": IdentityNumber(),
    "document-number": DocumentNumber(),
    "case-number": CaseNumber(),
    "plate": Plate(),
    "division": Division(),
    "date": Date(),
    "month": Month(),
    "money": Money(),
    "decimal": DecimalNumber(),
    "integer": Integer(),
    "code-list": CodeListCell(),
    "phone": Phone(),
    "url": Url(),
    "boolean": Boolean(),
}
"""Every cell type by the name that catalogue files use; the class docstrings are the data dictionary."""


def cell_type(name: str) -> CellType:
    """The cell type of a catalogue field (`field.cell`); KeyError is a fault of the catalogue."""
    return CELL_TYPES[name]
