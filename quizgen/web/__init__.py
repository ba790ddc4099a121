"""The shop window: Markdown pages with data from the register become the site.

Below workflows so that the printed book can read the pages directly; it knows nothing of exams, so none can
leak into the site.
"""
