"""A bank as a list that people read and edit, as text and as a Word document, laid out as it is read back."""
