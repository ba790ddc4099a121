"""A bank that a new project is given: checked whole, then taken over with what belongs to it."""

from __future__ import annotations

import tempfile
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from quizgen.bank.blueprints import load_blueprint
from quizgen.bank.checks.grounds import B017
from quizgen.bank.entries import LoadedBank
from quizgen.bank.load import load_bank
from quizgen.bank.presets import FOLDER
from quizgen.bank.settings import file_near
from quizgen.bank.topics import TOPICS_FILE
from quizgen.errors import ContentFaults, Problem, QuizgenError
from quizgen.files.entries import is_passing
from quizgen.files.text import read_bytes
from quizgen.files.yaml_write import dump_yaml
from quizgen.interchange.origin import ORIGIN_FILE
from quizgen.model.bank import BANK_FILE
from quizgen.model.bookkeeping import may_be_drawn
from quizgen.model.question import Question
from quizgen.workflows.bank import BankPlaces, check_banks
from quizgen.workflows.bank_import.look import look_at_files
from quizgen.workflows.bank_import.order import ImportOrder
from quizgen.workflows.bank_import.write import write_bank

_NO_FACTS = "这道题引用了事实（cites），新项目没有知识登记"


class NotABank(QuizgenError):
    """What was given cannot be a bank at all."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"“{path}”不能当题库：{reason}")


@dataclass(frozen=True, slots=True)
class GivenBank:
    """The files of a bank by their names below ``question_bank``, its questions, its top topics.

    ``blueprint`` is the name of its first blueprint ("": it has none).
    """

    files: Mapping[str, bytes]
    questions: tuple[Question, ...]
    topics: tuple[str, ...]
    blueprint: str


class OpenQuestions(ContentFaults):
    """A file of another format has something to be looked at before it can be a bank."""

    def __init__(self, problems: Sequence[Problem], path: Path) -> None:
        super().__init__(problems)
        otherwise = "或者先用 quizgen bank import 导入成题库，再用 --bank 给出那个文件夹。"
        count = len(self.problems)
        self.args = (f"“{path}”里有 {count} 处要先核对，没有建项目；改好原文件再来，{otherwise}",)


def take_bank(path: Path, title: str) -> GivenBank:
    """Read a bank by every rule that does not need facts: a file, a folder, or a file of another format.

    A bank without a table of topics gets the one that its questions name. Raises NotABank, ContentFaults
    naming every fault (OpenQuestions for another format), CannotRead, RefusedFile.
    """
    if path.is_file() and path.suffix not in {".yaml", ".yml"}:
        return _imported(path, title)
    loaded = load_bank((path,))
    made = "" if file_near(path, TOPICS_FILE) else _topics_of(loaded.questions)
    with tempfile.TemporaryDirectory() as scratch:
        table = Path(scratch) / TOPICS_FILE
        if made:
            table.write_text(made, encoding="utf-8")
        report = check_banks(BankPlaces((path,), default_topics=table if made else None))
    loaded = report.loaded
    problems = [*report.problems, *_cited(loaded), *_blueprint_faults(path, loaded)]
    if problems:
        raise ContentFaults(problems)
    if not any(may_be_drawn(question) for question in loaded.questions):
        raise NotABank(path, "里面没有能用的题（都停用了，或者还没有审完）。")
    shown = {file for places in loaded.pictures.values() for file in places}
    files = dict(_files(path, shown))
    if TOPICS_FILE not in files:
        near = file_near(path, TOPICS_FILE)
        files[TOPICS_FILE] = made.encode() if near is None else read_bytes(near)
    own = file_near(path, BANK_FILE)
    if BANK_FILE not in files and own is not None and own.resolve() != path.resolve():
        files[BANK_FILE] = read_bytes(own)
    return GivenBank(files, loaded.questions, _tops(loaded), _first_blueprint(files))


def _imported(path: Path, title: str) -> GivenBank:
    """The bank that ``bank import`` makes of a file."""
    with tempfile.TemporaryDirectory() as scratch:
        made = Path(scratch) / "bank"
        order = ImportOrder((path,), made, title=title)
        target, seen = look_at_files(order, lambda _done, _total: None)
        if seen.open:
            reasons = (one for row in seen.rows for one in row.reasons)
            raise OpenQuestions([*reasons, *seen.file_doubts], path)
        write_bank(order, target, seen)
        return take_bank(made, title)


def _topics_of(questions: Iterable[Question]) -> str:
    """A table of the topics that the questions name, in the order of the questions."""
    tree: dict[str, list[str]] = {}
    for question in questions:
        top, _, child = question.topic.partition("/")
        below = tree.setdefault(top, [])
        if child and child not in below:
            below.append(child)
    return dump_yaml(tree, "专题表，由题目的 topic 得来。") if tree else ""


def _tops(loaded: LoadedBank) -> tuple[str, ...]:
    topics = loaded.banks[0].topics
    used = {question.topic.partition("/")[0] for question in loaded.questions}
    return tuple(top for top in (topics.tree if topics is not None else ()) if top in used)


def _cited(loaded: LoadedBank) -> Iterator[Problem]:
    for entry in loaded.entries:
        if entry.question.cites:
            line, hint = entry.line(("cites",)), "删去 cites，出处写成 basis: 《……》第几条"
            yield Problem(entry.file, line, B017.id, _NO_FACTS, hint, entry.question.id)


def _blueprint_faults(path: Path, loaded: LoadedBank) -> Iterator[Problem]:
    for file in sorted((path / FOLDER).glob("*.yaml")):
        if not is_passing(Path(file.name)):
            yield from load_blueprint(file, str(file), loaded.topics)[1]


def _files(path: Path, pictures: Collection[Path]) -> Iterator[tuple[str, bytes]]:
    """Everything that belongs to the bank, by its name inside it. Raises CannotRead.

    ``pictures`` are those that its questions show.
    """
    folder = path.parent if path.is_file() else path
    if path.is_file():
        name = f"{path.stem}.yaml"
        yield "questions.yaml" if name in {TOPICS_FILE, BANK_FILE} else name, read_bytes(path)
    else:
        for file in sorted(path.rglob("*.yaml")):
            if not is_passing(file.relative_to(path)):
                yield file.relative_to(path).as_posix(), read_bytes(file)
        if (path / ORIGIN_FILE).is_file():
            yield ORIGIN_FILE, read_bytes(path / ORIGIN_FILE)
    for picture in sorted(set(pictures)):
        yield picture.relative_to(folder).as_posix(), read_bytes(picture)


def _first_blueprint(files: Iterable[str]) -> str:
    found = (Path(name) for name in files if name.startswith(f"{FOLDER}/") and name.endswith(".yaml"))
    return next((path.stem for path in found), "")
