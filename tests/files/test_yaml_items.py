"""Items of a bank file written anew, others added: every other character stays as it was."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from quizgen.files.yaml_edit import CannotEdit
from quizgen.files.yaml_items import with_items
from quizgen.files.yaml_mapping import with_keys, with_members
from tests.found import things_below

NEW: dict[str, Any] = {"id": "XF-0001", "kind": "fill", "answers": [["119"], ["甲: 乙", "# 丙"]]}
BANKS = things_below(Path(__file__).parents[2] / "question_bank" / "zeren-tixi", "*.yaml")
WRITTEN = """# 手写的题
- id: XF-0001   # 第一题
  stem: >-
    折行的
    题干

# 第二题的说明
- {id: XF-0002, stem: 一行}
- id: XF-0003
  wrong:
  - 甲
  - 乙   # 末尾


# 结束
"""


def read(text: str) -> Any:
    return yaml.safe_load(text)


def test_one_item_is_written_anew_and_nothing_else_moves() -> None:
    text = with_items(WRITTEN, {"XF-0001": NEW}, [], "a.yaml")
    assert read(text) == [NEW, *read(WRITTEN)[1:]]
    assert text.endswith(WRITTEN[WRITTEN.index("\n# 第二题的说明") :])
    assert text.startswith("# 手写的题\n- id: XF-0001")


def test_an_item_on_one_line_and_the_last_one() -> None:
    text = with_items(
        WRITTEN, {"XF-0002": {**NEW, "id": "XF-0002"}, "XF-0003": {**NEW, "id": "XF-0003"}}, [], "a.yaml"
    )
    assert [one["id"] for one in read(text)] == ["XF-0001", "XF-0002", "XF-0003"]
    assert text.endswith("\n\n\n# 结束\n")
    assert text.startswith(WRITTEN[: WRITTEN.index("- {id")])


def test_items_are_added_at_the_end() -> None:
    text = with_items(WRITTEN.rstrip(), {}, [NEW | {"id": "XF-0009"}], "a.yaml")
    assert text.startswith(WRITTEN.rstrip() + "\n")
    assert read(text)[-1]["id"] == "XF-0009"
    assert read(with_items("", {}, [NEW], "a.yaml")) == [NEW]


def test_line_ends_of_windows_stay() -> None:
    text = with_items(WRITTEN.replace("\n", "\r\n"), {"XF-0001": NEW}, [NEW | {"id": "XF-0009"}], "a.yaml")
    assert "\n" not in text.replace("\r\n", "")


@pytest.mark.parametrize("path", BANKS, ids=[path.name for path in BANKS])
def test_every_item_of_a_real_file_can_be_written_anew(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    items = yaml.load(text, Loader=yaml.CSafeLoader)
    first, last = items[0], items[-1]
    again = with_items(text, {first["id"]: first, last["id"]: last}, [], path.name)
    assert yaml.load(again, Loader=yaml.CSafeLoader) == items


def test_a_list_on_one_line_is_not_torn_open() -> None:
    with pytest.raises(CannotEdit):
        with_items("[{id: XF-0001, stem: 甲}]", {"XF-0001": NEW}, [], "a.yaml")


TOPICS = "# 专题\n总则: []\n预防: [设施, 用电]   # 两项\n救援:\n  - 报警\n"


def test_members_join_the_lists_that_are_there() -> None:
    more = {"总则": ["目的"], "预防": ["用气"], "救援": ["逃生"], "附则": ["罚则"], "其他": []}
    text = with_members(TOPICS, more, "topics.yaml")
    assert read(text) == {
        "总则": ["目的"],
        "预防": ["设施", "用电", "用气"],
        "救援": ["报警", "逃生"],
        "附则": ["罚则"],
        "其他": [],
    }
    assert text.startswith("# 专题\n总则: [目的]\n预防: [设施, 用电, 用气]   # 两项\n")


@pytest.mark.parametrize("text", ["title: 甲\n", "title: 甲\nrules:\n  B041: 旧的\nsubject: 乙\n"])
def test_keys_join_a_mapping(text: str) -> None:
    found = read(with_keys(text, "rules", {"B026": "新的"}, "bank.yaml"))
    assert found["rules"]["B026"] == "新的"
    assert {key: value for key, value in found.items() if key != "rules"}.items() <= read(text).items()
