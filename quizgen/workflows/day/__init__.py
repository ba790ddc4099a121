"""The day of the exam: people who are late, amended, withdrawn, each act with a name and a reason."""
