"""An exam carried out by units: split, opened, returned, joined."""
