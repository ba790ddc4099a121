"""The roster of candidates: four columns, nothing more about a person."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from quizgen.errors import Problem
from quizgen.files.delimited import TableRecord, field_text, missing_fields, read_delimited
from quizgen.files.text import read_any_chinese
from quizgen.markup.words import heading_word, plain
from quizgen.model.exam import Candidate
from quizgen.model.names import number_fault
from quizgen.model.privacy import private_column, private_number
from quizgen.model.rules.roster import (
    R001,
    R002,
    R003,
    R004,
    R005,
    R006,
    R007,
    R008,
    R009,
    R010,
    R011,
    R012,
    R013,
    R014,
)
from quizgen.model.terms import TERMS_BEFORE, Terms

COLUMNS = ("编号", "姓名", "单位", "职务")
_HEADS_HINT = f"表头应当是：{'、'.join(COLUMNS)}；职务可以留空"
_REQUIRED_CELLS = ("编号", "姓名", "单位")
_LONGEST_CELL = 60
_HEADING_WITHIN = 10
"""A title may stand above the headings, but not more rows than this."""
_LOST = ("?", "？", "\ufffd", "锟斤拷", "□")
"""What programs put for a character that an encoding does not have."""
_SCIENTIFIC = re.compile(r"^\d+(\.\d+)?[Ee]\+?\d+$")

_NO_TEXT = re.compile(r"=|#(N/A|REF!|VALUE!|NAME\?|DIV/0!|NUM!|NULL!|SPILL!|#+)", re.IGNORECASE)
"""A formula or what a spreadsheet shows where a formula failed."""
_OTHER_HEADS = {
    "工号": "编号", "考号": "编号", "考生编号": "编号", "人员编号": "编号", "准考证号": "编号",
    "名字": "姓名",
    "考生姓名": "姓名", "人员姓名": "姓名", "部门": "单位", "工作单位": "单位", "所在单位": "单位",
    "单位名称": "单位", "职位": "职务", "岗位": "职务", "现任职务": "职务", "职务名称": "职务",
}  # fmt: skip
"""What people call the four columns."""

Printable = Callable[[str], bool]


def load_roster(
    path: Path,
    shown_as: str,
    printable: Printable = str.isprintable,
    *,
    terms: Terms = TERMS_BEFORE,
    frozen: bool = False,
) -> tuple[tuple[Candidate, ...], tuple[Problem, ...]]:
    """Read ``roster.csv`` (any encoding of ``read_any_chinese``, any separator), with every fault in it.

    ``printable`` says whether one character can be printed. Columns may be called as in ``terms``.
    ``frozen``: the roster of an exam folder, in which characters that a program may have lost are no fault
    any more. Raises CannotRead.
    """
    read = read_delimited(read_any_chinese(path), lambda line: "编号" in plain(line))
    own_heads = {terms.unit: "单位", terms.post: "职务"}
    reader = _Roster(shown_as, printable, read.separator, () if frozen else _LOST, own_heads)
    return reader.read(list(read.records)), tuple(reader.problems)


def roster_csv(candidates: Sequence[Candidate]) -> str:
    """The roster as an exam folder keeps it."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows((one.number, one.name, one.unit, one.post) for one in candidates)
    return out.getvalue()


class _Roster:
    def __init__(
        self,
        shown_as: str,
        printable: Printable,
        separator: str,
        lost: Sequence[str],
        own_heads: Mapping[str, str],
    ) -> None:
        self._own_heads = own_heads
        self._lost = lost
        self._separator = separator
        self._file = shown_as
        self._printable = printable
        self.problems: list[Problem] = []

    def _fault(self, line: int | None, rule: str, message: str, hint: str, where: str = "") -> None:
        self.problems.append(Problem(self._file, line, rule, message, hint, where))

    def read(self, records: list[TableRecord]) -> tuple[Candidate, ...]:
        if not records:
            self._fault(None, R001.id, "文件是空的", f"第一行写：{'、'.join(COLUMNS)}")
            return ()
        top = records[:_HEADING_WITHIN]
        head = next((one for one in top if "编号" in map(heading_word, one.fields)), records[0])
        written = [heading_word(cell) for cell in head.fields]
        heads = [self._meant(one, written) for one in written]
        while heads and not heads[-1]:
            heads.pop()
        if not heads or head.fault:
            self._fault(head.line, R001.id, head.fault or "第一行没有表头", f"第一行写：{'、'.join(COLUMNS)}")
            return ()
        whole = self._check_heads(heads, head.line)
        candidates: list[Candidate] = []
        first_lines: dict[str, int] = {}
        for record in records[records.index(head) + 1 :]:
            line = record.line
            if not any(cell.strip() for cell in record.fields):
                continue
            candidate = self._row(record, heads)
            if candidate is None:
                continue
            earlier = first_lines.get(candidate.number.lower())
            if earlier is not None:
                self._doubled(line, candidate.number, earlier, {one.number for one in candidates})
                continue
            first_lines[candidate.number.lower()] = line
            candidates.append(candidate)
        if not candidates and not self.problems:
            self._fault(None, R002.id, "名册里没有考生", "表头下面每人一行")
        return tuple(candidates) if whole else ()

    def _meant(self, head: str, all_heads: Sequence[str]) -> str:
        """A heading in the bank's own words, under the name that every roster knows."""
        known = self._own_heads.get(head, head)
        return head if known in all_heads else known

    def _doubled(self, line: int, number: str, earlier: int, known: set[str]) -> None:
        """Two of one 编号; files named by numbers that differ in case only are one file on many systems."""
        how = "重复" if number in known else "只差大小写，在 Windows 上会是同一个文件"
        self._fault(line, R006.id, f"编号“{number}”与第 {earlier} 行{how}", "编号一人一个，不能相同")

    def _check_heads(self, heads: list[str], line: int) -> bool:
        before = len(self.problems)
        meant = {head: name for head, name in _OTHER_HEADS.items() if head in heads and name not in heads}
        for head, name in meant.items():
            self._fault(line, R005.id, f"不认识列“{head}”", f"是“{name}”就把表头改成“{name}”")
        missing = [name for name in COLUMNS if name not in heads and name not in meant.values()]
        if missing:
            self._fault(
                line,
                R003.id,
                f"缺少列：{'、'.join(missing)}",
                _HEADS_HINT,
            )
        for name in sorted({name for name in heads if name and heads.count(name) > 1}):
            self._fault(line, R004.id, f"列“{name}”出现了两次", "只保留一列")
        for name in heads:
            if name in COLUMNS or name in meant or not name:
                continue
            if private_column(name):
                self._fault(line, R005.id, f"名册不收“{name}”这样的个人信息", "删去这一列后再用")
            else:
                self._fault(
                    line, R005.id, f"多出一列“{name}”", "名册只要编号、姓名、单位、职务；请删去这一列"
                )
        return len(self.problems) == before

    def _row(self, record: TableRecord, heads: list[str]) -> Candidate | None:
        before, line = len(self.problems), record.line
        wrong = missing_fields(record, len(heads), self._separator)
        if record.fault:
            self._fault(line, R013.id, f"{record.fault}，没有读这一行", "删去多余的引号")
            return None
        if wrong:
            hint = "检查是否多了或少了分隔符；空的格子也要留分隔符，含逗号的文字要加引号"
            self._fault(line, R007.id, wrong, hint)
            return None
        cells = {
            name: _trim(field_text(cell)) for name, cell in zip(heads, record.fields, strict=False) if name
        }
        for name in COLUMNS:
            cells.setdefault(name, "")
        cells["编号"] = cells["编号"].removeprefix("'")
        for name in _REQUIRED_CELLS:
            if not cells[name] and name in heads:
                self._fault(line, R008.id, f"“{name}”是空的", "补上，或删去这一行")
        self._check_number(line, cells["编号"])
        for name in COLUMNS:
            self._check_text(line, name, cells[name])
        if len(self.problems) > before or not set(COLUMNS) <= set(heads):
            return None
        return Candidate(number=cells["编号"], name=cells["姓名"], unit=cells["单位"], post=cells["职务"])

    def _check_number(self, line: int, number: str) -> None:
        if not number:
            return
        private = private_number(number)
        if private is not None:
            self._fault(line, R009.id, f"编号像是{private}", f"改用单位自编的编号；名册不收{private}")
        elif _SCIENTIFIC.match(number):
            self._fault(
                line, R010.id, f"编号“{number}”被表格软件改成了科学计数", "把编号列设为文本格式后重新填写"
            )
        elif (fault := number_fault(number)) is not None:
            self._fault(line, R010.id, f"编号“{number}”{fault}", "改写编号")

    def _check_text(self, line: int, name: str, text: str) -> None:
        private = None if name == "编号" else private_number(text)
        if private is not None:
            self._fault(line, R009.id, f"“{name}”里像是有{private}", f"名册不收{private}；请删去")
        if len(text) > _LONGEST_CELL:
            self._fault(line, R011.id, f"“{name}”超过 {_LONGEST_CELL} 个字", "写简称")
        if name != "编号" and any(one in text for one in self._lost):
            message = f"“{name}”中的“{text}”有认不出的字，多半是另存时丢了生僻字"
            self._fault(line, R014.id, message, "补上那个字，另存为 CSV UTF-8")
            return
        if self._lost and name != "编号" and _NO_TEXT.match(text):
            message = f"“{name}”是“{text}”，是公式或错误值，不是填写的内容"
            self._fault(line, R014.id, message, "在表格软件里复制后“选择性粘贴—数值”，核对后重新另存")
            return
        if "\n" in text or "\r" in text or "\t" in text:
            self._fault(line, R012.id, f"“{name}”里有换行或制表符", "删去，写成一行")
            return
        for character in dict.fromkeys(text):
            if character != "　" and not self._printable(character):
                code = f"U+{ord(character):04X}"
                shown = character if character.isprintable() else "不可见字符"
                self._fault(
                    line,
                    R012.id,
                    f"“{name}”中的“{shown}”（{code}）印不出来",
                    "换用通行的字，或安装含有该字的字体",
                )


def _trim(text: str) -> str:
    """Without spaces of any width at the ends, nor the invisible marks that spreadsheets leave."""
    cleaned = "".join(character for character in text if unicodedata.category(character) != "Cf")
    return cleaned.strip(" \t\r\n\u00a0\u3000")
