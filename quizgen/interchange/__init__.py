"""Office files in and out: answer workbooks, score workbooks, review workbooks and forms."""
