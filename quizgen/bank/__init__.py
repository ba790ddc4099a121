"""Question banks: YAML becomes records, with every fault named by file, line and rule."""
