"""Reads a blueprint file, with every fault that can be seen without a bank."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from quizgen.bank.blueprint_checks import CHECKS, QUOTA_HINT, BlueprintDraft, Found
from quizgen.bank.blueprint_file import WrittenBlueprint
from quizgen.bank.blueprint_rules import P001, P002, P003, P004, P014
from quizgen.errors import CannotRead, Problem
from quizgen.files.yaml_lines import LinedYaml, load_yaml
from quizgen.model.base import Way
from quizgen.model.blueprint import Blueprint
from quizgen.model.kinds import KIND_SHORT_TITLES
from quizgen.model.partly import STAND_IN, read_partly, touches
from quizgen.model.reading import FaultKind, ReadingFault, read_record, way_in_record

_BLUEPRINT: TypeAdapter[WrittenBlueprint] = TypeAdapter(WrittenBlueprint)
_FAULT_RULES = {
    FaultKind.UNKNOWN_KEY: P002,
    FaultKind.MISSING_KEY: P003,
}


def load_blueprint(
    path: Path, shown_as: str, topics: Collection[str]
) -> tuple[Blueprint | None, tuple[Problem, ...]]:
    """Read and check a blueprint; None when its form is wrong, Problems (rules P001 to P015) for any fault.

    ``topics`` is everything a question may write as its topic; none: topics are not looked up.
    """
    try:
        document, faults = load_yaml(path, shown_as, P001.id)
    except CannotRead as error:
        return None, (Problem(shown_as, error.line, P001.id, error.reason, P001.mend),)
    if document is None:
        return None, tuple(faults)
    if not isinstance(document.data, dict):
        told = () if faults else (Problem(shown_as, 1, P001.id, _NO_BLUEPRINT, P001.mend),)
        return None, (*faults, *told)
    reading = read_record(_BLUEPRINT, document.data, document.broken_in(()))
    written, wrong = reading
    found = [_form_fault(fault, document.data) for fault in wrong]
    whole = None if written is None else BlueprintDraft.of(written, tuple(topics))
    if whole is not None:
        found += _found(whole, frozenset())
    else:
        partly = read_partly(_BLUEPRINT, document.data, way_in_record, _stand_in)
        readable, replaced = partly
        if readable is not None:
            found += _found(BlueprintDraft.of(readable, tuple(topics)), replaced)
    problems = sorted({*faults, *(_problem(document, one) for one in found)})
    return (None if faults or whole is None else whole.blueprint), tuple(problems)


_NO_BLUEPRINT = "这不是蓝图：应当是一组“键: 值”"


def _found(draft: BlueprintDraft, replaced: frozenset[Way]) -> list[Found]:
    """What can be said although some values (``replaced``) are missing or wrong.

    Where points are wrong, what is computed from them is not judged.
    """
    found: list[Found] = []
    for check, needs in CHECKS:
        if {step for way in replaced for step in way} & set(needs):
            continue
        said = [one for one in check(draft) if not touches(one[1], replaced) and STAND_IN not in one[2]]
        found += said
        replaced |= {way for _, way, _, _ in said if "points" in way}
    return found


_STAND_INS: Mapping[str, Any] = {
    "id": "x", "title": STAND_IN, "minutes": 60, "pass": 0, "kind": "single", "count": 1, "points": 1,
    "include": "ZZ-0000", "exclude": "ZZ-0000", "topics": STAND_IN, "notices": STAND_IN, "exams": STAND_IN,
}  # fmt: skip
_LISTS = frozenset({"include", "exclude", "topics", "notices", "exams"})


def _stand_in(_data: Any, way: Way, _fault: str) -> Any:
    """What may stand in a blueprint for a value with a fault; None: nothing, it is left out."""
    name = next(str(step) for step in reversed(way) if isinstance(step, str))
    if isinstance(way[-1], int) or (name in _STAND_INS and name not in _LISTS and "quotas" not in way):
        return _STAND_INS[name]
    if name == "sections":
        raise KeyError(name)
    return None


def _form_fault(fault: ReadingFault, data: Any) -> Found:
    way, hint = fault.way, fault.hint
    misplaced = _misplaced(way, data) if fault.kind is FaultKind.UNKNOWN_KEY else None
    if misplaced is not None:
        return P014, way, *misplaced
    if fault.kind is FaultKind.UNKNOWN_KEY and _is_of(way, data):
        hint = "几种题合成一个大题的，这个键是 of"
    if "quotas" in way[:-1] and fault.kind not in {FaultKind.UNKNOWN_KEY, FaultKind.UNKNOWN_WORD}:
        hint = QUOTA_HINT
    if way == ("floor",):
        hint += "；每题最低 0 分的，倒扣就没有意义：多选按项倒扣用 rule: 按项增减"
    if way[-1:] == ("kind",):
        meant = next((kind for kind, title in KIND_SHORT_TITLES.items() if title in fault.message), "")
        hint = f"是不是“{meant}”？" if meant else hint
    if way[-1:] == ("points",) and fault.kind is FaultKind.WRONG_TYPE:
        hint += "；各题不同的写成列表，例如 [5, 5, 8]"
    return _FAULT_RULES.get(fault.kind, P004), way, fault.message, hint


def _misplaced(way: Way, data: Any) -> tuple[str, str] | None:
    """What is said of a key that belongs inside ``of``, or beside it; None: it belongs nowhere."""
    match way:
        case ("sections", int(index), "quotas") if "of" in data["sections"][index]:
            message = f"第{index + 1}部分有几种题，不能一起写配额"
            return message, "把 quotas 写在 of 的每一项里，或写全卷的配额"
        case ("sections", int(index), "kind" | "count" | "points" | "rule" | "per_option" | "deduct" as key):
            return f"第{index + 1}部分写了 of，{key} 应当写在 of 的每一项里", ""
        case ("sections", int(index), "of", int(place), "title" | "part" | "of" | "order" as key):
            message = f"第{index + 1}部分的 of 第{place + 1}项不能写 {key}"
            return message, "另写一个大题" if key == "of" else f"{key} 写在大题上，同 of 并列"
        case _:
            return None


def _is_of(way: Way, data: Any) -> bool:
    """Whether an unknown key of a 大题 holds what ``of`` should hold."""
    match way:
        case ("sections", int(index), str(key)):
            value = data["sections"][index][key]
            return isinstance(value, list) and all(isinstance(one, dict) and "kind" in one for one in value)
        case _:
            return False


def _problem(document: LinedYaml, found: Found) -> Problem:
    rule, way, message, hint = found
    return Problem(document.file, document.line(way) or 1, rule.id, message, hint or rule.mend)
