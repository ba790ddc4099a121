"""The pages of the site read back as plain data for the printed book."""
