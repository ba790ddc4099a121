"""What a page of the site is made of: citations, facts, tables, procedures, terms."""
