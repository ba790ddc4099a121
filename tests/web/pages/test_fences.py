"""Data fences: what a reader finds in each block."""

from __future__ import annotations

from xml.etree.ElementTree import Element

import pytest

from tests.web.page import classed, render, words


def fence(line: str, body: str = "") -> Element:
    return render(f"```{line}\n{body}{chr(10) if body else ''}```\n")


def test_a_procedure_lists_its_steps_in_order_with_who_and_when() -> None:
    steps = [item for item in classed(fence("procedure P01"), "qz-steps")[0] if item.tag == "li"]
    assert [words(step[0])[:4] for step in steps[:2]] == ["统一管理", "分类处置"]
    assert "形成：任用建议或警示提醒；时限：定期" in words(steps[6])


def test_a_decision_stands_at_its_step_and_says_both_ways() -> None:
    decision = words(classed(fence("procedure P01"), "qz-decision")[0])
    assert decision.startswith("如果处置后积极改进、表现优秀")
    assert "是：向党组织提出任用建议" in decision
    assert "否：材料未写明" in decision


def test_an_assembled_procedure_says_so() -> None:
    assert "次序由几处文字拼合" in words(fence("procedure P01"))
    assert "材料写明的次序" in words(fence("procedure P02"))


def test_what_is_only_proposed_or_planned_says_so() -> None:
    assert "作者的建议" in words(fence("procedure P53"))
    assert "下一步打算" in words(fence("procedure P55"))
    assert "作者的建议" in words(fence("dispositions D52"))
    assert "建议" not in words(fence("procedure P02"))


def test_what_a_procedure_lacks_is_said() -> None:
    assert "启动条件、审批层级、时限、14种方式均未给" in words(classed(fence("procedure P01"), "qz-lacks")[0])


def test_a_folded_procedure_shows_its_name_and_opens() -> None:
    (block,) = classed(fence("procedure P01 folded"), "qz-procedure")
    assert (block.tag, block[0].tag, block.get("id"), block.get("open")) == (
        "details",
        "summary",
        "p01",
        None,
    )
    assert "点开看步骤和流程图" in words(block[0])
    assert classed(block, "qz-steps")


def test_a_block_shown_twice_has_its_id_once() -> None:
    root = render("```procedure P02\n```\n\n```procedure P02\n```\n\n```procedure P02\n```\n")
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    assert "p02" in ids


def test_dispositions_by_id_keep_the_order_asked_for() -> None:
    rows = list(fence("dispositions D15 D14").iter("tr"))[1:]
    assert [row.get("id") for row in rows] == ["d15", "d14"]
    assert [words(cell) for cell in rows[0]][:2] == ["厦门", "清单制定中存在的问题"]


@pytest.mark.parametrize(("words_after", "count"), [("all", 55), ("source=xiamen", 17)])
def test_dispositions_all_or_of_one_source(words_after: str, count: int) -> None:
    assert len(list(fence(f"dispositions {words_after}").iter("tr"))) == count + 1


def test_a_disposition_without_an_actor_says_that_the_material_does_not_tell() -> None:
    assert "材料未写明" in words(fence("dispositions D03"))


def test_cases_are_cards_with_figures() -> None:
    (card,) = classed(fence("cases C07"), "qz-case")
    assert (card.get("id"), card.get("data-source"), card.get("data-kind")) == ("c07", "厦门", "案例")
    assert "3个单位“一把手”被约谈" in words(card)


def test_facts_of_a_source_have_anchors_and_their_place() -> None:
    root = fence("facts wuhou")
    ids = [item.get("id") for item in root.iter("li") if item.get("id")]
    assert (len(ids), ids[0], ids[-1]) == (76, "wuhou-001", "wuhou-076")
    assert "列举 · 定位：压实责任" in words(root)
    assert "是举例，不是全部" in words(root)


def test_single_facts_link_to_the_source_page() -> None:
    links = [link.get("href") for link in fence("facts xiamen-027 xiamen-028").iter("a")]
    assert links == ["/laiyuan/xiamen.md#xiamen-027", "/laiyuan/xiamen.md#xiamen-028"]


def test_a_source_says_what_it_does_not_give() -> None:
    said = words(fence("source gongan"))
    assert "作者自述从警33年" in said
    assert "材料未给出" in said


def test_a_comparison_names_each_source() -> None:
    root = fence("compare 五责")
    assert words(root.find(".//caption")) == "各种“责”"
    assert "定责、明责、述责、问责、考责" in words(root)


def test_gaps_are_thirteen() -> None:
    assert len([item for item in fence("gaps").iter("li") if str(item.get("id")).startswith("q")]) == 13


def test_a_gap_is_markdown_under_a_fixed_head() -> None:
    box = classed(fence("gap", "没有**时限**[@wuhou-030]。"), "qz-gap")[0]
    assert words(box[0]) == "材料未给出"
    assert [child.tag for child in box[1]] == ["strong", "sup"]


def test_a_fence_inside_a_list_belongs_to_its_item() -> None:
    root = render("- 项目\n\n    ```dispositions D14\n    ```\n")
    assert root.find("./ul/li//table") is not None


def test_text_of_the_register_is_never_read_as_markdown() -> None:
    assert "“1+X”" in words(fence("cases C08"))


def test_the_glossary_lists_every_term_once() -> None:
    heads = [head.get("id") for head in fence("glossary").iter("dt")]
    assert len(heads) == len(set(heads)) > 50
    assert "一案双查" in heads
