"""Small realistic changes put into a copy of the project, to see whether the tests notice them."""
