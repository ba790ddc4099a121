"""Papers put together from pieces that Typst has set once for a whole exam."""
