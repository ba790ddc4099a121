"""Plain data that is no record, explained in Chinese."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import TypeAdapter

from quizgen.model.knowledge import Fact, Procedure
from quizgen.model.nearest import did_you_mean
from quizgen.model.reading import FaultKind, read_record

PROCEDURE: dict[str, Any] = {
    "id": "P01",
    "source": "moxian",
    "system": "M01",
    "name": "审核",
    "order_basis": "explicit",
    "steps": [{"n": 1, "action": "写", "facts": ["moxian-001"]}],
    "facts": ["moxian-001"],
}
STEP = PROCEDURE["steps"][0]


def faults(change: dict[str, Any]) -> list[tuple[FaultKind, tuple[str | int, ...], str, str]]:
    record, found = read_record(TypeAdapter(Procedure), {**PROCEDURE, **change})
    assert (record is None) == bool(found)
    return [(fault.kind, fault.way, fault.message, fault.hint) for fault in found]


def test_right_data_becomes_a_record() -> None:
    record, found = read_record(TypeAdapter(Procedure), PROCEDURE)
    assert found == ()
    assert record is not None
    assert record.steps[0].action == "写"


def test_an_unknown_key_inside_a_list_names_the_nearest_key_of_that_place() -> None:
    assert faults({"steps": [{**STEP, "actoin": "写"}]}) == [
        (FaultKind.UNKNOWN_KEY, ("steps", 0, "actoin"), "不认识的键“actoin”", "是不是“action”？")
    ]


def test_a_missing_key_points_to_its_holder() -> None:
    assert faults({"steps": [{"n": 1, "facts": ["moxian-001"]}]}) == [
        (FaultKind.MISSING_KEY, ("steps", 0), "“steps”第1个缺少“action”", "")
    ]


@pytest.mark.parametrize(
    ("change", "message", "hint"),
    [
        ({"name": 17}, "“name”应当是文字，读到的是数字 17", '数字请加引号，写成 "17"'),
        ({"name": ""}, "“name”空着", "写上内容，或删去这一行"),
        ({"id": "12"}, "“id”“12”不合规定的写法", "程序编号，例如 P12"),
        (
            {"order_basis": "explicite"},
            "“order_basis”不能写“explicite”",
            "是不是“explicit”？可用的有：explicit、assembled",
        ),
        ({"steps": []}, "“steps”空着", "写上内容，或删去这一行"),
        ({"steps": "写"}, "“steps”应当是列表", "写成 [写]"),
        ({"steps": ["写"]}, "“steps”第1个应当是键和值", "写成 键: 值"),
        ({"steps": [{**STEP, "n": 0}]}, "“steps”第1个的“n”不能小于 1，写了 0", ""),
        ({"steps": [{**STEP, "n": "一"}]}, "“steps”第1个的“n”应当是整数，不能写“一”", "写成 4 这样的整数"),
    ],
)
def test_a_wrong_value_is_told_in_chinese(change: dict[str, Any], message: str, hint: str) -> None:
    assert [fault[2:] for fault in faults(change)] == [(message, hint)]


def test_every_fault_comes_at_once() -> None:
    assert len(faults({"name": 17, "nmae": "审", "steps": []})) == 3


def test_a_value_of_several_types_is_one_fault() -> None:
    data = {
        "id": "moxian-001",
        "source": "moxian",
        "section": "甲",
        "anchor": "乙",
        "kind": "figure",
        "statement": "丙",
        "values": [{"what": "件数", "value": [1]}],
    }
    _, found = read_record(TypeAdapter(Fact), data)
    assert [fault.way for fault in found] == [("values", 0, "value")]


def test_all_are_listed_when_none_is_near() -> None:
    assert did_you_mean("甲", ("单选", "多选")) == "可用的有：单选、多选"
