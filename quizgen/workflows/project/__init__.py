"""A project of one's own: bank, blueprint, pages and settings made in one go."""
