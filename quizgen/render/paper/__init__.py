"""A form composed into a paper, and that paper as plain data for its template."""
