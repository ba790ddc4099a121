"""The question bank: from YAML files to questions, their faults, their figures."""
