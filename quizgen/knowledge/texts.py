"""Checks the register against the source texts: right text, anchors, quotations, nothing copied."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from quizgen.errors import CannotRead, Problem
from quizgen.files.text import decode_utf8, read_bytes, read_utf8
from quizgen.knowledge import rules
from quizgen.knowledge.register import Knowledge, prose
from quizgen.markup.runs import RUNS_FILE, runs_filter
from quizgen.markup.words import narrow
from quizgen.model.knowledge import Fact, RegisterEntry, Source

COPY_LIMIT = 20
"""A longer run of characters shared with the source text counts as copied (punctuation not counted)."""

_SET_ASIDE = re.compile(r"“[^”]*”|《[^》]*》|[、；;→]")
"""Names in marks are set aside; enumeration commas part one name from the next."""


@dataclass(frozen=True, slots=True)
class _Text:
    """A source text: as it stands, its letters only, every run one longer than may be shared."""

    plain: str
    letters: str
    runs: frozenset[str]


def check_texts(knowledge: Knowledge, folder: Path, shown_as: str) -> tuple[Problem, ...]:
    """Every fault found against ``folder/<source>.txt``; ``shown_as`` is the folder as the user named it.

    Raises CannotRead when the folder is not there.
    """
    if not folder.is_dir():
        raise CannotRead(shown_as, "没有这个文件夹")
    problems: list[Problem] = []
    for source in knowledge.sources.values():
        text, faults = _read_text(knowledge, source, folder, shown_as.rstrip("/\\"))
        problems += faults
        if text is not None:
            problems += _hold_against(knowledge, source, text)
    return tuple(problems)


def check_runs(knowledge: Knowledge, folder: Path, data: Path, shown_as: str) -> tuple[Problem, ...]:
    """Whether the runs that the search goes by, where there are any, are those of the texts in ``folder``.

    ``data`` is the folder of the register, ``shown_as`` that folder as the user named it. Raises CannotRead.
    """
    kept = data / RUNS_FILE
    if not kept.is_file() or read_utf8(kept).strip() == source_runs(knowledge, folder):
        return ()
    message = "搜索用的字表不是由这些原文得来的"
    hint = f"运行 python -m tools.source_runs {folder}"
    return (Problem(f"{shown_as}/{RUNS_FILE}", None, rules.OLD_RUNS.id, message, hint),)


def source_runs(knowledge: Knowledge, folder: Path) -> str:
    """The filter of all source texts in a folder. Raises CannotRead."""
    return runs_filter("。".join(read_utf8(folder / f"{source}.txt") for source in knowledge.sources))


def text_runs(knowledge: Knowledge, folder: Path, shown_as: str) -> frozenset[str]:
    """Every run of all source texts that is one longer than may be shared, for ``copied_runs``.

    Raises CannotRead when the folder or one of the texts is not there; whether the texts are the
    registered ones is for ``check_texts`` to tell.
    """
    if not folder.is_dir():
        raise CannotRead(shown_as, "没有这个文件夹")
    texts = (read_utf8(folder / f"{source}.txt") for source in knowledge.sources)
    return frozenset(chain.from_iterable(map(_text_runs, texts)))


def _text_runs(plain: str) -> frozenset[str]:
    return frozenset(run for part in re.split(r"[、\n]", plain) for run in _runs(_letters(part)))


def _read_text(
    knowledge: Knowledge, source: Source, folder: Path, shown_as: str
) -> tuple[_Text | None, list[Problem]]:
    path = folder / f"{source.id}.txt"
    try:
        data = read_bytes(path)
        plain = decode_utf8(path, data)
    except CannotRead as error:
        message = f"读不了原文 {shown_as}/{source.id}.txt：{error.reason}"
        return None, [knowledge.problem(source.id, rules.NO_TEXT.id, message)]
    faults: list[Problem] = []
    if hashlib.sha256(data).hexdigest() != source.sha256:
        message = f"{shown_as}/{source.id}.txt 的 SHA-256 与登记的不同"
        hint = "换成登记的那一份；原文确实更新过，就核对全部事实后再改 sha256"
        faults.append(knowledge.problem(source.id, rules.OTHER_TEXT.id, message, hint, ("sha256",)))
    return _Text(plain, _letters(plain), _text_runs(plain)), faults


def _hold_against(knowledge: Knowledge, source: Source, text: _Text) -> Iterator[Problem]:
    for fact in knowledge.facts.values():
        if fact.source == source.id:
            yield from _anchor(knowledge, fact, text)
            yield from _quote(knowledge, fact, text)
    for record in chain(knowledge.facts.values(), knowledge.entries()):
        if record.source == source.id:
            yield from _copied(knowledge, record, text)


def _anchor(knowledge: Knowledge, fact: Fact, text: _Text) -> Iterator[Problem]:
    count = text.plain.count(fact.anchor)
    if count != 1:
        message = f"定位短语“{fact.anchor}”在原文中出现 {count} 次"
        hint = "加长到只出现一次" if count else "从原文复制一个短语"
        yield knowledge.problem(fact.id, rules.ANCHOR.id, message, hint, ("anchor",))


def _quote(knowledge: Knowledge, fact: Fact, text: _Text) -> Iterator[Problem]:
    """A quotation may use full-width punctuation where the text has half-width."""
    if fact.quote is not None and _letters(fact.quote) not in text.letters:
        message = f"原文里没有“{fact.quote}”"
        yield knowledge.problem(fact.id, rules.QUOTE.id, message, "照原文改，或删去 quote", ("quote",))


def _copied(knowledge: Knowledge, record: Fact | RegisterEntry, text: _Text) -> Iterator[Problem]:
    quote = record.quote if isinstance(record, Fact) else None
    for way, words in prose(record):
        own = words if quote is None else words.replace(quote, "、")
        for run in copied_runs(own, text.runs):
            message = f"照抄原文 {len(run)} 个字：{run}"
            hint = "换成自己的话；固定提法放进 quote"
            yield knowledge.problem(record.id, rules.COPIED.id, message, hint, way)


def copied_runs(words: str, runs: frozenset[str]) -> Iterator[str]:
    """The stretches of ``words`` longer than COPY_LIMIT that are found in a text's ``runs``."""
    for piece in _SET_ASIDE.split(words):
        letters = _letters(piece)
        start = 0
        while start < len(letters) - COPY_LIMIT:
            end = start
            while letters[end : end + COPY_LIMIT + 1] in runs:
                end += 1
            if end > start:
                yield letters[start : end + COPY_LIMIT]
                start = end + COPY_LIMIT
            else:
                start += 1


def _runs(letters: str) -> Iterator[str]:
    for start in range(len(letters) - COPY_LIMIT):
        yield letters[start : start + COPY_LIMIT + 1]


def _letters(text: str) -> str:
    """Letters with digits only: spaces and punctuation differ from one copy to the next."""
    return "".join(letter for letter in narrow(text) if letter.isalnum())
