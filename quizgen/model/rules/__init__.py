"""The numbered rules of everything but banks and pages: each number, with its sentence, stands here alone."""
