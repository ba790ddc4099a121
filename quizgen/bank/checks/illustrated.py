"""Rules about what stands below a stem: tables that can be printed, pictures that can be described."""

from __future__ import annotations

from collections.abc import Iterator

from quizgen.bank.checks.base import Check, Fault, QuestionCheck, Surroundings, nth
from quizgen.bank.texts import Item, illustrated_in
from quizgen.files.yaml_nodes import Key
from quizgen.model.bank import Profile
from quizgen.model.question import pictured_in
from quizgen.model.rule import Rule

MOST_COLUMNS, MOST_ROWS = 8, 20

B074 = Rule(
    "B074",
    "图片没有说明",
    "尺度是 strict 的题库，每张图片都要用 alt 写明画的是什么，看不见图片的人靠它作答；说明里不说出答案。",
    "写上 alt: 图里画了什么",
)
B075 = Rule(
    "B075",
    "表格不合用",
    "表格第一行是表头，不能有空格；各行一样长，至少 2 行，最多 20 行、8 列，再多纸上和手机上都看不清。",
    "删减行列，或拆成两道题；空着的格写 ''",
)


def undescribed(item: Item, around: Surroundings) -> Iterator[Fault]:
    """B074."""
    if around.banks[item.entry.bank].profile is not Profile.STRICT:
        return
    for key, body in pictured_in(item.question):
        if body.image is not None and body.alt is None:
            yield Fault((*key, "image"), f"{nth(key)}{_whose(key)}图片没有说明（alt）")


def _whose(key: Key) -> str:
    """The option that a picture belongs to; empty below a stem."""
    sides = {"correct": "正确项", "wrong": "错误项"}
    return next((f"{sides[str(step)]}第{int(key[-1]) + 1}个的" for step in key if step in sides), "")


def tables(item: Item, _around: Surroundings) -> Iterator[Fault]:
    """B075."""
    for key, body in illustrated_in(item.question):
        if body.table:
            what = _unfit(body.table)
            if what:
                yield Fault((*key, "table"), f"{nth(key)}表格{what}")


def _unfit(table: tuple[tuple[str, ...], ...]) -> str:
    """What is wrong with a table; empty when nothing is."""
    head, *rows = table
    columns = len(head)
    if columns > MOST_COLUMNS:
        return f"有 {columns} 列，最多 {MOST_COLUMNS} 列"
    if len(table) > MOST_ROWS:
        return f"有 {len(table)} 行，最多 {MOST_ROWS} 行"
    if not rows:
        return "只有表头"
    for number, row in enumerate(rows, 2):
        if len(row) != columns:
            return f"第 {number} 行有 {len(row)} 格，表头有 {columns} 格"
    if not all(cell.strip() for cell in head):
        return "的表头有空着的格"
    return ""


CHECKS: tuple[Check, ...] = (QuestionCheck(B074, undescribed), QuestionCheck(B075, tables))
