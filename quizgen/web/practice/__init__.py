"""The practice pool as data beside the scripts that use it."""
