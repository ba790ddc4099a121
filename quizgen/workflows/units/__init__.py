"""An exam carried out by units: split into sealed bundles, opened, returned, joined."""
