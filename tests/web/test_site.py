"""The real pages: nothing of the register is missing, nothing comes from anywhere else."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from quizgen.knowledge.page_checks import check_pages, page_files
from quizgen.knowledge.pages import read_page
from quizgen.workflows.site.build import askable_beside
from tests.found import none_like, things_below
from tests.web.page import KNOWLEDGE, ROOT

DOCS = ROOT / "docs"

_NAV = re.findall(
    r"^\s*- (?:[^\n]*: )?(\S+\.md)$", (ROOT / "mkdocs.yml").read_text(encoding="utf-8"), re.MULTILINE
)
UNWRITTEN = tuple(name for name in _NAV if not (DOCS / name).is_file())
"""Pages that the navigation names and nobody has written yet; coverage is asked once there are none."""


class _Reader(HTMLParser):
    """Collects ids and addresses of one built page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.fetched: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.ids += [value for name, value in attrs if name == "id" and value]
        loads = {
            "script": "src",
            "img": "src",
            "link": "href",
            "iframe": "src",
            "source": "src",
            "use": "href",
        }
        if tag in loads and found.get(loads[tag]):
            self.fetched.append(str(found[loads[tag]]))


@pytest.fixture(scope="module")
def pages(built_site: Path) -> dict[str, _Reader]:
    return {
        path.relative_to(built_site).as_posix(): _Reader(path.read_text(encoding="utf-8"))
        for path in things_below(built_site, "*.html")
    }


def test_no_page_has_a_fault() -> None:
    assert check_pages(KNOWLEDGE, DOCS, "docs", askable_beside(DOCS)[0]) == ()


def test_every_system_has_a_heading_of_its_own() -> None:
    headed = {
        heading.system
        for path in page_files(DOCS)
        for heading in read_page(path.read_text(encoding="utf-8")).headings
    }
    assert UNWRITTEN or set(KNOWLEDGE.systems) - headed == set()


@pytest.mark.parametrize("shelf", ["procedures", "dispositions", "cases", "gaps"])
def test_every_entry_is_shown_somewhere(shelf: str, pages: dict[str, _Reader]) -> None:
    shown = {anchor for page in pages.values() for anchor in page.ids}
    assert [entry for entry in getattr(KNOWLEDGE, shelf) if entry.lower() not in shown] == []


def test_every_fact_has_its_place_on_the_page_of_its_source(pages: dict[str, _Reader]) -> None:
    missing = [
        fact.id
        for fact in KNOWLEDGE.facts.values()
        if fact.id not in pages[f"laiyuan/{fact.source}.html"].ids
    ]
    assert missing == []
    assert len(KNOWLEDGE.facts) == 576


def test_what_the_pages_count_is_what_the_register_holds() -> None:
    examples = sum(fact.open_list for fact in KNOWLEDGE.facts.values())
    said = {
        "meiyou.md": f"本站的{len(KNOWLEDGE.facts)}条事实里，有{examples}处列举",
        "chengxu.md": f"共{len(KNOWLEDGE.procedures)}个",
        "chuzhi-duizhao.md": f"共{len(KNOWLEDGE.dispositions)}条",
        "anli.md": f"本页收{len(KNOWLEDGE.cases)}个案例",
        "laiyuan/index.md": f"五篇合计{len(KNOWLEDGE.facts)}条事实",
    }
    assert [
        name for name, text in said.items() if text not in (DOCS / name).read_text(encoding="utf-8")
    ] == []


def test_ids_are_unique_on_a_page(pages: dict[str, _Reader]) -> None:
    doubled = {
        name: sorted({one for one in page.ids if page.ids.count(one) > 1}) for name, page in pages.items()
    }
    assert {name: ids for name, ids in doubled.items() if ids} == {}


def test_nothing_is_fetched_from_anywhere_else(built_site: Path, pages: dict[str, _Reader]) -> None:
    outside = {
        (name, url) for name, page in pages.items() for url in page.fetched if re.match(r"(?:\w+:)?//", url)
    }
    assert outside == set()
    sheets = "".join(path.read_text(encoding="utf-8") for path in things_below(built_site, "*.css"))
    assert re.findall(r"(?:@import|url\()\s*[\"']?(?:https?:)?//[^)\s]*", sheets) == []


def test_nothing_for_maintainers_is_on_the_site(built_site: Path) -> None:
    assert not (built_site / "dev").exists()
    assert none_like(built_site, "*.yaml")


def test_every_page_is_in_the_navigation() -> None:
    named = set(_NAV)
    assert UNWRITTEN or {path.relative_to(DOCS).as_posix() for path in page_files(DOCS)} - named == set()


def test_every_page_says_when_it_was_checked_and_from_what() -> None:
    lacking = [
        path.relative_to(DOCS).as_posix()
        for path in page_files(DOCS)
        for head in [path.read_text(encoding="utf-8").partition("\n---\n")[0]]
        if path.name not in {"biaoqian.md", "zuzhi.md"}
        and not re.search(r"^checked: .+\n(?:.+\n)*?sources: \[.+\]", head, re.MULTILINE)
    ]
    assert UNWRITTEN or lacking == []


def test_the_home_page_leads_to_study_practice_and_the_mock_exam(built_site: Path) -> None:
    text = (built_site / "index.html").read_text(encoding="utf-8")
    article = text[text.index("<article") : text.index("</article>")]
    cards = re.findall(r'<li>\s*<p><strong><a href="([^"]+)">(.)：', article)
    assert cards == [("luxian.html", "学"), ("lianxi.html", "练"), ("lianxi.html#/exam", "考")]
    assert article.count("md-button--primary") == 1
    assert "qz-search-box" in article
    assert [word for word in ("命令", "quizgen ", "终端", "<code") if word in article] == []


def test_commands_stand_on_the_page_for_organisers_only(built_site: Path) -> None:
    shown = [path.name for path in things_below(built_site, "*.html") if "<pre" in path.read_text("utf-8")]
    assert shown == ["zuzhi.html"]
