"""How long a bank takes to load, the first time from YAML, the second time from the cache.

Run: ``python -m benchmarks.load_bank [--questions 100000]``; the target is under 10 s the second time.
"""

from __future__ import annotations

import argparse
import resource
import tempfile
import time
from pathlib import Path

from benchmarks.synthetic import synthetic_questions, write_bank
from quizgen.bank.load import load_bank

TARGET_S = 10.0


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--questions", type=int, default=100_000)
    count = parser.parse_args().questions
    with tempfile.TemporaryDirectory() as scratch:
        bank, cache = Path(scratch, "bank"), Path(scratch, "cache")
        write_bank(bank, synthetic_questions(count))
        size = sum(path.stat().st_size for path in bank.iterdir())
        print(f"{count} questions, {size / 1e6:.1f} MB of YAML")
        for name in ("first load (YAML)", "second load (cache)", "third load (cache)"):
            wall, cpu = time.perf_counter(), time.process_time()
            loaded = load_bank([bank], cache_folder=cache)
            wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
            assert len(loaded.entries) == count  # noqa: S101 - a benchmark of a wrong result is none
            assert not loaded.problems  # noqa: S101 - the same
            print(f"{name}: {wall:.2f} s, {cpu:.2f} s CPU")
            del loaded
        kept = sum(path.stat().st_size for path in cache.rglob("*.json"))
        print(f"cache: {kept / 1e6:.1f} MB")
        print(f"peak memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB")
        print(f"target: second load under {TARGET_S:.0f} s for 100000 questions")


if __name__ == "__main__":
    main()
