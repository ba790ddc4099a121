"""The roster of candidates: four columns, nothing more about a person."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Callable, Sequence
from pathlib import Path

from quizgen.errors import Problem
from quizgen.files.text import read_any_chinese
from quizgen.markup.words import plain
from quizgen.model.exam import Candidate
from quizgen.model.names import number_fault
from quizgen.model.privacy import private_column, private_number

COLUMNS = ("编号", "姓名", "单位", "职务")
_REQUIRED_CELLS = ("编号", "姓名", "单位")
_LONGEST_CELL = 60
_SCIENTIFIC = re.compile(r"^\d+(\.\d+)?[Ee]\+?\d+$")

Printable = Callable[[str], bool]


def load_roster(
    path: Path, shown_as: str, printable: Printable = str.isprintable
) -> tuple[tuple[Candidate, ...], tuple[Problem, ...]]:
    """Read ``roster.csv`` (UTF-8 or GBK; comma or tab), with every fault in it.

    ``printable`` says whether one character can be printed. Raises CannotRead.
    """
    text = read_any_chinese(path)
    first = text.partition("\n")[0]
    delimiter = max(",\t;，", key=first.count) if first else ","
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    reader = _Roster(shown_as, printable)
    return reader.read(rows), tuple(reader.problems)


def roster_csv(candidates: Sequence[Candidate]) -> str:
    """The roster as an exam folder keeps it."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows((one.number, one.name, one.unit, one.post) for one in candidates)
    return out.getvalue()


class _Roster:
    def __init__(self, shown_as: str, printable: Printable) -> None:
        self._file = shown_as
        self._printable = printable
        self.problems: list[Problem] = []

    def _fault(self, line: int | None, rule: str, message: str, hint: str, where: str = "") -> None:
        self.problems.append(Problem(self._file, line, rule, message, hint, where))

    def read(self, rows: list[list[str]]) -> tuple[Candidate, ...]:
        if not rows or not any(cell.strip() for cell in rows[0]):
            self._fault(1, "R001", "第一行没有表头", f"第一行写：{'、'.join(COLUMNS)}")
            return ()
        heads = [plain(cell) for cell in rows[0]]
        if not self._check_heads(heads):
            return ()
        candidates: list[Candidate] = []
        first_lines: dict[str, int] = {}
        for line, row in enumerate(rows[1:], 2):
            if not any(cell.strip() for cell in row):
                continue
            candidate = self._row(line, heads, row)
            if candidate is None:
                continue
            earlier = first_lines.get(candidate.number.lower())
            if earlier is not None:
                self._doubled(line, candidate.number, earlier, {one.number for one in candidates})
                continue
            first_lines[candidate.number.lower()] = line
            candidates.append(candidate)
        if not candidates and not self.problems:
            self._fault(None, "R002", "名册里没有考生", "表头下面每人一行")
        return tuple(candidates)

    def _doubled(self, line: int, number: str, earlier: int, known: set[str]) -> None:
        """Two of one 编号; files named by numbers that differ in case only are one file on many systems."""
        how = "重复" if number in known else "只差大小写，在 Windows 上会是同一个文件"
        self._fault(line, "R006", f"编号“{number}”与第 {earlier} 行{how}", "编号一人一个，不能相同")

    def _check_heads(self, heads: list[str]) -> bool:
        before = len(self.problems)
        missing = [name for name in COLUMNS if name not in heads]
        if missing:
            self._fault(
                1, "R003", f"缺少列：{'、'.join(missing)}", f"表头应当是：{'、'.join(COLUMNS)}；职务可以留空"
            )
        for name in sorted({name for name in heads if name and heads.count(name) > 1}):
            self._fault(1, "R004", f"列“{name}”出现了两次", "只保留一列")
        for name in heads:
            if name in COLUMNS or not name:
                continue
            if private_column(name):
                self._fault(1, "R005", f"名册不收“{name}”这样的个人信息", "删去这一列后再用")
            else:
                self._fault(1, "R005", f"多出一列“{name}”", "名册只要编号、姓名、单位、职务；请删去这一列")
        return len(self.problems) == before

    def _row(self, line: int, heads: list[str], row: list[str]) -> Candidate | None:
        before = len(self.problems)
        if len(row) > len(heads) and any(cell.strip() for cell in row[len(heads) :]):
            self._fault(line, "R007", "这一行比表头多出了格子", "检查是否多了分隔符；含逗号的文字要加引号")
        cells = {name: _trim(cell) for name, cell in zip(heads, row, strict=False) if name}
        for name in COLUMNS:
            cells.setdefault(name, "")
        for name in _REQUIRED_CELLS:
            if not cells[name]:
                self._fault(line, "R008", f"“{name}”是空的", "补上，或删去这一行")
        self._check_number(line, cells["编号"])
        for name in COLUMNS:
            self._check_text(line, name, cells[name])
        if len(self.problems) > before:
            return None
        return Candidate(number=cells["编号"], name=cells["姓名"], unit=cells["单位"], post=cells["职务"])

    def _check_number(self, line: int, number: str) -> None:
        if not number:
            return
        private = private_number(number)
        if private is not None:
            self._fault(line, "R009", f"编号像是{private}", f"改用单位自编的编号；名册不收{private}")
        elif _SCIENTIFIC.match(number):
            self._fault(
                line, "R010", f"编号“{number}”被表格软件改成了科学计数", "把编号列设为文本格式后重新填写"
            )
        elif (fault := number_fault(number)) is not None:
            self._fault(line, "R010", f"编号“{number}”{fault}", "改写编号")

    def _check_text(self, line: int, name: str, text: str) -> None:
        private = None if name == "编号" else private_number(text)
        if private is not None:
            self._fault(line, "R009", f"“{name}”里像是有{private}", f"名册不收{private}；请删去")
        if len(text) > _LONGEST_CELL:
            self._fault(line, "R011", f"“{name}”超过 {_LONGEST_CELL} 个字", "写简称")
        for character in dict.fromkeys(text):
            if character != "　" and not self._printable(character):
                code = f"U+{ord(character):04X}"
                shown = character if character.isprintable() else "不可见字符"
                self._fault(
                    line,
                    "R012",
                    f"“{name}”中的“{shown}”（{code}）印不出来",
                    "换用通行的字，或安装含有该字的字体",
                )


def _trim(text: str) -> str:
    """Without spaces of any width at the ends, nor the invisible marks that spreadsheets leave."""
    cleaned = "".join(character for character in text if unicodedata.category(character) != "Cf")
    return cleaned.strip(" \t\r\n\u00a0\u3000")
