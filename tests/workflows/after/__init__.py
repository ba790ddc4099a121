"""What follows the sitting."""
