"""The texts of questions as HTML, which most other programs keep them in, and HTML as texts of a bank."""
