"""Scripts for maintainers; the product does not need them."""
