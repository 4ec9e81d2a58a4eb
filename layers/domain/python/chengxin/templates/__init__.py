"""What departments fill in and look up: blank workbooks and reference pages, all made from the catalogue."""

from chengxin.templates.reference import dataset_page, datasets_page, findings_page
from chengxin.templates.workbook import blank_workbook

__all__ = ["blank_workbook", "dataset_page", "datasets_page", "findings_page"]
