"""The handbook as one PDF, looked at as a reader has it; then the parts by which it is read and composed."""

from __future__ import annotations

import re
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from quizgen.cli.main import main
from quizgen.knowledge.load import load_knowledge
from quizgen.render.book.composed import Book, BookEntry, book_data, check_book_glyphs
from quizgen.render.book.tables import column_weights
from quizgen.render.fonts.glyphs import CannotPrint
from quizgen.render.typst_pdf import Printer
from quizgen.web.book.blocks import UnknownElement, page_blocks
from quizgen.workflows.site.book import make_book
from tests.found import things_below
from tests.web.page import DATA, ROOT

PAGE = """---
title: 样页
tags: [样子]
checked: 2026-11-22
sources: [xiamen]
---

# 样页

五个环节[@xiamen-019]，见[厦门](laiyuan/xiamen.md#xiamen-019)。

```procedure P12
```
"""


@dataclass(frozen=True)
class Printed:
    """A PDF as text, page by page without white space, with its outline (title, page from 1).

    ``lines`` has the same text with its lines.
    """

    pages: tuple[str, ...]
    lines: tuple[tuple[str, ...], ...]
    outline: tuple[tuple[str, int], ...]

    @property
    def text(self) -> str:
        return "".join(self.pages)


def read(file: Path) -> Printed:
    pdf = pypdfium2.PdfDocument(file)
    texts = [page.get_textpage().get_text_range() for page in pdf]
    pages = tuple(tight(text) for text in texts)
    lines = tuple(tuple(tight(line) for line in text.splitlines()) for text in texts)
    outline = tuple((tight(mark.get_title()), mark.get_dest().get_index() + 1) for mark in pdf.get_toc())
    pdf.close()
    return Printed(pages, lines, outline)


def tight(text: str) -> str:
    return re.sub(r"\s+", "", text)


@pytest.fixture(scope="session")
def book(tmp_path_factory: pytest.TempPathFactory) -> Printed:
    """The real one, printed once."""
    target = tmp_path_factory.mktemp("book") / "book.pdf"
    make_book(ROOT / "mkdocs.yml", target)
    return read(target)


def nav_titles() -> list[str]:
    nav = (ROOT / "mkdocs.yml").read_text(encoding="utf-8").partition("\nnav:\n")[2]
    titles = re.findall(r"^ *- (?:(.+): (?:\S+\.md)?|(.+):|(\S+\.md))$", nav, re.MULTILINE)
    return [first or second or page_title(file) for first, second, file in titles]


def page_title(name: str) -> str:
    found = re.search(r"^title: (.+)$", (ROOT / "docs" / name).read_text(encoding="utf-8"), re.MULTILINE)
    assert found is not None
    return found[1]


def test_the_outline_holds_every_title_of_the_menu(book: Printed) -> None:
    titles = [tight(title) for title in nav_titles()]
    assert len(titles) > 40
    assert set(titles) <= {title for title, _ in book.outline}


def test_the_contents_name_the_page_on_which_each_chapter_stands(book: Printed) -> None:
    first = book.outline[0][1]
    contents = [line.replace(".", "") for page in book.lines[1 : first - 1] for line in page]
    chapters = {tight(title) for title in nav_titles()}
    for title, page in book.outline:
        if title in chapters:
            assert title in book.pages[page - 1]
            assert f"{title}{page}" in contents


def test_every_system_has_its_heading(book: Printed) -> None:
    found = 0
    for file in things_below(ROOT / "docs", "*.md"):
        for heading in re.findall(
            r"^#+ (.+?) \{[^}]*data-system", file.read_text(encoding="utf-8"), re.MULTILINE
        ):
            assert tight(heading) in book.text
            found += 1
    assert found == 115


def test_every_fact_stands_in_the_chapters_on_the_sources(book: Printed) -> None:
    knowledge, _ = load_knowledge(DATA, "docs/_data")
    start = next(page for title, page in book.outline if title == "来源")
    sources = "".join(book.pages[start - 1 :])
    assert len(knowledge.facts) == 576
    for fact in knowledge.facts.values():
        assert f"{fact.id}{tight(fact.statement)}" in sources, fact.id


def test_a_note_names_the_page_of_its_fact(book: Printed) -> None:
    start = next(page for title, page in book.outline if title == "来源")
    named = re.findall(r"((?:xiamen|baiyin)-\d{3})[^第]{2,60}第(\d+)页", "".join(book.pages[: start - 1]))
    assert len(named) > 200
    for fact, page in named:
        assert fact in book.pages[int(page) - 1]


def test_no_letter_is_missing(book: Printed) -> None:
    assert "\ufffd" not in book.text
    assert "\x00" not in book.text


def test_the_title_page_says_what_the_book_is(book: Printed) -> None:
    cover = book.pages[0]
    assert "不是法规" in cover
    assert "本站归纳的名称" in cover
    assert f"全书{len(book.pages)}页" in cover
    assert re.search(r"最后核对：\d{4}-\d\d-\d\d", cover)
    assert "事实576" in cover


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the project's own settings, three pages; it is the current folder."""
    settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8").partition("\nnav:")[0]
    theme = (ROOT / "quizgen" / "web" / "theme").as_posix()
    settings = settings.replace("custom_dir: quizgen/web/theme", f"custom_dir: {theme}")
    settings = re.sub(r"^watch:.*\n(?:[ -].*\n)*", "", settings, flags=re.MULTILINE)
    nav = "\nnav:\n  - 样子: index.md\n  - 术语表: shuyu.md\n  - 来源:\n      - laiyuan/xiamen.md\n"
    (tmp_path / "mkdocs.yml").write_text(settings + nav, encoding="utf-8")
    shutil.copytree(DATA, tmp_path / "docs" / "_data")
    (tmp_path / "docs" / "laiyuan").mkdir()
    write(tmp_path, "index.md", PAGE)
    write(tmp_path, "shuyu.md", "# 术语表\n\n```glossary\n```\n")
    write(tmp_path, "laiyuan/xiamen.md", "# 厦门\n\n```facts xiamen\n```\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(folder: Path, name: str, text: str) -> None:
    (folder / "docs" / name).write_text(text, encoding="utf-8")


def test_an_older_edition_is_replaced(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (small / "build").mkdir()
    (small / "build" / "book.pdf").write_bytes(b"%PDF-1.7 quizgen site book")
    assert main(["site", "book"]) == 0
    assert "已印成全书：3 章" in capsys.readouterr().out
    assert re.search(r"五个环节\W?1，见厦门（第\d+页）", read(small / "build" / "book.pdf").text)


def test_a_file_of_somebody_else_is_left_alone(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (small / "mine.pdf").write_bytes(b"%PDF-1.7 mine")
    assert main(["site", "book", "--out", "mine.pdf"]) == 1
    assert "不会覆盖" in capsys.readouterr().err
    assert (small / "mine.pdf").read_bytes() == b"%PDF-1.7 mine"


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        ("\n没有[@xiamen-919]。\n", "docs/index.md:15: [S001] 没有事实“xiamen-919”"),
        ("\n[没有](shuyu.md#meiyou)\n", "docs/index.md:15: 链接指向的“shuyu.md#meiyou”不在书里"),
    ],
    ids=["fact", "link"],
)
def test_a_fault_is_said_with_file_and_line(
    small: Path, capsys: pytest.CaptureFixture[str], fault: str, said: str
) -> None:
    write(small, "index.md", PAGE + fault)
    assert main(["site", "book"]) == 1
    printed = capsys.readouterr()
    assert said in printed.out + printed.err
    assert not (small / "build").exists()


def test_folded_text_is_unfolded() -> None:
    blocks = page_blocks("a.html", "<details><summary>答案</summary><p>是。</p></details>")
    assert blocks[0]["k"] == "box"
    assert blocks[0]["title"] == [["t", "答案"]]
    assert blocks[0]["blocks"][0]["runs"] == [["t", "是。"]]


def test_what_only_a_screen_can_do_is_left_out() -> None:
    html = '<div class="qz-filter">筛选</div><p>文<a class="headerlink" href="#a">¶</a></p>'
    assert [block["runs"] for block in page_blocks("a.html", html)] == [[["t", "文"]]]


def test_a_drawing_keeps_its_capitals() -> None:
    drawing = '<svg viewBox="0 0 1 1"><text>甲&amp;乙</text><path d="M0 0"/></svg>'
    assert page_blocks("a.html", f'<figure class="qz-flow">{drawing}</figure>')[0]["svg"] == drawing


def test_links_are_read_from_the_root() -> None:
    blocks = page_blocks("chengxu/a.html", '<p><a href="../b.html#%E7%94%B2">乙</a></p>')
    assert blocks[0]["runs"] == [["a", "b.html#甲", [["t", "乙"]]]]


def test_an_unknown_element_is_not_dropped_silently() -> None:
    with pytest.raises(UnknownElement):
        page_blocks("a.html", "<canvas></canvas>")


def test_numbers_in_a_row_become_a_range() -> None:
    paragraph = {"k": "p", "runs": [["cite", ["x-1", "x-2", "x-3"]], ["cite", ["x-1", "x-4"]]]}
    [entry] = composed([BookEntry("page", "甲", 1, "a.html", blocks=(paragraph,))])["entries"]
    runs = entry["blocks"][0]["runs"]
    assert [[mark["n"] for mark in run[1]] for run in runs] == [["1–3"], ["1", "4"]]
    assert [note["n"] for note in entry["notes"]] == [1, 2, 3, 4]


def test_a_flow_is_drawn_once_where_the_procedure_stands_last() -> None:
    procedure = {"k": "procedure", "id": "p01", "blocks": [{"k": "flow", "svg": "<svg/>"}]}
    entries = [BookEntry("page", name, 1, f"{name}.html", blocks=(procedure,)) for name in "ab"]
    first, last = (entry["blocks"][0] for entry in composed(entries)["entries"])
    assert (first["svg"], first["drawn"]) == ("", "p/b.html#p01")
    assert (last["svg"], "drawn" in last) == ("<svg/>", False)


def test_a_short_column_is_as_narrow_as_its_text() -> None:
    def cell(text: str) -> dict[str, Any]:
        return {"blocks": [{"k": "p", "runs": [["t", text]]}], "head": False, "dim": False}

    short, long = column_weights({"heads": [], "rows": [{"cells": [cell("厦门"), cell("字" * 200)]}]})
    assert short * 8 < long


def test_the_same_pages_give_the_same_bytes() -> None:
    paragraph = {"k": "p", "runs": [["t", "甲乙"]]}
    small_book = Book("书", "", (BookEntry("page", "甲", 1, "a.html", blocks=(paragraph,)),), {}, {}, ())
    assert Printer().book_pdf(small_book) == Printer().book_pdf(small_book)


def test_a_letter_in_no_font_is_named_with_file_and_line() -> None:
    paragraph = {"k": "p", "runs": [["t", "甲乙"]]}
    page = BookEntry("page", "甲", 1, "a.html", "docs/a.md", blocks=(paragraph,), text="# 甲\n\n甲乙\n")
    with pytest.raises(CannotPrint, match=r"docs/a\.md:3 .*“乙”"):
        check_book_glyphs(Book("书", "", (page,), {}, {}, ()), frozenset(map(ord, "甲")) | set(range(128)))


def composed(entries: Sequence[BookEntry]) -> dict[str, Any]:
    facts = {f"x-{number}": ("甲", "一节") for number in range(1, 5)}
    return book_data(Book("书", "", tuple(entries), facts, {}, ()))
