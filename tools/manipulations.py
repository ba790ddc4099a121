"""Writes the tables of manipulations into docs/dev/marking.md, between its two marks."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from tests.workflows.verify.manipulations import Half, Outcome, halves

TARGET = Path("docs/dev/marking.md")
_MARKS = re.compile(r"(<!-- 改动表：由 make docs 生成，不手改 -->\n).*(<!-- 改动表完 -->\n)", re.DOTALL)


def page(root: Path) -> str:
    """The text of the page with its tables as they must be now."""
    text = (root / TARGET).read_text(encoding="utf-8")
    tables = "\n".join(_table(half) for half in halves())
    return _MARKS.sub(lambda found: f"{found[1]}\n{_sum()}\n\n{tables}\n{found[2]}", text)


def _sum() -> str:
    counts = Counter(one.outcome for half in halves() for one in half.manipulations)
    said = "，".join(f"{outcome.value} {counts[outcome]} 种" for outcome in Outcome)
    return f"共 {counts.total()} 种：{said}。"


def _table(half: Half) -> str:
    rows = [
        f"| {one.number} | {_cell(one.place)} | {_cell(one.done)} | {one.outcome.value} | {_cell(one.why)} |"
        for one in half.manipulations
    ]
    head = ["| 编号 | 哪里 | 做了什么 | 核验 | 说明 |", "|---|---|---|---|---|"]
    return "\n".join([f"### {half.title}", "", *head, *rows, ""])


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


if __name__ == "__main__":
    made = page(Path())
    TARGET.write_text(made, encoding="utf-8")
    print(f"已写入 {TARGET}")
