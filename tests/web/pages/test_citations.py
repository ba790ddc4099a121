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


def test_the_list_at_the_end_says_source_with_section_for_every_number() -> None:
    notes = classed(render("甲[@xiamen-019; wuhou-009; xiamen-020]。"), "qz-notes")[0]
    assert [words(item) for item in notes.iter("li")] == [
        "厦门 · 导语：1、3",
        "武侯 · 强化“四责”协同：2",
    ]


def test_a_page_without_citations_has_no_list() -> None:
    assert not classed(render("没有出处。"), "qz-notes")


def test_code_is_left_alone() -> None:
    root = render("写成 `[@xiamen-999]`。\n\n```\n[@xiamen-998]\n```\n")
    assert not classed(root, "qz-cite")
    assert "[@xiamen-999]" in words(root)


def test_a_citation_works_in_a_list_and_in_a_table() -> None:
    assert numbers("- 甲[@xiamen-019]\n\n| 一 | 二 |\n|---|---|\n| 乙 | 丙[@wuhou-009] |") == ["1", "2"]
