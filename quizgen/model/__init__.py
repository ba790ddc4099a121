"""What things are: frozen records without input or output.

Records alone, without any reading or writing, because all other rooms share them.
"""
