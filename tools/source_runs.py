"""Writes docs/_data/runs.txt: which short runs of characters the texts have, for the search of the site.

python -m tools.source_runs FOLDER-OF-THE-TEXTS
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from quizgen.knowledge.load import load_knowledge
from quizgen.knowledge.texts import source_runs
from quizgen.markup.runs import RUNS_FILE

DATA = Path("docs/_data")


def main(arguments: Sequence[str]) -> int:
    """Read the registered texts, write the filter."""
    (folder,) = map(Path, arguments)
    knowledge, _ = load_knowledge(DATA, str(DATA))
    (DATA / RUNS_FILE).write_text(source_runs(knowledge, folder) + "\n", encoding="utf-8")
    print(f"已写入 {DATA / 'runs.txt'}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
