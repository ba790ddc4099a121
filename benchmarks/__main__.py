"""Runs every measurement in a process of its own: ``python -m benchmarks [NAME …]``."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent


def measurements() -> list[str]:
    """The modules of this folder that measure something."""
    return sorted(path.stem for path in HERE.glob("*.py") if "def main()" in path.read_text(encoding="utf-8"))


def main() -> int:
    """Run the measurements that were named, or all; the exit status is the first that is not 0."""
    known = [name for name in measurements() if not name.startswith("_")]
    chosen = sys.argv[1:] or known
    if unknown := [name for name in chosen if name not in known]:
        print(f"没有这些测量：{'、'.join(unknown)}；可用的有：{'、'.join(known)}", file=sys.stderr)
        return 2
    statuses = []
    for name in chosen:
        print(f"\n== {name} ==", flush=True)
        statuses.append(subprocess.run([sys.executable, "-m", f"benchmarks.{name}"], check=False).returncode)
    return next((status for status in statuses if status), 0)


if __name__ == "__main__":
    sys.exit(main())
