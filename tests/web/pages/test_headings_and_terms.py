"""Headings of systems with their label; glossary terms found inside a run of Chinese."""

from __future__ import annotations

from tests.web.page import classed, render, words


def test_a_name_of_our_own_is_marked() -> None:
    root = render(
        "## 运用体系 {#w01 .system data-system=W01}\n\n## “四责”协同 {#w02 .system data-system=W02}\n"
    )
    assert words(root[0]) == "运用体系本站归纳的名称"
    assert words(root[1]) == "“四责”协同"


def test_the_table_of_contents_keeps_the_plain_name() -> None:
    root = render("[TOC]\n\n## 运用体系 {#w01 .system data-system=W01}\n")
    assert words(root.find("./div/ul/li/a")) == "运用体系"


def test_a_term_gets_its_meaning_at_its_first_occurrence_inside_chinese() -> None:
    root = render("公安机关坚持一案双查到底。\n\n再说一案双查。")
    (term,) = classed(root, "qz-term")
    assert (term.text, term.tail) == ("一案双查", "到底。")
    assert term.get("href") == "/shuyu.md#一案双查"


def test_the_longer_term_wins() -> None:
    assert [term.text for term in classed(render("主体责任知识测试怎么考"), "qz-term")] == [
        "主体责任知识测试"
    ]


def test_text_around_several_terms_is_kept_whole() -> None:
    text = "先明责，后压责，再验责，最后评责。"
    root = render(f"{text}**压责**以后明责")
    assert words(root[0]) == f"{text}压责以后明责"
    assert [term.text for term in classed(root, "qz-term")] == ["明责", "压责", "验责", "评责"]


def test_links_headings_and_data_have_no_tooltips() -> None:
    root = render("## 明责\n\n[压责](x.md)\n\n```cases C07\n```\n")
    assert not classed(root, "qz-term")
