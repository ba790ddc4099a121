"""Question banks that come in from other programs' files and go out to them: one module a format.

All formats meet in one draft of a question, so that what is understood, doubted or refused is decided in
one place, whatever the file was.
"""
