"""The shop window: Markdown pages with data from the register become the site."""
