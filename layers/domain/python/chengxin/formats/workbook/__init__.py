"""XLSX and XLS workbooks, read without a spreadsheet library of the general kind."""
