"""Question banks kept as tables: one question a row, columns called as people call them.

What a row says is put into the same open question as the lines of a document, so that keys, kinds and doubts
are decided in one place for both.
"""
