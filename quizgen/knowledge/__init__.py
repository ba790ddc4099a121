"""The knowledge register: facts and what is built on them, each with its source."""
