"""Citations: numbers in reading order, a link to the fact, a list at the end of the page."""

from __future__ import annotations

from tests.web.page import classed, render, words


def numbers(text: str) -> list[str]:
    return [words(mark) for mark in classed(render(text), "qz-cite")]


def test_a_citation_becomes_a_number_that_links_to_the_fact() -> None:
    (link,) = classed(render("依次是五个环节[@xiamen-019]。"), "qz-cite")[0]
    assert (link.tag, link.text, link.get("href")) == ("a", "1", "/laiyuan/xiamen.md#xiamen-019")


def test_facts_are_numbered_in_reading_order_and_keep_their_number() -> None:
    assert numbers("甲[@xiamen-019; wuhou-009]。\n\n乙[@baiyin-007]，丙[@wuhou-009]。") == ["12", "3", "2"]


def test_a_space_before_a_citation_is_not_kept() -> None:
    assert words(render("甲 [@xiamen-019]。")[0]) == "甲1。"


def test_the_list_at_the_end_says_source_section_and_statement() -> None:
    notes = classed(render("甲[@xiamen-019]。"), "qz-notes")[0]
    item = next(notes.iter("li"))
    assert item.get("id") == "n1"
    assert words(item) == "厦门 · 导语：“五责同步”依次由五个环节组成：明责；压责；验责；评责；问责。"


def test_an_open_list_ends_with_deng() -> None:
    note = words(next(classed(render("甲[@wuhou-029]。"), "qz-notes")[0].iter("li")))
    assert note.endswith("适用情形；责任主体等。")


def test_a_page_without_citations_has_no_list() -> None:
    assert not classed(render("没有出处。"), "qz-notes")


def test_code_is_left_alone() -> None:
    root = render("写成 `[@xiamen-999]`。\n\n```\n[@xiamen-998]\n```\n")
    assert not classed(root, "qz-cite")
    assert "[@xiamen-999]" in words(root)


def test_a_citation_works_in_a_list_and_in_a_table() -> None:
    assert numbers("- 甲[@xiamen-019]\n\n| 一 | 二 |\n|---|---|\n| 乙 | 丙[@wuhou-009] |") == ["1", "2"]
