"""The file ``pack.yaml`` of a project, read as a record, held against the pages and topics that are there."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from pydantic import TypeAdapter

from quizgen.errors import CannotRead, Problem
from quizgen.files.yaml_lines import load_yaml
from quizgen.files.yaml_nodes import Key
from quizgen.model.nearest import did_you_mean
from quizgen.model.pack import Pack
from quizgen.model.reading import read_record
from quizgen.model.rule import Rule

PACK_FILE = "pack.yaml"
PACK = Rule("S017", "项目的设置 pack.yaml 写得不对")

_PACK: TypeAdapter[Pack] = TypeAdapter(Pack)


def load_pack(folder: Path, shown_as: str) -> tuple[Pack, tuple[Problem, ...]]:
    """The pack of the project in a folder; one that says nothing where there is no file, or a faulty one.

    ``shown_as`` is the file as the user named it.
    """
    path = folder / PACK_FILE
    if not path.exists() and not path.is_symlink():
        return Pack(), ()
    stamp = path.stat() if path.exists() else path.lstat()
    return _load(path, shown_as, (stamp.st_mtime_ns, stamp.st_size))


@lru_cache(maxsize=4)
def _load(path: Path, shown_as: str, stamp: tuple[int, int]) -> tuple[Pack, tuple[Problem, ...]]:  # noqa: ARG001 - part of the key
    try:
        document, faults = load_yaml(path, shown_as, PACK.id)
    except CannotRead as error:
        return Pack(), (Problem(shown_as, error.line, PACK.id, error.reason),)
    if document is None or document.data is None:
        return Pack(), tuple(faults)
    if not isinstance(document.data, dict):
        told = () if faults else (Problem(shown_as, 1, PACK.id, "应当是一组“键: 值”"),)
        return Pack(), (*faults, *told)
    reading = read_record(_PACK, document.data, document.broken_in(()))
    pack, wrong = reading
    problems = [
        Problem(shown_as, document.line(fault.way), PACK.id, fault.message, fault.hint) for fault in wrong
    ]
    found = tuple(sorted({*faults, *problems}))
    return (pack if pack is not None and not faults else Pack()), found


def lost_ways(folder: Path, docs: Path, topics: Sequence[str], shown_as: str) -> tuple[Problem, ...]:
    """What the pack of the project in ``folder`` leads from and to, but that is not there.

    Pages that are not in ``docs``: those of topics and those to begin from are meant, the others have a
    standard name and need not be there. Topics that are not among ``topics``, the names that the bank knows
    (none: they are not looked up). ``shown_as`` is the pack as the user named it. A pack that has faults
    names none.
    """
    pack, faults = load_pack(folder, shown_as)
    wanted: list[tuple[Key, str, str]] = [
        (("pages", "topics", topic), f"专题“{topic}”", page) for topic, page in pack.pages.topics.items()
    ]
    wanted += [(("pages", "begin", at), "起点", page) for at, page in enumerate(pack.pages.begin)]
    hint = "改成有的网页，或者删去这一项"
    found = [
        (way, f"{what}的网页“{page}”不在 {docs.name} 里", hint)
        for way, what, page in wanted
        if not (docs / page).is_file()
    ]
    for topic in pack.pages.topics if topics else ():
        if topic not in topics:
            known = topics if "/" in topic else [name for name in topics if "/" not in name]
            found.append((("pages", "topics", topic), f"不认识的专题“{topic}”", did_you_mean(topic, known)))
    if faults or not found:
        return ()
    document, _ = load_yaml(folder / PACK_FILE, shown_as, PACK.id)
    lines = {} if document is None else {way: document.line(way) for way, _, _ in found}
    return tuple(Problem(shown_as, lines.get(way), PACK.id, said, mend) for way, said, mend in found)
