"""What the record of one person may hold, wherever it is written: in a roster or at a prompt."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from quizgen.model.names import number_fault
from quizgen.model.privacy import private_number
from quizgen.model.rules.roster import R009, R010, R011, R012, R014
from quizgen.records.roster_words import SCIENTIFIC

Printable = Callable[[str], bool]
LOST = ("?", "？", "\ufffd", "锟斤拷", "□")
"""What programs put for a character that an encoding does not have."""
_LONGEST_CELL = 60
_NO_TEXT = re.compile(r"=|#(N/A|REF!|VALUE!|NAME\?|DIV/0!|NUM!|NULL!|SPILL!|#+)", re.IGNORECASE)
"""A formula or what a spreadsheet shows where a formula failed."""

Broken = tuple[str, str, str]
"""A rule that is broken, with what is wrong and what to do."""


def number_problem(number: str) -> Broken | None:
    """What is wrong with a 编号 (R009, R010); private numbers are not repeated."""
    private = private_number(number)
    if private is not None:
        return R009.id, f"编号像是{private}", f"改用单位自编的编号；名册不收{private}"
    if SCIENTIFIC.match(number):
        return R010.id, f"编号“{number}”被表格软件改成了科学计数", "把编号列设为文本格式后重新填写"
    fault = number_fault(number)
    return None if fault is None else (R010.id, f"编号“{number}”{fault}", "改写编号")


def text_problems(
    name: str, text: str, printable: Printable, lost: Sequence[str] = LOST, *, csv: bool = False
) -> Iterator[Broken]:
    """What is wrong with the text of a column (R009, R011, R012, R014).

    ``lost`` are signs that stand for lost characters; ``csv``: the text comes from a text file.
    """
    private = None if name == "编号" else private_number(text)
    if private is not None:
        yield R009.id, f"“{name}”里像是有{private}", f"名册不收{private}；请删去"
    if len(text) > _LONGEST_CELL:
        yield R011.id, f"“{name}”超过 {_LONGEST_CELL} 个字", "写简称"
    if name != "编号" and any(one in text for one in lost):
        message = f"“{name}”中的“{text}”有认不出的字，多半是另存时丢了生僻字"
        yield R014.id, message, f"补上那个字{'，另存为 CSV UTF-8' if csv else '，再保存'}"
    elif lost and name != "编号" and _NO_TEXT.match(text):
        message = f"“{name}”是“{text}”，是公式或错误值，不是填写的内容"
        yield R014.id, message, "在表格软件里复制后“选择性粘贴—数值”，核对后重新另存"
    elif "\n" in text or "\r" in text or "\t" in text:
        yield R012.id, f"“{name}”里有换行或制表符", "删去，写成一行"
    else:
        for character in dict.fromkeys(text):
            if character != "　" and not printable(character):
                shown = character if character.isprintable() else "不可见字符"
                message = f"“{name}”中的“{shown}”（U+{ord(character):04X}）印不出来"
                yield R012.id, message, "换用通行的字，或安装含有该字的字体"
