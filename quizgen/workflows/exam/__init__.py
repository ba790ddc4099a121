"""Making an exam: from bank and blueprint to frozen forms and printed files."""
