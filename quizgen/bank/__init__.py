"""The question bank: from YAML files to questions, their faults, their figures.

Apart from assemble because a bank is written by people and may be faulty, while a draw only ever sees
questions that were checked.
"""
