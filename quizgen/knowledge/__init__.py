"""The knowledge register: facts and what is built on them, each with its source.

Apart from bank because facts are cited by pages and questions alike; either could be replaced without the
other.
"""
