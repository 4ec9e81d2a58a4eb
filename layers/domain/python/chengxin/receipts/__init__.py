"""What a department gets back for a file: the receipt as JSON and as a workbook to correct and drop again."""

from chengxin.receipts.receipt import as_json, receipt_key, status_of
from chengxin.receipts.workbook import write_workbook

__all__ = ["as_json", "receipt_key", "status_of", "write_workbook"]
