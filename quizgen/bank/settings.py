"""``bank.yaml`` of a bank, read with every fault named."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from quizgen.bank.checks import BINDING, RULES
from quizgen.bank.form_rules import B064, B065
from quizgen.bank.topics import B001, B002
from quizgen.errors import CannotRead, Problem
from quizgen.files.yaml_lines import LinedYaml, load_yaml
from quizgen.files.yaml_nodes import Key
from quizgen.markup.office_text import unseen_marks
from quizgen.model.bank import BANK_FILE, BankSettings
from quizgen.model.privacy import private_column
from quizgen.model.reading import read_record
from quizgen.model.terms import Terms

SEARCHED_PARENTS = 2

_SETTINGS: TypeAdapter[BankSettings] = TypeAdapter(BankSettings)
_NO_REASON = re.compile(r"(off|no|false|关|关闭|停|停用|不查|不用)?[，,。.：:\s]*", re.IGNORECASE)


def file_near(bank: Path, name: str) -> Path | None:
    """A file of that name in the nearest of the bank's folders. Raises CannotRead when it is not there."""
    return next((place / name for place in folders_near(bank) if (place / name).is_file()), None)


def folders_near(bank: Path) -> tuple[Path, ...]:
    """The bank's folder with the two above it. Raises CannotRead when the bank is not there."""
    if not bank.exists():
        raise CannotRead(bank, "没有这个题库文件夹或文件")
    folder = bank.parent if bank.is_file() else bank
    ups = range(SEARCHED_PARENTS + 1)
    return tuple(Path(os.path.normpath(folder.joinpath(*[".."] * up))) for up in ups)


def load_settings(path: Path, shown_as: str) -> tuple[BankSettings | None, tuple[Problem, ...]]:
    """Read a ``bank.yaml``; None when it has faults."""
    try:
        document, faults = load_yaml(path, shown_as, B002.id)
    except CannotRead as error:
        return None, (Problem(shown_as, error.line, B001.id, error.reason),)
    if document is None:
        return None, tuple(faults)
    data = document.data
    if not isinstance(data, dict):
        told = () if faults else (Problem(shown_as, 1, B064.id, *_no_mapping(data)),)
        return None, (*faults, *told)
    wrong = list(_rule_faults(data, document))
    reading = read_record(_SETTINGS, data, document.broken_in(()))
    settings, reasons = reading
    wrong += [
        Problem(shown_as, document.line(fault.way) or 1, B064.id, fault.message, fault.hint or B064.mend)
        for fault in reasons
        if fault.way[:1] != ("rules",) or fault.way == ("rules",)
    ]
    wrong += _unseen(data, document)
    wrong += _label_faults(data, document)
    return (None if faults or wrong else settings), (*faults, *wrong)


def _unseen(data: Mapping[str, Any], document: LinedYaml) -> Iterator[Problem]:
    """B064 for characters that nobody sees and that change how the rest is shown."""
    terms = data.get("terms")
    texts: list[tuple[Key, Any]] = [((name,), data.get(name)) for name in ("title", "subject", "publisher")]
    texts += [(("terms", name), text) for name, text in (terms.items() if isinstance(terms, dict) else ())]
    rules = data.get("rules")
    texts += [(("rules", name), text) for name, text in (rules.items() if isinstance(rules, dict) else ())]
    for way, text in texts:
        if isinstance(text, str) and (marks := unseen_marks(text)):
            message = f"{way[-1]} 里有看不见、会改变显示的字符（{'、'.join(marks)}）"
            yield Problem(document.file, document.line(way) or 1, B064.id, message, "重新输入")


def _label_faults(data: Mapping[str, Any], document: LinedYaml) -> Iterator[Problem]:
    """B064 for what candidates fill in: two different things, neither of them an identity number."""
    terms = data.get("terms")
    if not isinstance(terms, dict):
        return
    labels = {name: str(terms.get(name, getattr(Terms(), name))) for name in ("unit", "post")}
    for name, label in labels.items():
        line = document.line(("terms", name)) or 1
        if private_column(label):
            message = f"{name} 不能叫“{label}”：试卷和名册不收这样的个人信息"
            yield Problem(document.file, line, B064.id, message, "换成单位、部门、班级这样的词")
        elif label in {"编号", "姓名"} or (name == "post" and label == labels["unit"]):
            yield Problem(document.file, line, B064.id, f"{name} 叫“{label}”，与另一栏重名", "换一个词")


def _no_mapping(data: Any) -> tuple[str, str]:
    if data is None:
        return f"{BANK_FILE} 是空的", "至少写上 title: 题库名称；不需要就删去这个文件"
    if isinstance(data, list):
        return f"{BANK_FILE} 里是列表，不是题库的说明", "写成“键: 值”；里面是题目的，给文件换一个名字"
    return f"{BANK_FILE} 应当是一组“键: 值”", "例如 title: 消防安全题库"


def _rule_faults(data: Mapping[str, Any], document: LinedYaml) -> Iterator[Problem]:
    """B065: what is wrong with the rules that are off."""
    rules = data.get("rules")
    if not isinstance(rules, dict):
        return
    known = [rule.id for rule in RULES]
    binding = {rule.id for rule in BINDING}
    for name, reason in rules.items():
        line = document.line(("rules", name)) or 1
        if name not in known:
            hint = f"是不是“{meant}”？" if (meant := str(name).upper().strip()) in known else B065.mend
            yield Problem(document.file, line, B065.id, f"没有编号为“{name}”的规则", hint)
        elif name in binding:
            message = f"{name} 不能停用：违反它的题读不了、印不出或阅不了卷"
            yield Problem(document.file, line, B065.id, message, "删去这一行，改正题目")
        elif not isinstance(reason, str) or _NO_REASON.fullmatch(reason.strip()):
            yield Problem(document.file, line, B065.id, f"停用 {name} 没有写理由", f"写成 {name}: 停用的理由")
