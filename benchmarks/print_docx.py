"""What a Word paper costs: CPU per 80-question form, with and without its answers, and memory.

Run: ``python -m benchmarks.print_docx [--forms 100]``.
"""

from __future__ import annotations

import argparse
import statistics
import time

from benchmarks.print_pdf import FormMaker, memory_mb
from quizgen.render.docx.paper import paper_docx


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--forms", type=int, default=100)
    forms = parser.parse_args().forms
    maker = FormMaker()
    first_memory = 0.0
    for name, solution in (("paper", False), ("key", True)):
        costs: list[float] = []
        size = 0
        for number in range(1, forms + 1):
            paper = maker.paper(number)
            begun = time.process_time()
            size += len(paper_docx(paper, solution=solution))
            costs.append((time.process_time() - begun) * 1000)
            first_memory = first_memory or memory_mb()
        print(f"{name}: {statistics.median(costs):.0f} ms CPU (median), {size / forms / 1000:.0f} kB a file")
    print(f"memory: {first_memory:.0f} MB at form 1, {memory_mb():.0f} MB at the end")


if __name__ == "__main__":
    main()
