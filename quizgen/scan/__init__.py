"""Answer sheets read by machine: pictures of pages in, readings out.

Nothing else needs the large libraries for pictures (the extra ``quizgen[scan]``), and nothing here knows an
exam folder, a roster or a key: a page is read from its picture and the geometry written when it was printed.
"""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
"""Before numpy is loaded: pages are shared out between processes; threads would only fight for the cores."""
