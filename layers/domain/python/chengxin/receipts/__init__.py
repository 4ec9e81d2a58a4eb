"""What a department gets back for a file: the receipt as JSON and as a workbook to correct and drop again."""
