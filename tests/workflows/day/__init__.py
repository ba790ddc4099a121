"""The day of the exam."""
