"""The register of rules: every number with its sentence, on one page and in the tables of other pages."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path

from quizgen.bank import blueprint_rules, oral, review_sheet
from quizgen.bank.checks import RULES as BANK
from quizgen.knowledge import content_rules, page_checks
from quizgen.knowledge import rules as knowledge
from quizgen.model.rule import Rule
from quizgen.model.rules import (
    answers,
    bank_tables,
    documents,
    drafts,
    exam,
    exchange,
    imports,
    ledger,
    office,
    review,
    rooms,
    roster,
    settings,
    units,
)


def _objects(module: object) -> tuple[Rule, ...]:
    return tuple(value for _, value in sorted(vars(module).items()) if isinstance(value, Rule))


PAGES = tuple(sorted((*page_checks.RULES, *content_rules.RULES), key=lambda rule: rule.id))
FAMILIES: Mapping[str, tuple[str, tuple[Rule, ...]]] = {
    "A": ("登记和评分（`exam entry`、`exam mark`）", answers.RULES),
    "B": ("题库（`bank check`；每条的说明在 `docs/dev/bank-rules.md`）", tuple(BANK)),
    "C": ("本人的设置", tuple(rule for rule in settings.RULES if rule.id.startswith("C"))),
    "D": (
        "进来的题和写出去的题（`bank import`、`bank export`）",
        (*drafts.RULES, *documents.RULES, *bank_tables.RULES, *exchange.RULES),
    ),
    "E": ("考试的设定（`exam new`）", tuple(rule for rule in settings.RULES if rule.id.startswith("E"))),
    "F": ("考核材料（`review attach`、`review verify`）", review.RULES),
    "K": ("知识登记（`knowledge check`）", knowledge.RULES),
    "L": ("台账", ledger.RULES),
    "N": ("题库导入（`bank import`）", imports.RULES),
    "O": ("口试题（`bank check`）", _objects(oral)),
    "P": ("蓝图（`exam new`）", _objects(blueprint_rules)),
    "Q": ("审题表（`bank review`）", _objects(review_sheet)),
    "R": ("名册（`roster read`、`exam new --roster`）", roster.RULES),
    "S": ("网页（`site check`）", PAGES),
    "U": ("分发和收回（`exam split`、`open`、`return`、`join`）", units.RULES),
    "V": ("考试文件夹（`exam verify` 和一切使用它的命令）", exam.RULES),
    "W": ("Excel、Word 文件", office.RULES),
    "Z": ("考场和座位（`exam seats`）", rooms.RULES),
}
"""What the rules of a letter are about, with all of them."""
PAGE = Path("docs/dev/rules.md")
TABLES: Mapping[Path, tuple[str, ...]] = {
    Path("docs/dev/marking.md"): ("W", "A", "A notes", "V"),
    Path("docs/dev/reviews.md"): ("F0", "F1"),
}
"""Pages with tables of rules between ``<!-- rules: NAME -->`` and ``<!-- /rules -->``."""
_HEAD = """# 规则编号

全部编号，每个一句话；由 `make docs` 从程序里的登记生成，不手改。编号永久不变，不再使用的也不给别的规则。
标着“提示”的不是错误，不影响退出码。
"""


def register() -> str:
    """The page of all rules."""
    parts = [_HEAD]
    for letter, (about, rules) in FAMILIES.items():
        rows = [f"| {rule.id} | {_said(rule)} |" for rule in rules]
        parts += ["\n".join([f"## {letter} {about}", "", "| 规则 | 意思 |", "|---|---|", *rows]) + "\n"]
    return "\n".join(parts)


def _said(rule: Rule, *, whole: bool = False) -> str:
    why = f"：{rule.why.removesuffix('。')}" if whole and rule.why else ""
    return f"{rule.title}{why}{'（提示）' if rule.advice and not whole else ''}"


def _rows(rules: tuple[Rule, ...], heading: str, keep: Callable[[Rule], bool]) -> str:
    rows = [f"| {rule.id} | {_said(rule, whole=True)} |" for rule in rules if keep(rule)]
    return "\n".join([f"| 规则 | {heading} |", "|---|---|", *rows])


def table(name: str) -> str:
    """One of the tables that other pages hold."""
    if name == "W":
        return _rows(office.RULES, "不打开的原因", lambda _: True)
    if name in {"A", "A notes"}:
        notes = name == "A notes"
        return _rows(answers.RULES, "提示" if notes else "错误", lambda rule: rule.advice == notes)
    if name == "V":
        return _rows((*ledger.RULES, *exam.RULES), "错误", lambda rule: not rule.advice)
    if name == "F0":
        rows = [f"| {rule.id} | {rule.title} | {rule.mend} |" for rule in review.RULES if rule.id < "F1"]
        return "\n".join(["| 规则 | 情形 | 处理 |", "|---|---|---|", *rows])
    return _rows(review.RULES, "不一致", lambda rule: rule.id > "F1")


def filled(page: str) -> str:
    """A page with its tables as the register has them."""
    return re.sub(
        r"(<!-- rules: ([\w ]+) -->\n\n).*?(\n\n<!-- /rules -->)",
        lambda found: f"{found[1]}{table(found[2])}{found[3]}",
        page,
        flags=re.DOTALL,
    )


if __name__ == "__main__":
    PAGE.write_text(register(), encoding="utf-8")
    for path in TABLES:
        path.write_text(filled(path.read_text(encoding="utf-8")), encoding="utf-8")
    print(f"已写入 {PAGE}，{'、'.join(map(str, TABLES))} 里的表也换新了")
