"""What departments fill in and look up: blank workbooks and reference pages, all made from the catalogue."""

from chengxin.templates.blank_workbook import blank_workbook
from chengxin.templates.reference_pages import dataset_page, datasets_page, findings_page

__all__ = ["blank_workbook", "dataset_page", "datasets_page", "findings_page"]
