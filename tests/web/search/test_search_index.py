"""The search index: what it takes from a page, what it leaves out."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from quizgen.bank.load import load_bank
from quizgen.model.question import CaseQuestion, Question
from quizgen.web.search.entries import SearchEntry, once, page_entries
from tests.web.page import ROOT

LIMIT = 600_000
LONG = 18
"""Shorter options are names and numbers, which the pages have as well."""


def long_texts(question: Question) -> Iterator[str]:
    """What a question asks, its explanation; a statement to be judged is left out, a page may say it too."""
    for part in question.parts if isinstance(question, CaseQuestion) else (question,):
        yield from (
            words
            for words in (part.stem, part.explain or "")
            if len(words) >= LONG and part.kind != "true_false"
        )


def only(html: str, url: str = "a.html") -> SearchEntry:
    """The one entry below the page's own."""
    found = [entry for entry in page_entries(url, f"<h1 id='a'>页</h1>{html}") if entry.anchor]
    assert len(found) == 1
    return found[0]


def test_a_section_has_its_heading_and_its_text() -> None:
    html = '<h2 id="x">节<a class="headerlink" href="#x">¶</a></h2><p>甲<sup class="qz-cite">1</sup>。</p>'
    assert only(html) == SearchEntry("a.html", "x", "页面", "节", "甲。", "页")


def test_a_system_is_a_kind_of_its_own_with_its_subsections() -> None:
    html = '<h2 class="system" id="w02">四责</h2><p>甲</p><h3 id="y">怎样</h3><p>乙</p>'
    html += '<h2 id="z">别的</h2><p>丙</p>'
    kinds = [(entry.title, entry.kind) for entry in page_entries("a.html", html)]
    assert kinds == [("四责", "体系"), ("怎样", "体系"), ("别的", "页面")]


def test_what_is_excluded_does_not_appear() -> None:
    hidden = '<div data-search-exclude=""><p>答案是乙</p><ul><li>丙</li></ul></div>'
    html = f'<h2 id="x">节</h2><p>甲</p>{hidden}<p>丁</p>'
    assert only(html).text == "甲 丁"


def test_a_row_of_dispositions_is_an_entry() -> None:
    html = (
        '<table class="qz-dispositions"><thead><tr><th>来源</th></tr></thead><tbody>'
        '<tr id="d01"><td>武侯</td><td>苗头<small>（注）</small></td>'
        '<td class="qz-none">—</td><td>处置</td></tr></tbody></table>'
    )
    assert only(html)[1:5] == ("d01", "处置", "苗头", "武侯（注）处置")


def test_a_term_is_an_entry() -> None:
    html = '<dl><dt id="甲">“甲”<small>也写作：乙</small></dt><dd>意思。</dd></dl>'
    assert only(html)[1:5] == ("甲", "术语", "“甲”", "也写作：乙 意思。")


def test_a_fact_is_an_entry_of_its_source() -> None:
    html = '<h2 id="s">事实</h2><ul><li id="xiamen-019">五个环节。<ol><li>明责</li></ol></li></ul>'
    assert only(html, "laiyuan/xiamen.html")[1:5] == ("xiamen-019", "来源", "xiamen-019", "五个环节。明责")


def test_a_procedure_is_found_once_and_at_home() -> None:
    head = '<p class="qz-head"><strong>环节链</strong></p>'
    block = f'<section class="qz-procedure" id="p10">{head}<p>甲</p></section>'
    away = page_entries("zeren.html", f'<h2 id="x">节</h2>{block}')
    home = page_entries("chengxu/mingze.html", f'<h2 id="liucheng-p10">环节链</h2>{block}')
    assert once((*away, *home)) == (
        SearchEntry("chengxu/mingze.html", "liucheng-p10", "程序", "环节链", "甲", ""),
    )


SETTINGS = """
INHERIT: !!python/name:quizgen.web.base.SETTINGS
site_name: 样子
site_dir: site
"""


def test_plain_mkdocs_writes_the_index_as_a_classic_script(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "index.md").write_text(
        "# 首页\n\n开头。\n\n## 节 {#jie}\n\n内容。\n", encoding="utf-8"
    )
    (tmp_path / "mkdocs.yml").write_text(SETTINGS, encoding="utf-8")
    environment = {**os.environ, "PYTHONUTF8": "1", "PYTHONWARNINGS": "ignore"}
    subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict"],
        cwd=tmp_path,
        check=True,
        capture_output=True,
        env=environment,
    )
    script = (tmp_path / "site" / "assets" / "search-index.js").read_text(encoding="utf-8")
    assert read(script)["entries"] == [
        [0, "", 6, "首页", "开头。", 0, "sy"],
        [0, "jie", 6, "节", "内容。", 1, "j"],
    ]


def read(script: str) -> dict[str, Any]:
    assert script.startswith("window.quizgenSearch={")
    found: dict[str, Any] = json.loads(script.partition("=")[2].strip().removesuffix(";"))
    return found


def test_the_index_is_small_enough(built_site: Path) -> None:
    assert 100_000 < (built_site / "assets" / "search-index.js").stat().st_size < LIMIT


def test_no_question_and_no_explanation_of_the_bank_is_in_the_index(built_site: Path) -> None:
    data = read((built_site / "assets" / "search-index.js").read_text(encoding="utf-8"))
    text = "\n".join(f"{row[3]}\n{row[4]}" for row in data["entries"])
    questions = load_bank([ROOT / "question_bank"]).questions
    assert len(questions) > 100
    private = {words for question in questions for words in long_texts(question)}
    assert sorted(words for words in private if words in text) == []
