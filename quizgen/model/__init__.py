"""What things are: frozen records without input or output.

Records alone, without any reading or writing, because every other room agrees on them and none may own
them.
"""
