"""Which fonts print, and what they can print."""
