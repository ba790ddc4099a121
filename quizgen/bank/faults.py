"""What pydantic says about a question, turned into plain Chinese with the nearest known word."""

from __future__ import annotations

import difflib
import re
import types
import typing
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Any

from pydantic import BaseModel, ValidationError

from quizgen.bank.form_rules import B004, B005, B006, B007, B008, B009, B010, B011, B012
from quizgen.bank.partial import guess_kind, way_in_question
from quizgen.bank.raw import RawQuestion
from quizgen.bank.rule import Rule
from quizgen.errors import Problem
from quizgen.files.yaml_lines import Key
from quizgen.model import question as model
from quizgen.model.kinds import KIND_SHORT_TITLES, Kind
from quizgen.model.question import QUESTION, Difficulty, Level, Pool, Status

_KEY_TITLES = {
    "id": "编号", "kind": "题型", "stem": "题干", "correct": "正确项", "wrong": "错误项", "why": "错因",
    "text": "文字", "topic": "专题", "difficulty": "难度", "cites": "依据", "explain": "解析",
    "answer": "判断题答案", "answers": "填空答案", "points_for": "采分点", "point": "采分点文字",
    "parts": "小题", "last": "放在最后的选项", "enemies": "不能同卷的题", "about": "问到的条目",
    "share": "份额", "show": "抽取的选项数", "pool": "用途", "retired": "停用说明",
    "any_order": "可换次序", "level": "层次", "status": "状态", "author": "命题人",
    "basis": "依据的指纹", "reviewer": "审题人", "reviewed": "审题日期",
}  # fmt: skip
_PLAIN: tuple[tuple[str, type], ...] = (("answer", bool), ("any_order", bool), ("show", int))
_MAY_BE_NONE = (
    "show",
    "retired",
    "share",
    "level",
    "point",
    "status",
    "author",
    "reviewer",
    "reviewed",
    "basis",
)
"""Keys that may be left out, but not be left empty (pydantic takes None for left out)."""

_NOTHING_THERE = {"missing", "too_short", "tuple_type"}
_SYNONYMS = {
    "简单": "易", "容易": "易", "easy": "易",
    "中等": "中", "medium": "中", "困难": "难", "hard": "难",
}  # fmt: skip
_EXAMPLES = {
    "wrong": "{text: 选项, why: 错因}",
    "points_for": "{point: 采分点}",
    "parts": "{kind: single, …}",
}
_Said = tuple[Rule, str, str]
"""A rule, a message, a hint (empty: the rule's own)."""


def explain_faults(raw: RawQuestion, error: ValidationError, file: str) -> Iterator[Problem]:
    """One Problem for every fault that pydantic found in an item of a bank file."""
    where = question_label(raw.data)
    for key, fault in _errors(raw.data, error):
        if any(key[: len(way)] == way for way in raw.broken):
            continue
        said = _say(raw.data, key, fault)
        if fault["type"] == "string_type" and key in raw.written:
            said = _other_than_text(key, raw.written[key], fault["input"])
        if said is not None:
            rule, message, hint = said
            yield Problem(file, line_of(raw, key), rule.id, message, hint or rule.mend, where)


def _errors(data: Any, error: ValidationError) -> Iterator[tuple[Key, Mapping[str, Any]]]:
    """The faults; where the kind is unknown, also those it would have as the kind it looks like."""
    for fault in error.errors(include_url=False):
        key = way_in_question(data, fault["loc"])
        if key or not fault["type"].startswith("union_tag"):
            yield key, fault
            continue
        yield ("kind",), {**fault, "loc": ()}
        if isinstance(data, dict):
            try:
                QUESTION.validate_python({**data, "kind": str(guess_kind(data))})
            except ValidationError as more:
                yield from (
                    (way_in_question(data, one["loc"]), one) for one in more.errors(include_url=False)
                )


def loose_values(raw: RawQuestion, file: str) -> Iterator[Problem]:
    """Values that pydantic would convert, but that a bank must write plainly: ``answer: "true"``."""
    where = question_label(raw.data)
    for way, holder in _holders(raw.data):
        fields = _fields_of(way, holder)
        for name, wanted in _PLAIN:
            if (
                name in fields
                and name in holder
                and type(holder[name]) is not wanted
                and holder[name] is not None
            ):
                key = (*way, name)
                plain = "true 或 false" if wanted is bool else "整数"
                message = f"{_named(key)}应当写成 {plain}，读到的是“{_shorten(holder[name])}”"
                yield Problem(file, line_of(raw, key), B006.id, message, "不加引号", where)
        for name in _MAY_BE_NONE:
            if name in holder and holder[name] is None:
                key = (*way, name)
                yield Problem(file, line_of(raw, key), B012.id, f"{_named(key)}空着", B012.mend, where)


def _fields_of(way: Key, holder: Mapping[str, Any]) -> Iterable[str]:
    """The keys that a question of its kind may have; all where the kind is not known."""
    table = _PART_RECORDS if way else _QUESTION_RECORDS
    record = table.get(str(holder.get("kind"))) or table.get(str(guess_kind(holder)))
    return record.model_fields if record else _KEY_TITLES


def _holders(data: Any) -> Iterator[tuple[Key, Mapping[str, Any]]]:
    """The question and those of its sub-questions that are well-formed."""
    if isinstance(data, dict):
        yield (), data
        parts = data.get("parts")
        for number, part in enumerate(parts if isinstance(parts, list) else ()):
            if isinstance(part, dict):
                yield ("parts", number), part


def line_of(raw: RawQuestion, key: Key) -> int:
    """The line of a value of an item, or of the nearest thing that holds it."""
    while key and key not in raw.layout:
        key = key[:-1]
    return raw.first_line + raw.layout.get(key, 0)


def question_label(data: Any) -> str:
    """The id as written, right or wrong; empty when there is none."""
    return str(data["id"]) if isinstance(data, dict) and isinstance(data.get("id"), (str, int)) else ""


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word that looks most like it, or nothing; of numbers, the one with other zeros or case."""
    known = list(known)
    parts = _NUMBERED.fullmatch(word)
    for one in known if parts else ():
        other = _NUMBERED.fullmatch(one)
        if parts and other and _same_number(parts, other):
            return one
    found = difflib.get_close_matches(word, known, 1, 0.5)
    return found[0] if found else ""


_NUMBERED = re.compile(r"([A-Za-z]+)[-_ ]?([0-9]+)")


def _same_number(one: re.Match[str], other: re.Match[str]) -> bool:
    return one.group(1).lower() == other.group(1).lower() and int(one.group(2)) == int(other.group(2))


def did_you_mean(word: str, known: Sequence[str]) -> str:
    """A hint that names the nearest known word, or all of them when they are few."""
    near = nearest(word, known)
    if near:
        return f"是不是“{near}”？"
    return f"可用的有：{'、'.join(known)}" if 0 < len(known) <= 30 else ""  # noqa: PLR2004 - a readable line


def _say(data: Any, key: Key, fault: Mapping[str, Any]) -> _Said | None:
    value = fault["input"]
    name = next((str(step) for step in reversed(key) if isinstance(step, str)), "")
    if name == "cites" and fault["type"] in _NOTHING_THERE and not value_of(data, key):
        return B011, "没有写依据（cites）", ""
    handler = _HANDLERS.get(fault["type"])
    if handler is not None:
        return handler(data, key, fault)
    return B006, f"{_title(name)}的值“{_shorten(value)}”不对", ""


def value_of(data: Any, key: Key) -> Any:
    """The value at the end of a way, or None."""
    for step in key:
        try:
            data = data[step]
        except (KeyError, IndexError, TypeError):
            return None
    return data


def _title(name: str) -> str:
    return f"{_KEY_TITLES[name]}（{name}）" if name in _KEY_TITLES else f"“{name}”"


def _named(key: Key) -> str:
    """``错误项（wrong）第2个的错因（why）``."""
    if key == ("point",):
        return "考点（point）"  # in a scoring point the same key is its text
    out = ""
    for step in key:
        out += f"第{step + 1}个" if isinstance(step, int) else ("的" if out else "") + _title(step)
    return out or "这一题"


def _shorten(value: Any) -> str:
    text = str(value).replace("\n", " ")
    return text if len(text) <= 20 else text[:20] + "…"  # noqa: PLR2004 - enough to recognise it


def _missing(_data: Any, key: Key, _fault: Mapping[str, Any]) -> _Said:
    holder = _named(key[:-1]) if len(key) > 1 else ""
    return B005, f"{holder}缺少{_title(str(key[-1]))}", ""


def _unknown_key(data: Any, key: Key, fault: Mapping[str, Any]) -> _Said:
    holder = value_of(data, key[:-1])
    if "：" in str(key[-1]):
        name = str(key[-1]).partition("：")[0]
        return B004, f"“{name}”后面用了全角冒号“：”", f"改成半角冒号加空格：{name}: …"
    if fault["input"] is None and not re.fullmatch("[a-z_]+", str(key[-1])):
        hint = "文字里的逗号用全角，或给整段文字加引号"
        return B004, f"“{key[-1]}”不是键，是被半角逗号断开的文字", hint
    known = _known_keys(key, holder)
    near = _key_meant(str(key[-1]), [name for name in known if name not in (holder or {})])
    kind = holder.get("kind") if isinstance(holder, dict) else None
    if str(key[-1]) in _OPTION_KEYS and "correct" in known:
        return B004, f"不认识的键“{key[-1]}”", "选项分开写：正确的写进 correct，错误的连同错因写进 wrong"
    if not near and kind in tuple(Kind) and str(key[-1]) in _KEY_TITLES:
        return B004, f"{KIND_SHORT_TITLES[Kind(kind)]}题没有{_title(str(key[-1]))}这个键", "删去，或改 kind"
    hint = f"是不是“{near}”？" if near else f"可用的键：{'、'.join(known)}"
    return B004, f"不认识的键“{key[-1]}”", hint


_OPTION_KEYS = frozenset({"选项", "options", "option", "choices", "choice", "备选项", "备选答案"})
_KEY_WORDS = {
    "题目": "stem", "题面": "stem", "问题": "stem", "question": "stem", "分析": "explain",
    "答案解析": "explain", "explanation": "explain",
    "reason": "why", "理由": "why", "原因": "why", "类型": "kind", "type": "kind",
    "干扰项": "wrong", "错误选项": "wrong", "正确选项": "correct", "题号": "id", "知识点": "topic",
    "难易": "difficulty", "难易度": "difficulty", "出处": "cites", "来源": "cites",
}  # fmt: skip


def _key_meant(word: str, known: Sequence[str]) -> str:
    """The key that a word must mean: its Chinese title, another name of it, or the nearest."""
    titles = {title: name for name, title in _KEY_TITLES.items()} | _KEY_WORDS
    answers = [
        name
        for name in ("answers", "points_for", "answer", "correct")
        if word in _ANSWER_WORDS and name in known
    ]
    meant = answers[0] if answers else titles.get(word.strip().lower(), "")
    return meant if meant in known else nearest(word, known)


_ANSWER_WORDS = frozenset({"答案", "正确答案", "参考答案", "answer"})


def _known_keys(key: Key, holder: Any) -> list[str]:
    kind = holder.get("kind") if isinstance(holder, dict) else None
    if len(key) > 2 and key[-3:-2] in (("wrong",), ("points_for",)):  # noqa: PLR2004 - name, index, key
        record = model.Distractor if key[-3] == "wrong" else model.ScoringPoint
        return list(record.model_fields)
    table = _PART_RECORDS if key[0] == "parts" else _QUESTION_RECORDS
    record_of_kind = table.get(str(kind))
    if record_of_kind is None and isinstance(holder, dict) and kind is not None:
        record_of_kind = table.get(str(guess_kind(holder)))
    return list(record_of_kind.model_fields) if record_of_kind else list(_KEY_TITLES)


def _members(union: Any) -> tuple[type[BaseModel], ...]:
    """The records of ``Annotated[A | B, …]``."""
    plain = typing.get_args(union)[0]
    assert isinstance(plain, types.UnionType)  # noqa: S101 - the model is ours
    return typing.get_args(plain)


def _by_kind(union: Any) -> dict[str, type[BaseModel]]:
    return {typing.get_args(record.model_fields["kind"].annotation)[0]: record for record in _members(union)}


_QUESTION_RECORDS = _by_kind(model.Question)
_PART_RECORDS = _by_kind(model.Part)


def _kind(_data: Any, key: Key, fault: Mapping[str, Any]) -> _Said:
    known = tuple(_PART_RECORDS if key[:1] == ("parts",) else _QUESTION_RECORDS)
    if fault["type"] == "union_tag_not_found":
        return (
            B005,
            f"{_named(key) if key[:1] == ('parts',) else ''}缺少题型（kind）",
            f"可用的有：{'、'.join(known)}",
        )
    word = str(fault["input"].get("kind")) if isinstance(fault["input"], dict) else ""
    titles = {title: kind.value for kind, title in KIND_SHORT_TITLES.items()}
    hint = next((f"是不是“{kind}”？" for title, kind in titles.items() if title in word), "")
    return B007, f"不认识的题型“{word}”", hint or did_you_mean(word, known)


_WORDS_OF: Mapping[str, type[StrEnum]] = {
    "difficulty": Difficulty,
    "level": Level,
    "status": Status,
    "pool": Pool,
}


def _choice_of_words(_data: Any, key: Key, fault: Mapping[str, Any]) -> _Said:
    words = [member.value for member in _WORDS_OF[str(key[-1])]]
    value = fault["input"]
    if value is None:
        return B012, f"{_named(key)}空着", ""
    hint = f"可用的有：{'、'.join(words)}"
    near = _SYNONYMS.get(str(value)) or nearest(str(value), words)
    message = f"{_title(str(key[-1]))}不能写“{_shorten(value)}”"
    return B008, message, f"是不是“{near}”？{hint}" if near else hint


def _text(_data: Any, key: Key, fault: Mapping[str, Any]) -> _Said:
    value = fault["input"]
    match value:
        case None:
            return B012, f"{_named(key)}空着", ""
        case bool():
            return B006, f"{_named(key)}应当是文字，读到的是是非值", "yes、no、true、false 作文字用时请加引号"
        case int() | float():
            return B006, f"{_named(key)}应当是文字，读到的是数字 {value}", f'数字请加引号，写成 "{value}"'
        case list():
            return B006, f"{_named(key)}应当是一段文字，不是列表", "去掉方括号；以 [ 开头的文字请加引号"
        case dict():
            return B006, f"{_named(key)}应当是一段文字，读到的是键和值", "含有半角冒号加空格的文字请加引号"
        case _:
            return B006, f"{_named(key)}应当是文字，读到的是日期 {value}", f'日期请加引号，写成 "{value}"'


def _other_than_text(key: Key, written: str, value: object) -> _Said:
    """A plain value that YAML takes for a number, a date, a truth value; shown as it was written."""
    kind = "是非值" if isinstance(value, bool) else "数字" if isinstance(value, int | float) else "日期"
    message = f"{_named(key)}应当是文字，“{_shorten(written)}”会被读成{kind}"
    return B006, message, f'请加引号，写成 "{written}"'


def _list(_data: Any, key: Key, fault: Mapping[str, Any]) -> _Said:
    value = fault["input"]
    if value is None:
        return B012, f"{_named(key)}空着", ""
    if isinstance(value, str) and value[:1] in _WIDE_BRACKETS:
        inner = _shorten(value.strip(_WIDE_BRACKETS))
        return B006, f"{_named(key)}应当是列表，括号用了全角", f"写成 [{inner}]"
    name = next((str(step) for step in reversed(key) if isinstance(step, str)), "")
    return B006, f"{_named(key)}应当是列表", _as_a_list(name, value)


def _as_a_list(name: str, value: object) -> str:
    """How to write as a list what was written as something else."""
    if name == "answers":
        text = "161" if isinstance(value, dict) else _shorten(value)
        return f'写成 [["{text}"]]：一空一个方括号，里面是这一空可以有的写法'
    if name == "correct" and isinstance(value, str) and re.fullmatch("[A-Ha-h、, ]+", value):
        return "写成 [选项的文字]，不写字母"
    if name in _EXAMPLES:
        return f"每项一行，写成 - {_EXAMPLES[name]}"
    if isinstance(value, dict):
        return "每项一行，以短横加空格开头，写成 - 甲"
    return (
        f"写成 [{', '.join(part.strip() for part in re.split('[、；;]', str(value)[:60]) if part.strip())}]"
    )


_WIDE_BRACKETS = "［］【】〔〕（）｛｝"
_COLON = re.compile(r"([a-z_]+)(：|:)(?=\S)")
_SEPARATORS = re.compile("[，、；;]")


def _mapping(_data: Any, key: Key, fault: Mapping[str, Any]) -> _Said:
    slip = _COLON.match(fault["input"]) if isinstance(fault["input"], str) else None
    if slip is not None:
        name = slip.group(1)
        what = "后面用了全角冒号“：”" if slip.group(2) == "：" else "的冒号后面没有空格"
        return B006, f"“{name}”{what}", f"写成 {name}: …（半角冒号加空格）"
    if not key:
        return B006, "列表里的这一项不是题目", "每题以“- id: 编号”开头，题与题的短横对齐"
    holder = str(key[-2]) if len(key) > 1 else ""
    return B006, f"{_named(key)}应当是键和值", f"写成 {_EXAMPLES.get(holder, '键: 值')}"


def _count(data: Any, key: Key, fault: Mapping[str, Any]) -> _Said | None:
    value, name, context = value_of(data, key), str(key[-1]), fault["ctx"]
    written = len(value) if isinstance(value, list) else 0
    low, high = context.get("min_length"), context.get("max_length")
    if low is not None and written >= low:
        return None  # the inner faults are reported; pydantic counts only what was right
    if name == "correct" and high is not None:
        return B010, f"单选只能有一个正确项，写了{written}个", "多选请写 kind: multiple；不对的请移到 wrong"
    if written == 0:
        return B012, f"{_named(key)}空着", ""
    limit = f"至少要{low}个" if low is not None else f"至多{high}个"
    only = value[0] if written == 1 and isinstance(value, list) else ""
    hint = ""
    if isinstance(only, str) and _SEPARATORS.search(only):
        hint = "写的是一项；几项之间用半角逗号，写成 [甲, 乙]"
    elif name == "correct":
        hint = "补上正确项；只有一个正确的，写 kind: single"
    return B010, f"{_named(key)}{limit}，写了{written}个", hint


def _empty_text(_data: Any, key: Key, _fault: Mapping[str, Any]) -> _Said:
    return B012, f"{_named(key)}空着", ""


def _pattern(_data: Any, key: Key, fault: Mapping[str, Any]) -> _Said:
    hint = "几个编号之间用半角逗号，写成 [XM-0019, XM-0020]" if _SEPARATORS.search(fault["input"]) else ""
    return B009, f"{_named(key)}“{_shorten(fault['input'])}”不像编号", hint


def _number(_data: Any, key: Key, fault: Mapping[str, Any]) -> _Said:
    if fault["input"] is None:
        return B012, f"{_named(key)}空着", ""
    return B006, f"{_named(key)}应当是整数，不能写“{_shorten(fault['input'])}”", "写成 4 这样的整数"


def _limit(_data: Any, key: Key, fault: Mapping[str, Any]) -> _Said:
    context = fault["ctx"]
    limit = f"不能小于 {context['ge']}" if "ge" in context else f"不能大于 {context['le']}"
    return B010, f"{_named(key)}{limit}，写了 {_shorten(fault['input'])}", ""


def _truth(_data: Any, key: Key, fault: Mapping[str, Any]) -> _Said:
    if fault["input"] is None:
        return B012, f"{_named(key)}空着", ""
    return B006, f"{_named(key)}不能写“{_shorten(fault['input'])}”", "对写 true，错写 false"


def _date(_data: Any, key: Key, fault: Mapping[str, Any]) -> _Said:
    if fault["input"] is None:
        return B012, f"{_named(key)}空着", ""
    return B006, f"{_named(key)}应当是日期，不能写“{_shorten(fault['input'])}”", "写成 2026-11-22 这样"


def _own_words(_data: Any, key: Key, fault: Mapping[str, Any]) -> _Said:
    """A ValueError of our own model, which is in Chinese already."""
    return B006, f"{_named(key)}不能写“{_shorten(fault['input'])}”", str(fault["ctx"]["error"])


_HANDLERS: Mapping[str, Callable[[Any, Key, Mapping[str, Any]], _Said | None]] = {
    "missing": _missing,
    "extra_forbidden": _unknown_key,
    "union_tag_invalid": _kind,
    "union_tag_not_found": _kind,
    "enum": _choice_of_words,
    "string_type": _text,
    "tuple_type": _list,
    "model_type": _mapping,
    "model_attributes_type": _mapping,
    "dict_type": _mapping,
    "too_short": _count,
    "too_long": _count,
    "string_too_short": _empty_text,
    "string_pattern_mismatch": _pattern,
    "int_type": _number,
    "int_parsing": _number,
    "int_from_float": _number,
    "greater_than_equal": _limit,
    "less_than_equal": _limit,
    "bool_parsing": _truth,
    "bool_type": _truth,
    "date_type": _date,
    "date_parsing": _date,
    "date_from_datetime_parsing": _date,
    "date_from_datetime_inexact": _date,
    "value_error": _own_words,
}
