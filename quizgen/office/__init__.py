"""Office Open XML as files: packages, workbooks, cells, and what a spreadsheet shows of them."""
