"""GIFT, the text format of Moodle that other programs know too, written and read."""
