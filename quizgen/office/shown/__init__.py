"""What a spreadsheet shows of a cell, with its format and style applied."""
