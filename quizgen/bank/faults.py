"""What is wrong with the form of a question, in plain Chinese with the nearest known word."""

from __future__ import annotations

import re
import types
import typing
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from quizgen.bank.form_rules import B004, B005, B006, B007, B008, B009, B010, B012, B071, B072
from quizgen.bank.partial import guess_kind, way_in_question
from quizgen.bank.raw import RawQuestion
from quizgen.errors import Problem
from quizgen.files.yaml_nodes import Key
from quizgen.model import question as model
from quizgen.model.fields import Fields
from quizgen.model.kinds import KIND_SHORT_TITLES, Kind
from quizgen.model.nearest import did_you_mean, nearest, words_to_use
from quizgen.model.question import QUESTION
from quizgen.model.reading import FaultKind, explain, shorten
from quizgen.model.rule import Rule

_RULES = {
    FaultKind.UNKNOWN_KEY: B004,
    FaultKind.MISSING_KEY: B005,
    FaultKind.WRONG_TYPE: B006,
    FaultKind.UNKNOWN_WORD: B008,
    FaultKind.WRONG_FORM: B009,
    FaultKind.WRONG_COUNT: B010,
    FaultKind.EMPTY: B012,
}
_PLAIN: tuple[tuple[str, type], ...] = (("answer", bool), ("any_order", bool), ("show", int))
_MAY_BE_NONE = (
    *("show", "retired", "share", "level", "point", "status", "author", "reviewer", "reviewed"),
    *("explain", "basis", "fingerprint", "image", "width", "alt"),
    *("lines", "grid", "words"),
)
"""Keys that may be left out, but not be left empty (pydantic takes None for left out)."""

_OF_OPTIONS = ("text", "why", "width", "alt")
"""The same of options."""

_SYNONYMS = {
    "简单": "易", "容易": "易", "easy": "易",
    "中等": "中", "medium": "中", "困难": "难", "hard": "难",
}  # fmt: skip
_EXAMPLES = {
    "wrong": "{text: 选项, why: 错因}",
    "pairs": "{left: 左项, right: 右项}",
    "points_for": "{point: 采分点}",
    "bands": "{at_least: 17/20, text: 说明}",
    "words": "{min: 600}",
    "parts": "{kind: single, …}",
}
_OPTION_KEYS = frozenset({"选项", "options", "option", "choices", "choice", "备选项", "备选答案"})
_KEY_WORDS = {
    "题目": "stem", "题面": "stem", "问题": "stem", "question": "stem", "分析": "explain",
    "答案解析": "explain", "explanation": "explain",
    "reason": "why", "理由": "why", "原因": "why", "类型": "kind", "type": "kind",
    "干扰项": "wrong", "错误选项": "wrong", "正确选项": "correct", "题号": "id", "知识点": "topic",
    "难易": "difficulty", "难易度": "difficulty", "出处": "cites", "来源": "cites",
}  # fmt: skip
_ANSWER_WORDS = frozenset({"答案", "正确答案", "参考答案", "answer"})
_SEPARATORS = re.compile("[，、；]")
_COLON = re.compile(r"([a-z_]+)(：|:)(?=\S)")
_OF_PICTURES = frozenset({"width", "alt"})
_OPTION_LISTS = frozenset({"correct", "wrong"})
_WIDE_BRACKETS = "［］【】〔〕（）｛｝"
_Said = tuple[Rule, str, str]
"""A rule, a message, a hint (empty: the rule's own)."""


def explain_faults(raw: RawQuestion, error: ValidationError, file: str) -> Iterator[Problem]:
    """One Problem for every fault that pydantic found in an item of a bank file."""
    where = question_label(raw.data)
    fields = _fields(raw.data)
    for key, fault in _errors(raw.data, error):
        if any(key[: len(way)] == way for way in raw.broken):
            continue
        said = _of_questions(raw, fields, key, fault) or _of_records(fields, key, fault)
        if said is not None:
            rule, message, hint = said
            yield Problem(file, line_of(raw, key), rule.id, message, hint or rule.mend, where)


def _fields(data: Any) -> Fields:
    """The model of a question of its kind, or of the kind that it looks like."""
    kinds = tuple(_QUESTION_RECORDS)
    if isinstance(data, dict) and "kind" in data and data["kind"] not in kinds:
        data = {**data, "kind": str(guess_kind(data))}
    return Fields(QUESTION, data)


def _of_records(fields: Fields, key: Key, fault: ErrorDetails) -> _Said | None:
    """What is said of a question as of any other record; the rule's own hint where something is empty."""
    found = explain(fields, key[:-1] if fault["type"] == "missing" else key, fault)
    if found is None:
        return None
    return _RULES[found.kind], found.message, "" if found.kind is FaultKind.EMPTY else found.hint


def _of_questions(raw: RawQuestion, fields: Fields, key: Key, fault: ErrorDetails) -> _Said | None:
    """What is said of questions alone; None where what is said of any record is enough."""
    kind = fault["type"]
    if fault["input"] is None and kind != "extra_forbidden":
        return None
    handler = _HANDLERS.get(kind)
    return None if handler is None else handler(raw, fields, key, fault)


def _name(key: Key) -> str:
    """The last key on a way, whatever follows it in a list."""
    return next((str(step) for step in reversed(key) if isinstance(step, str)), "")


def _errors(data: Any, error: ValidationError) -> Iterator[tuple[Key, ErrorDetails]]:
    """The faults; where the kind is not known, also those that there are if it is what it looks like."""
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
        loose = [(name, wanted) for name, wanted in _PLAIN if _is_loose(holder.get(name), wanted)]
        empty = [(*way, name) for name in _MAY_BE_NONE if name in holder and holder[name] is None]
        empty += _empty_in_options(way, holder)
        if not (loose or empty):
            continue
        fields = _fields(raw.data)
        for name, wanted in loose:
            if name in fields.keys(way):
                key = (*way, name)
                plain = "true 或 false" if wanted is bool else "整数"
                message = f"{fields.named(key)}应当写成 {plain}，读到的是“{shorten(holder[name])}”"
                yield Problem(file, line_of(raw, key), B006.id, message, "不加引号", where)
        for key in empty:
            message = f"{fields.named(key)}空着"
            yield Problem(file, line_of(raw, key), B012.id, message, B012.mend, where)


def _is_loose(value: object, wanted: type) -> bool:
    return value is not None and type(value) is not wanted


def _holders(data: Any) -> Iterator[tuple[Key, Mapping[str, Any]]]:
    """The question with its sub-questions, as far as they are what they should be."""
    if isinstance(data, dict):
        yield (), data
        parts = data.get("parts")
        for number, part in enumerate(parts if isinstance(parts, list) else ()):
            if isinstance(part, dict):
                yield ("parts", number), part


def _empty_in_options(way: Key, holder: Mapping[str, Any]) -> Iterator[Key]:
    """The ways to keys of options that are written without a word: reasons, what goes with a picture."""
    for side in ("correct", "wrong"):
        options = holder.get(side)
        for number, option in enumerate(options if isinstance(options, list) else ()):
            if isinstance(option, dict):
                empty = (name for name in _OF_OPTIONS if option.get(name, option) is None)
                yield from ((*way, side, number, name) for name in empty)


def line_of(raw: RawQuestion, key: Key) -> int:
    """The line of a value of an item, or of the nearest thing that holds it."""
    while key and key not in raw.layout:
        key = key[:-1]
    return raw.first_line + raw.layout.get(key, 0)


def question_label(data: Any) -> str:
    """The id as it stands there, right or wrong; empty when there is none."""
    return str(data["id"]) if isinstance(data, dict) and isinstance(data.get("id"), (str, int)) else ""


def value_of(data: Any, key: Key) -> Any:
    """What stands at the end of a way, or None."""
    for step in key:
        try:
            data = data[step]
        except (KeyError, IndexError, TypeError):
            return None
    return data


def _unknown_key(raw: RawQuestion, fields: Fields, key: Key, fault: ErrorDetails) -> _Said | None:
    holder, name = value_of(raw.data, key[:-1]), str(key[-1])
    if "：" in name:
        return None
    if fault["input"] is None and not re.fullmatch("[a-z_]+", name):
        hint = "文字里的逗号用全角，或给整段文字加引号"
        return B004, f"“{name}”不是键，是被半角逗号断开的文字", hint
    if name in _OF_PICTURES and _is_option(key[:-1]):
        return B071, f"{fields.named(key[:-1])}写了 {name}，却没有写 image", "写上 image，或删去它"
    known = fields.keys(key[:-1])
    near = _key_meant(name, [one for one in known if one not in (holder or {})], fields, key[:-1])
    kind = holder.get("kind") if isinstance(holder, dict) else None
    if name in _OPTION_KEYS and "correct" in known:
        return B004, f"不认识的键“{name}”", "选项分开写：正确的写进 correct，错误的连同错因写进 wrong"
    if not near and kind in tuple(Kind) and name in _TITLES:
        return (
            B004,
            f"{KIND_SHORT_TITLES[Kind(kind)]}题没有{_TITLES[name]}（{name}）这个键",
            "删去，或改 kind",
        )
    hint = f"是不是“{near}”？" if near else f"可用的键：{'、'.join(known)}"
    return B004, f"不认识的键“{name}”", hint


def _key_meant(word: str, known: Sequence[str], fields: Fields, way: Key) -> str:
    """The key that a word must mean: its Chinese title, another name of it, or the nearest."""
    titles = {fields.title((*way, name)): name for name in known} | _KEY_WORDS
    answers = [
        name
        for name in ("answers", "points_for", "answer", "correct")
        if word in _ANSWER_WORDS and name in known
    ]
    meant = answers[0] if answers else titles.get(word.strip().lower(), "")
    return meant if meant in known else nearest(word, known)


def _members(union: Any) -> tuple[type[BaseModel], ...]:
    """The records of ``Annotated[A | B, …]``."""
    plain = typing.get_args(union)[0]
    assert isinstance(plain, types.UnionType)  # noqa: S101 - the model is ours
    return typing.get_args(plain)


def _by_kind(union: Any) -> dict[str, type[BaseModel]]:
    return {typing.get_args(record.model_fields["kind"].annotation)[0]: record for record in _members(union)}


def _titles(records: Iterable[type[BaseModel]]) -> dict[str, str]:
    return {name: field.title or "" for record in records for name, field in record.model_fields.items()}


_QUESTION_RECORDS = _by_kind(model.Question)
_PART_RECORDS = _by_kind(model.Part)
_TITLES = _titles((*_PART_RECORDS.values(), *_QUESTION_RECORDS.values()))
"""What each key of any kind is called."""


def _kind(_raw: RawQuestion, fields: Fields, key: Key, fault: ErrorDetails) -> _Said:
    known = tuple(_PART_RECORDS if key[:1] == ("parts",) else _QUESTION_RECORDS)
    if fault["type"] == "union_tag_not_found":
        holder = fields.named(key) if key[:1] == ("parts",) else ""
        return B005, f"{holder}缺少题型（kind）", words_to_use(known)
    word = str(fault["input"].get("kind")) if isinstance(fault["input"], dict) else ""
    titles = {title: kind.value for kind, title in KIND_SHORT_TITLES.items()}
    hint = next((f"是不是“{kind}”？" for title, kind in titles.items() if title in word), "")
    return B007, f"不认识的题型“{word}”", hint or did_you_mean(word, known)


def _is_option(key: Key) -> bool:
    """Whether a way leads to an option."""
    return len(key) > 1 and key[-2] in _OPTION_LISTS


def _text(raw: RawQuestion, fields: Fields, key: Key, fault: ErrorDetails) -> _Said | None:
    """A plain value that YAML takes for a number, a date, a truth value; shown as it was written.

    A right option of keys must have a picture.
    """
    if isinstance(fault["input"], dict) and "text" in fault["input"] and _is_option(key):
        message = f"{fields.named(key)}只有文字，不写成键和值"
        return B006, message, "直接写选项的文字；是图片的，写上 image"
    written, value = raw.written.get(key), fault["input"]
    if written is None:
        return None
    kind = "是非值" if isinstance(value, bool) else "数字" if isinstance(value, int | float) else "日期"
    message = f"{fields.named(key)}应当是文字，“{shorten(written)}”会被读成{kind}"
    return B006, message, f'请加引号，写成 "{written}"'


def _word(_raw: RawQuestion, fields: Fields, key: Key, fault: ErrorDetails) -> _Said | None:
    found, meant = explain(fields, key, fault), _SYNONYMS.get(str(fault["input"]))
    if found is None or meant is None:
        return None
    return B008, found.message, f"是不是“{meant}”？{found.hint[found.hint.find('可用的有') :]}"


def _id(_raw: RawQuestion, fields: Fields, key: Key, fault: ErrorDetails) -> _Said | None:
    if _name(key) == "width":
        message = f"{fields.named(key)}“{shorten(fault['input'])}”不合规定的写法"
        return B072, message, "写成 60mm 这样，10mm 到 160mm"
    if _name(key) == "grid":
        return None
    several = _SEPARATORS.search(fault["input"])
    hint = "几个编号之间用半角逗号，写成 [XM-0019, XM-0020]" if several else ""
    return B009, f"{fields.named(key)}“{shorten(fault['input'])}”不像编号", hint


def _list(_raw: RawQuestion, fields: Fields, key: Key, fault: ErrorDetails) -> _Said | None:
    """How to write as a list what was written as something else, where that is not plain."""
    value, name, hint = fault["input"], _name(key), ""
    if isinstance(value, str) and value[:1] in _WIDE_BRACKETS:
        return None
    if name == "answers":
        text = "161" if isinstance(value, dict) else shorten(value)
        hint = f'写成 [["{text}"]]：一空一个方括号，里面是这一空可以有的写法'
    elif name == "correct" and isinstance(value, str) and re.fullmatch("[A-Ha-h、, ]+", value):
        hint = "写成 [选项的文字]，不写字母"
    elif name in _EXAMPLES:
        hint = f"每项一行，写成 - {_EXAMPLES[name]}"
    return (B006, f"{fields.named(key)}应当是列表", hint) if hint else None


def _mapping(_raw: RawQuestion, fields: Fields, key: Key, fault: ErrorDetails) -> _Said | None:
    if isinstance(fault["input"], str) and _COLON.match(fault["input"]):
        return None
    if not key:
        return B006, "列表里的这一项不是题目", "每题以“- id: 编号”开头，题与题的短横对齐"
    holder = str(key[-2]) if len(key) > 1 else ""
    return B006, f"{fields.named(key)}应当是键和值", f"写成 {_EXAMPLES.get(holder, '键: 值')}"


def _count(raw: RawQuestion, fields: Fields, key: Key, fault: ErrorDetails) -> _Said | None:
    """Too few right options, or too many."""
    value = value_of(raw.data, key)
    if str(key[-1]) != "correct" or not isinstance(value, list):
        return None
    if fault["type"] == "too_long":
        hint = "多选请写 kind: multiple；不对的请移到 wrong"
        return B010, f"单选只能有一个正确项，写了{len(value)}个", hint
    if len(value) >= fault["ctx"]["min_length"]:
        return None
    if len(value) != 1 or (isinstance(value[0], str) and _SEPARATORS.search(value[0])):
        return None
    message = f"{fields.named(key)}至少要{fault['ctx']['min_length']}个，写了1个"
    return B010, message, "补上正确项；只有一个正确的，写 kind: single"


_HANDLERS: Mapping[str, Callable[[RawQuestion, Fields, Key, ErrorDetails], _Said | None]] = {
    "extra_forbidden": _unknown_key,
    "union_tag_invalid": _kind,
    "union_tag_not_found": _kind,
    "string_type": _text,
    "enum": _word,
    "string_pattern_mismatch": _id,
    "tuple_type": _list,
    "model_type": _mapping,
    "model_attributes_type": _mapping,
    "dict_type": _mapping,
    "too_short": _count,
    "too_long": _count,
}
"""What questions have to say of their own about a type of error."""
