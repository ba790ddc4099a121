"""Citations: one number a mark, a link to the fact or to its entry, a list at the end of the page."""

from __future__ import annotations

from tests.web.page import classed, render, words


def numbers(text: str) -> list[str]:
    return [words(mark) for mark in classed(render(text), "qz-cite")]


def test_a_citation_becomes_a_number_that_links_to_the_fact() -> None:
    (link,) = classed(render("依次是五个环节[@xiamen-019]。"), "qz-cite")[0]
    assert (link.tag, link.text, link.get("href")) == ("a", "1", "/laiyuan/xiamen.md#xiamen-019")


def test_marks_are_numbered_in_reading_order_and_the_same_facts_keep_their_number() -> None:
    two = "[@baiyin-007; wuhou-009]"
    text = f"甲[@xiamen-019]。\n\n乙{two}，丙[@wuhou-009]，丁[@xiamen-019]，戊{two}。"
    assert numbers(text) == ["1", "2", "3", "1", "2"]


def test_several_facts_are_one_number_that_leads_to_the_entry_with_all_of_them() -> None:
    root = render("甲[@xiamen-019]。\n\n乙[@baiyin-007; wuhou-009; baiyin-007]。")
    mark = classed(root, "qz-cite")[1]
    assert [link.get("href") for link in mark] == ["#n2"]
    (entry,) = [item for item in root.iter("li") if item.get("id") == "n2"]
    assert [link.get("href") for link in entry] == [
        "/laiyuan/baiyin.md#baiyin-007",
        "/laiyuan/wuhou.md#wuhou-009",
    ]


def test_a_space_before_a_citation_is_not_kept() -> None:
    assert words(render("甲 [@xiamen-019]。")[0]) == "甲1。"


def test_the_list_at_the_end_says_where_every_number_stands() -> None:
    notes = classed(render("甲[@xiamen-019; wuhou-009; xiamen-020]，乙[@wuhou-009]。"), "qz-notes")[0]
    assert [words(item) for item in notes.iter("li")] == [
        "厦门019 武侯009 厦门020",
        "武侯009",
    ]


def test_a_page_without_citations_has_no_list() -> None:
    assert not classed(render("没有出处。"), "qz-notes")


def test_code_is_left_alone() -> None:
    root = render("写成 `[@xiamen-999]`。\n\n```\n[@xiamen-998]\n```\n")
    assert not classed(root, "qz-cite")
    assert "[@xiamen-999]" in words(root)


def test_a_citation_works_in_a_list_and_in_a_table() -> None:
    assert numbers("- 甲[@xiamen-019]\n\n| 一 | 二 |\n|---|---|\n| 乙 | 丙[@wuhou-009] |") == ["1", "2"]
