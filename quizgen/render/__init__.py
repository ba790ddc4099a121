"""Forms become files: one printer per output, all walking the same composed paper."""
