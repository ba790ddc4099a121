"""The site: Markdown pages combined with data from the register.

Below workflows so that the printed book can read the pages directly; it knows nothing of exams, so none can
leak into the site.
"""
