"""What building the whole site costs, what that is made of, how large its pages and its search index are.

Run: ``python -m benchmarks.site``. Whole commands are measured in CPU time, so that other work on the machine
counts little; the targets are 20 s, 60 KB for the HTML of a page, 600 KB for the search index.

Two programs run: ``quizgen site build`` checks all pages first, so that every fault is named at once, then
starts MkDocs. To start both, with all that is imported (pydantic, Material, pypinyin), takes more than half
of the second build: measured below as the check, with a site of one page. The first build also works out
the plans of the mock exams, which are then kept by content.
"""

from __future__ import annotations

import gzip
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
LARGEST = 5
VISITED = ("index.html", "zeren.html", "chuzhi-duizhao.html", "lianxi.html")
_ONE_PAGE = """site_name: 一页
theme: {name: material, language: zh, font: false}
markdown_extensions: [quizgen: {data: %(data)s, bank: nowhere}]
plugins: [tags]
extra:
  search_index: !!python/name:quizgen.web.search_index.script
  practice: !!python/name:quizgen.web.practice_data.script
"""


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        environment = {**os.environ, "XDG_CACHE_HOME": str(folder / "cache"), "NO_MKDOCS_2_WARNING": "1"}
        build = [sys.executable, "-m", "quizgen", "site", "build", "--to", str(folder / "site")]
        check = [sys.executable, "-m", "quizgen", "site", "check"]
        print(
            f"first build, nothing kept: {cpu_seconds(build, ROOT, environment):.1f} s of CPU (target: 20 s)"
        )
        print(f"second build, all that kept: {cpu_seconds(build, ROOT, environment):.1f} s of CPU, of which")
        print(f"  checking every page (site check): {cpu_seconds(check, ROOT, environment):.1f} s")
        alone = one_page(folder / "one")
        print(f"  MkDocs with a site of one page: {cpu_seconds(alone, folder, environment):.1f} s")
        sizes(folder / "site")


def one_page(folder: Path) -> list[str]:
    """The command that builds a site of one page with the same extension, the same theme."""
    (folder / "docs").mkdir(parents=True)
    (folder / "docs" / "index.md").write_text("# 一页\n", encoding="utf-8")
    config = folder / "mkdocs.yml"
    config.write_text(_ONE_PAGE % {"data": ROOT / "docs" / "_data"}, encoding="utf-8")
    return [sys.executable, "-m", "mkdocs", "build", "--quiet", "--config-file", str(config)]


def cpu_seconds(command: list[str], folder: Path, environment: dict[str, str]) -> float:
    """The CPU time of a command with everything that it starts. Raises CalledProcessError when it fails."""
    before = os.times()
    subprocess.run(command, cwd=folder, env=environment, check=True, stdout=subprocess.DEVNULL)
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


def sizes(site: Path) -> None:
    """Print how large the largest pages and the search index are."""
    pages = sorted(site.rglob("*.html"), key=lambda path: path.stat().st_size, reverse=True)
    print(f"{len(pages)} pages")
    for path in [*pages[:LARGEST], site / "assets" / "search-index.js"]:
        text = path.read_bytes()
        name = path.relative_to(site).as_posix()
        print(f"{name}: {len(text) / 1000:.0f} KB, {len(gzip.compress(text)) / 1000:.0f} KB compressed")
    print("target: a page under 60 KB, the index under 600 KB")
    everything = sum(path.stat().st_size for path in site.rglob("*") if path.is_file())
    print(f"the whole site: {everything / 1e6:.1f} MB")
    for name in VISITED:
        print(f"first visit of {name}: {first_visit(site, name) / 1000:.0f} KB compressed (target: 120 KB)")
    program = (site / "assets" / "practice" / "practice.js").read_bytes()
    print(f"the practice program: {len(gzip.compress(program)) / 1000:.0f} KB compressed (target: 60 KB)")


def first_visit(site: Path, name: str) -> int:
    """The compressed bytes of a page with the styles, scripts, pictures that it names; data come later."""
    html = (site / name).read_text(encoding="utf-8")
    named = re.findall(r'(?:<link[^>]* href|<script[^>]* src|<img[^>]* src)="([^"?#]+)', html)
    files = {site / name, *((site / name).parent / one for one in named)}
    return sum(len(gzip.compress(path.read_bytes())) for path in files if path.is_file())


if __name__ == "__main__":
    main()
