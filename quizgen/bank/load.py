"""Banks in YAML, read into questions that know where they stand."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from pydantic import ValidationError

from quizgen.bank.basis import under_its_present_key
from quizgen.bank.cache import Cache
from quizgen.bank.entries import BankSource, Entry, LoadedBank, in_order
from quizgen.bank.faults import explain_faults, loose_values, question_label
from quizgen.bank.partial import read_partial
from quizgen.bank.pictures import Pictures
from quizgen.bank.raw import B003, RawFile, RawQuestion, parse_file
from quizgen.bank.settings import file_near, load_settings
from quizgen.bank.strict import strict_faults
from quizgen.bank.topics import B001, TOPICS_FILE, Topics, load_topics
from quizgen.errors import CannotRead, Problem
from quizgen.files.entries import is_passing
from quizgen.files.text import decode_utf8, read_bytes
from quizgen.files.yaml_nodes import Key
from quizgen.model.bank import BANK_FILE, BankSettings, Profile
from quizgen.model.partly import STAND_IN
from quizgen.model.question import QUESTION, Question

SKIPPED_FOLDERS = ("blueprints", "oral")
"""Folders of a bank that hold no questions of a bank."""


def load_bank(
    banks: Sequence[Path], *, cache_folder: Path | None = None, default_topics: Path | None = None
) -> LoadedBank:
    """Read every question of the given banks; faults of form come back in the result.

    A bank is a folder (all its ``.yaml`` files but ``topics.yaml``, ``bank.yaml`` and what is in
    ``blueprints/`` or ``oral/``) or one file. Its topics are those of the ``topics.yaml`` in the folder or at
    most two folders above it; else those of the first bank that has some; else ``default_topics`` if that
    file exists. Its ``bank.yaml`` is looked for in the same folders. ``cache_folder`` makes the next load
    fast (None: no cache). A file named twice is read once. Raises CannotRead when a bank is not there.
    """
    cache = None if cache_folder is None else Cache(cache_folder)
    with _collector_paused():
        return _load(banks, cache, default_topics)


@contextmanager
def _collector_paused() -> Iterator[None]:
    """No cycle collection meanwhile: nothing here makes cycles, and searching doubles the time."""
    was_running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_running:
            gc.enable()


def _load(banks: Sequence[Path], cache: Cache | None, default_topics: Path | None) -> LoadedBank:
    sources, problems = _with_topics(banks, default_topics)
    settings, faults = _settings(banks)
    problems += faults
    read: list[list[tuple[Entry, str]]] = [[] for _ in banks]
    entries: list[Entry] = []
    partial: list[Entry] = []
    unread: set[str] = set()
    pictures = Pictures()
    files: list[str] = []
    seen: set[Path] = set()
    for index, source in enumerate(sources):
        before = len(entries), len(problems)
        for path, shown_as in _files(source):
            if (real := path.resolve()) in seen:
                continue
            seen.add(real)
            files.append(shown_as)
            raw = _read(path, shown_as, cache)
            problems += raw.problems
            for item in raw.questions:
                entry = _entry(item, shown_as, index, problems)
                if entry is None:
                    unread.add(question_label(item.data))
                else:
                    entry, faults = pictures.known_by_content(entry, path.parent, question_label(item.data))
                    problems += faults
                    (entries if entry.replaced is None else partial).append(entry)
                    read[index].append((entry, question_label(item.data)))
        problems += _office_files(source)
        if before == (len(entries), len(problems)) and not _named_before(banks, index):
            problems.append(Problem(source.shown_as, None, B003.id, "题库里没有题", "检查题库的路径"))
    sources = tuple(map(_with_profile, sources, settings, read))
    for source, found in zip(sources, read, strict=True):
        if source.profile is Profile.STRICT:
            problems += (fault for entry, label in found for fault in strict_faults(entry, label))
    return LoadedBank(
        sources,
        tuple(files),
        tuple(entries),
        in_order(problems, files),
        tuple(partial),
        frozenset(unread),
        pictures.found,
    )


def _named_before(banks: Sequence[Path], index: int) -> bool:
    """Whether everything in this bank was read as part of an earlier one."""
    here = banks[index].resolve()
    earlier = [bank.resolve() for bank in banks[:index]]
    return any(bank == here or bank in here.parents for bank in earlier)


def _with_topics(
    banks: Sequence[Path], default_topics: Path | None
) -> tuple[tuple[BankSource, ...], list[Problem]]:
    problems: list[Problem] = []
    read: dict[Path, Topics | None] = {}

    def topics_of(path: Path | None) -> Topics | None:
        if path is None:
            return None
        if path not in read:
            found, faults = load_topics(path, str(path))
            read[path] = found or Topics(str(path), {}, readable=False)
            problems.extend(faults)
        return read[path]

    own = [topics_of(file_near(bank, TOPICS_FILE)) for bank in banks]
    shared = next((topics for topics in own if topics is not None), None)
    if shared is None and default_topics is not None and default_topics.is_file():
        shared = topics_of(default_topics)
    sources = tuple(
        BankSource(bank, str(bank), topics or shared) for bank, topics in zip(banks, own, strict=True)
    )
    return sources, problems


def _settings(banks: Sequence[Path]) -> tuple[list[BankSettings | Path | None], list[Problem]]:
    """What each bank says of itself (a path: it cannot be read; None: nothing), every file read once."""
    problems: list[Problem] = []
    read: dict[Path, BankSettings | Path] = {}
    places = [None if _is_called_so(bank) else file_near(bank, BANK_FILE) for bank in banks]
    for path in dict.fromkeys(path for path in places if path is not None):
        found, faults = load_settings(path, str(path))
        read[path] = found or path
        problems += faults
    return [None if path is None else read[path] for path in places], problems


def _is_called_so(bank: Path) -> bool:
    """Whether a file of questions is called as if it were the description of a bank."""
    return bank.name == BANK_FILE and bank.is_file()


def _with_profile(
    source: BankSource, settings: BankSettings | Path | None, read: Sequence[tuple[Entry, str]]
) -> BankSource:
    """The bank with what it says of itself; without a bank.yaml it is strict as soon as it cites facts."""
    match settings:
        case BankSettings():
            return replace(source, settings=settings, profile=settings.profile)
        case None if any(set(entry.question.cites) - {STAND_IN} for entry, _ in read):
            return replace(source, profile=Profile.STRICT)
        case _:
            return source


def _files(source: BankSource) -> Iterator[tuple[Path, str]]:
    """The question files of a bank in the order of their names, each with its name as shown."""
    if source.path.is_file():
        yield source.path, source.shown_as
        return
    found = (path for path in source.path.rglob("*") if path.suffix.lower() in {".yaml", ".yml"})
    for path in sorted(found, key=lambda path: path.relative_to(source.path).as_posix()):
        inside = path.relative_to(source.path)
        skipped = inside.parts[0] in SKIPPED_FOLDERS or is_passing(inside)
        if path.is_file() and not skipped and path.name not in {TOPICS_FILE, BANK_FILE}:
            yield path, str(path)


def _read(path: Path, shown_as: str, cache: Cache | None) -> RawFile:
    if path.suffix.lower() == ".yml":
        return RawFile((), (Problem(shown_as, None, B003.id, "扩展名应当是 .yaml", "改名为 .yaml"),))
    try:
        data = read_bytes(path)
        kept = None if cache is None else cache.get(path, data)
        if kept is not None:
            return kept
        raw = parse_file(decode_utf8(path, data), shown_as)
    except CannotRead as error:
        return RawFile((), (Problem(shown_as, error.line, B001.id, error.reason),))
    if cache is not None and not raw.problems:
        cache.put(path, data, raw)
    return raw


def _entry(item: RawQuestion, file: str, bank: int, problems: list[Problem]) -> Entry | None:
    """The question of an item; ``replaced`` says that it has faults of form; None: too many of them."""
    if (data := under_its_present_key(item.data)) is not item.data:
        item = replace(item, data=data)
    replaced: frozenset[Key] | None = None
    question: Question | None
    told: tuple[Problem, ...] = ()
    try:
        question = QUESTION.validate_python(item.data)
    except ValidationError as error:
        told = tuple(explain_faults(item, error, file))
        question, replaced = read_partial(item)
    problems += told
    problems += (fault for fault in loose_values(item, file) if _place(fault) not in map(_place, told))
    if question is None:
        return None
    return Entry(question, file, item.first_line, item.layout, bank, replaced)


def _place(problem: Problem) -> tuple[int | None, str]:
    return problem.line, problem.rule


_OFFICE_FILES = frozenset({".doc", ".docx", ".wps", ".rtf", ".odt", ".xls", ".xlsx", ".et", ".ods"})


def _office_files(source: BankSource) -> Iterator[Problem]:
    """Office files in a bank, which people may think are read although nothing reads them."""
    if source.path.is_file():
        return
    for path in sorted(source.path.rglob("*")):
        inside = path.relative_to(source.path)
        made_by_programs = any(part.startswith((".", "~$")) for part in inside.parts)
        if path.suffix.lower() in _OFFICE_FILES and path.is_file() and not made_by_programs:
            message = f"题库只读 .yaml 文件，这个 {path.suffix} 文件里的题不会被读到"
            yield Problem(str(path), None, B003.id, message, "把题写进 .yaml 文件；不是题就移到题库外面")
