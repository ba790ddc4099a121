"""Builds the site by Zensical, Material's successor: python -m tools.zensical_site FOLDER.

Zensical knows neither our inherited settings nor templates that call Python, so it is handed plain ones: the
data scripts are written before it begins, the search index from the pages that it wrote.
"""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mkdocs.config import load_config

from quizgen.model.pack import address_of
from quizgen.web import practice_data, practice_script, search_index, tips
from quizgen.web.base import THEME
from quizgen.web.frame import frame
from quizgen.web.unused import remove_unused

ROOT = Path(__file__).parents[1]
_EXTENSIONS = """"markdown_extensions": [
  "admonition", "attr_list", "def_list", "md_in_html", "tables", "pymdownx.details",
  {"toc": {"permalink": "¶", "permalink_title": "这一节的链接", "toc_depth": 3,
    "slugify": !!python/object/apply:pymdownx.slugs.slugify {"kwds": {"case": "lower"}}}},
  {"quizgen": {"project": %s}}
]}
"""


@dataclass(frozen=True, slots=True)
class WrittenPage:
    """A page as the search index asks for it: its address, its title, the HTML of its text."""

    url: str
    title: str
    content: str


@dataclass(frozen=True, slots=True)
class WrittenFile:
    """The file of a page."""

    page: WrittenPage


def build(project: Path, target: Path) -> None:
    """Build the site of a project; ``target`` must not exist. Raises SystemExit with what Zensical said."""
    with tempfile.TemporaryDirectory() as name:
        stage = Path(name)
        prepare(project, stage)
        command = [sys.executable, "-W", "ignore", "-m", "zensical", "build", "-f", "mkdocs.yml", "--strict"]
        done = subprocess.run(command, cwd=stage, check=False, capture_output=True, encoding="utf-8")  # noqa: S603 - our own words
        if done.returncode:
            raise SystemExit(done.stdout + done.stderr)
        shutil.move(stage / "site", target)
    remove_unused(target)
    files = list(written(target))
    for script, write in (("index", search_index.script), ("sounds", search_index.sounds_script)):
        (target / "assets" / f"search-{script}.js").write_text(write(files, str(project)), encoding="utf-8")


def prepare(project: Path, stage: Path) -> None:
    """Put the pages, the theme with its data scripts, plain settings into a folder."""
    config = load_config(str(project / "mkdocs.yml"))
    shutil.copytree(project / "docs", stage / "docs", ignore=shutil.ignore_patterns("dev", "_data"))
    shutil.copytree(THEME, stage / "theme")
    for script in config.theme.static_templates:
        if script.startswith("assets/"):
            (stage / "theme" / script).write_text(data_script(str(project), script), encoding="utf-8")
    (stage / "mkdocs.yml").write_text(settings(project, config), encoding="utf-8")


def data_script(project: str, name: str) -> str:
    """A script that MkDocs makes from a template; the two of the search come later."""
    if Path(name).stem in {"practice", *practice_script.FILES} and name.startswith("assets/practice/"):
        return practice_script.script(Path(name).stem)
    if name.startswith("assets/practice/"):
        return practice_data.of_project(project, Path(name).stem)
    return tips.of_project(project, Path(name).stem) if name.startswith("assets/tips/") else ""


def settings(project: Path, config: Any) -> str:
    """The settings as Zensical reads them: YAML without names of Python, but for the making of anchors."""
    site = frame(str(project))
    titles = dict(titled(config.nav))
    said = {
        "site_name": config.site_name,
        "site_description": config.site_description,
        "use_directory_urls": False,
        "theme": {
            "name": "material",
            "variant": "classic",
            "custom_dir": "theme",
            "language": "zh",
            "font": False,
            "features": sorted(config.theme["features"]),
            "palette": {"scheme": "default", "primary": "custom", "accent": "custom"},
        },
        "nav": config.nav,
        "plugins": ["tags"],
        "extra": {
            "generator": False,
            "site": {
                "pages": site.pages.model_dump(mode="json"),
                "sources": dict(site.sources),
                "begin": [(address_of(page), titles[page]) for page in site.pages.begin if page in titles],
            },
        },
        "extra_css": [str(one) for one in config.extra_css],
        "extra_javascript": [str(one) for one in config.extra_javascript],
    }
    text = json.dumps(said, ensure_ascii=False, indent=1)
    return text[:-1].rstrip() + ",\n" + _EXTENSIONS % json.dumps(str(project))


def titled(nav: list[Any]) -> Iterator[tuple[str, str]]:
    """Each page of the navigation that has a title there."""
    for entry in nav:
        for title, below in entry.items() if isinstance(entry, dict) else ():
            if isinstance(below, str):
                yield below, title
            else:
                yield from titled(below)


def written(site: Path) -> Iterator[WrittenFile]:
    """The pages that were written, as the search index reads them."""
    for path in sorted(site.rglob("*.html")):
        text = path.read_text(encoding="utf-8")
        found = re.search(r"<article[^>]*>(.*)</article>", text, re.DOTALL)
        heading = re.search(r"<title>(.*?)(?: - [^<]*)?</title>", text, re.DOTALL)
        if path.name != "404.html" and found and heading:
            url = path.relative_to(site).as_posix()
            yield WrittenFile(WrittenPage(url, html.unescape(heading[1]), found[1]))


def main() -> None:
    """Build into the folder that is named."""
    build(ROOT, Path(sys.argv[1]).resolve())


if __name__ == "__main__":
    main()
