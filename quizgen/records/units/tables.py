"""Small tables that the centre keeps of its units: their public keys, who belongs to which."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from quizgen.errors import WHOLE, Problem
from quizgen.markup.words import heading_word, plain
from quizgen.model.exam import Candidate
from quizgen.model.rules.units import U001, U002, U003, U004, U005, U006
from quizgen.office.cells import Row, spot_of
from quizgen.office.kept_tables import TextTable, open_kept_table
from quizgen.records.units.age import is_recipient

UNIT, NUMBER = "单位", "编号"
_RECIPIENT, _SIGNER = "公钥", "签名指纹"
_HEADING_WITHIN = 10
_MOST_PEOPLE = 1_000_000
_FINGERPRINT = 64
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class UnitKeys:
    """The keys of a unit: the age recipient, the fingerprint of its signing key (None: not known)."""

    unit: str
    recipient: str
    signer: str | None


@dataclass(frozen=True, slots=True)
class _Line:
    """A row of a table under its headings, with the place where it stands."""

    texts: Mapping[str, str]
    problem: Problem

    def fault(self, rule: str, message: str, hint: str = "") -> Problem:
        return Problem(self.problem.file, self.problem.line, rule, message, hint, spot=self.problem.spot)


def read_unit_keys(path: Path) -> tuple[dict[str, UnitKeys], tuple[Problem, ...]]:
    """The keys by unit from a table with 单位, 公钥 and, if it is there, 签名指纹. Rules U001, U002, U005.

    Raises RefusedFile, CannotRead, ExtraMissing.
    """
    lines, problems = _lines(path, (UNIT, _RECIPIENT), (_SIGNER,))
    found: dict[str, UnitKeys] = {}
    owners: dict[str, str] = {}
    for line in lines:
        unit, recipient = line.texts.get(UNIT, ""), line.texts.get(_RECIPIENT, "")
        signer = "".join(line.texts.get(_SIGNER, "").split()).replace(":", "").lower()
        if not unit:
            problems.append(line.fault(U001.id, "没有写单位"))
        elif not is_recipient(recipient):
            hint = "用 quizgen exam unit-key 或 age-keygen 生成，抄对 age1 开头的一整行"
            problems.append(line.fault(U002.id, f"单位“{unit}”的不是 age 公钥", hint))
        elif signer and (len(signer) != _FINGERPRINT or not set(signer) <= set("0123456789abcdef")):
            problems.append(line.fault(U001.id, f"单位“{unit}”的签名指纹不是 64 位十六进制"))
        elif unit in found:
            problems.append(line.fault(U005.id, f"单位“{unit}”写了两次", "只留一行"))
        elif recipient in owners:
            message = f"单位“{unit}”和“{owners[recipient]}”用同一把公钥，能拆开彼此的包"
            problems.append(line.fault(U005.id, message, "每个单位各用一把"))
        else:
            found[unit] = UnitKeys(unit, recipient, signer or None)
            owners[recipient] = unit
    return found, tuple(problems)


def read_mapping(path: Path, column: str) -> tuple[dict[str, str], tuple[Problem, ...]]:
    """The unit of each 编号 from a table with 编号 and that column. Rules U001, U005. Raises as above."""
    lines, problems = _lines(path, (NUMBER, column), ())
    found: dict[str, str] = {}
    for line in lines:
        number, unit = line.texts.get(NUMBER, ""), line.texts.get(column, "")
        if not number or not unit:
            problems.append(line.fault(U001.id, f"这一行缺{NUMBER if not number else column}"))
        elif number in found and found[number] != unit:
            problems.append(line.fault(U005.id, f"编号 {number} 写了两次，{column}不同", "只留一行"))
        else:
            found[number] = unit
    return found, tuple(problems)


def units_of(
    people: Sequence[Candidate], mapping: Mapping[str, str] | None, shown_as: str
) -> tuple[dict[str, list[Candidate]], tuple[Problem, ...]]:
    """The people of each unit, units in the order of the roster; by 单位 without a mapping. Rule U006."""
    units: dict[str, list[Candidate]] = {}
    if mapping is None:
        for one in people:
            units.setdefault(one.unit, []).append(one)
        return units, ()
    unlisted = [one.number for one in people if one.number not in mapping]
    for one in people:
        if one.number in mapping:
            units.setdefault(mapping[one.number], []).append(one)
    strangers = sorted(mapping.keys() - {one.number for one in people})
    problems = []
    if unlisted:
        problems.append(Problem(shown_as, None, U006.id, f"名册里的 {_some(unlisted)} 不在对照表里", "补上"))
    if strangers:
        problems.append(Problem(shown_as, None, U006.id, f"名册里没有编号 {_some(strangers)}", "删去或改正"))
    return units, tuple(problems)


def key_problems(
    units: Mapping[str, Sequence[Candidate]], keys: Mapping[str, UnitKeys], shown_as: str
) -> tuple[Problem, ...]:
    """Units without a key, keys of units without people. Rules U003, U004."""
    without = [unit for unit in units if unit not in keys]
    empty = [unit for unit in keys if unit not in units]
    problems = [
        Problem(
            shown_as, None, U003.id, f"单位“{unit}”（{len(units[unit])} 人）没有公钥", "补一行：单位、公钥"
        )
        for unit in without
    ]
    problems += [
        Problem(
            shown_as, None, U004.id, f"单位“{unit}”没有考生", "核对单位的写法与名册是否一样，或删去这一行"
        )
        for unit in empty
    ]
    return tuple(problems)


def _some(numbers: Sequence[str]) -> str:
    more = f" 等 {len(numbers)} 个" if len(numbers) > _SHOWN else ""
    return "、".join(numbers[:_SHOWN]) + more


def _lines(path: Path, needed: Sequence[str], further: Sequence[str]) -> tuple[list[_Line], list[Problem]]:
    """The rows below the headings; a fault when there is no such heading. Rule U001."""
    shown_as = str(path)
    book = open_kept_table(
        path, shown_as, lambda line: all(one in plain(line) for one in needed), most=_MOST_PEOPLE
    )
    sheet = ""
    if isinstance(book, TextTable):
        rows = list(book.rows)
    else:
        chosen = next((one for one in book.sheets if not one.hidden), book.sheets[0])
        sheet, rows = chosen.name, list(book.rows(chosen, _MOST_PEOPLE))
    wanted = {plain(one): one for one in (*needed, *further)}
    for at, row in enumerate(rows[:_HEADING_WITHIN]):
        heads = {
            cell.column: wanted[word] for cell in row.cells if (word := heading_word(cell.seen)) in wanted
        }
        if set(needed) <= set(heads.values()):
            return [_line(book, shown_as, sheet, one, heads) for one in rows[at + 1 :] if one.cells], []
    message = f"前 {_HEADING_WITHIN} 行里没有表头：{'、'.join(needed)}"
    return [], [Problem(shown_as, None, U001.id, message, "在表的上方写上表头")]


def _line(book: object, shown_as: str, sheet: str, row: Row, heads: Mapping[int, str]) -> _Line:
    texts = {heads[cell.column]: cell.seen.strip() for cell in row.cells if cell.column in heads}
    if isinstance(book, TextTable):
        return _Line(texts, Problem(shown_as, book.records[row.number].line, U001.id, "", spot=WHOLE))
    return _Line(texts, Problem(shown_as, None, U001.id, "", spot=spot_of(sheet, min(heads), row.number)))
