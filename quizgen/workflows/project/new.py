"""The recipe of ``quizgen new``: a folder becomes a complete project, at once or not at all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files as packaged
from importlib.resources.abc import Traversable
from pathlib import Path
from string import Template

from quizgen.bank.first_blueprint import first_blueprint
from quizgen.bank.presets import FOLDER
from quizgen.bank.topics import TOPICS_FILE
from quizgen.errors import AlreadyExists, QuizgenError
from quizgen.files.new_folder import is_taken, write_new_folder
from quizgen.files.yaml_write import dump_yaml
from quizgen.knowledge.pack import PACK_FILE
from quizgen.model.bank import BANK_FILE
from quizgen.model.selftest import Askable
from quizgen.render.fonts.glyphs import missing_characters, packaged_codepoints
from quizgen.workflows.project.given_bank import GivenBank, take_bank
from quizgen.workflows.site.build import BANK_FOLDER

_SAMPLE = packaged("quizgen.workflows.project") / "sample"
_BLUEPRINT = "kaoshi"
_SAMPLE_TOPIC = "样题：安全常识"
_SAMPLES = 15
_TOPIC = "第一个专题"
"""What the page of a topic is called whose name cannot stand in a heading."""
_ASKED = 5
"""So many questions the page of a topic asks at its end."""
_MARKS = re.compile(r"[<>&{}\[\]`|\\*_#$~^@\"]")
_OWN_NAMES = {"gitignore": ".gitignore"}
"""A file that begins with a dot is kept without it among the samples."""
_FIRST_STEP = (
    "把样题换成自己的题：照 `question_bank/questions.yaml` 里的样子写，专题先写进 `topics.yaml`，样题删去；"
    "`docs/zhuanti.md` 里自测的专题、`mkdocs.yml` 里的标题也改成自己的。"
)
_FIRST_STEP_OWN = "看看题库：`quizgen bank stats` 列出各专题、题型、难度有几题。"


class InsideAnother(QuizgenError):
    """A project inside a bank, or among the pages of another project, would be taken for part of it."""

    def __init__(self, folder: Path, holder: Path, what: str) -> None:
        super().__init__(
            f"“{folder}”在{what}“{holder}”里面，里面的文件会被当成它的一部分；请换一个地方建项目。"
        )


class HereItself(QuizgenError):
    """The folder is the current one, which cannot be put in place as a whole."""

    def __init__(self) -> None:
        super().__init__(
            "项目要建成一个新的文件夹，不能就是当前的文件夹；请写一个名字，如 quizgen new 我的项目。"
        )


class UnfitTitle(QuizgenError):
    """A title that cannot stand on every page and paper."""

    def __init__(self, title: str, signs: str) -> None:
        super().__init__(
            f"名称“{title}”里的 {signs} 不能用：它要印在试卷上，也写在每个网页上；请换一个写法。"
        )


@dataclass(frozen=True, slots=True)
class NewProject:
    """What was made: where, how many questions (samples or not), the name of its blueprint."""

    folder: Path
    title: str
    questions: int
    samples: bool
    blueprint: str


def new_project(folder: Path, title: str, bank: Path | None = None) -> NewProject:
    """Make a project of one's own, with samples unless a bank is given (a file or a folder).

    Raises AlreadyExists for a folder that is not empty, InsideAnother, HereItself, UnfitTitle; NotABank,
    ContentFaults, CannotRead, RefusedFile for a bank that is not in order; CannotWrite. Nothing is written
    then.
    """
    _refuse_place(folder, bank)
    _refuse_title(title)
    given = None if bank is None else take_bank(bank, title)
    made = dict(_texts(title, given))
    write_new_folder(folder, dict(sorted(made.items())), private=False)
    count = _SAMPLES if given is None else len(given.questions)
    return NewProject(folder, title, count, given is None, _name_of_blueprint(given))


def _refuse_place(folder: Path, bank: Path | None) -> None:
    if is_taken(folder):
        raise AlreadyExists(folder)
    here = folder.resolve()
    if here == Path.cwd().resolve():
        raise HereItself
    for holder in here.parents:
        if bank is not None and holder == bank.resolve():
            raise InsideAnother(folder, bank, "题库")
        if any((holder / name).is_file() for name in (TOPICS_FILE, BANK_FILE)):
            raise InsideAnother(folder, holder, "题库")
        beside = holder.parent
        if holder.name == "docs" and any((beside / name).is_file() for name in (PACK_FILE, "mkdocs.yml")):
            raise InsideAnother(folder, holder, "网页的文件夹")


def _refuse_title(title: str) -> None:
    signs = "".join(dict.fromkeys(_MARKS.findall(title)))
    glyphs = packaged_codepoints()
    signs += "".join(missing_characters(title, glyphs)) if glyphs else ""
    if signs:
        raise UnfitTitle(title, signs)


def _name_of_blueprint(given: GivenBank | None) -> str:
    return given.blueprint if given is not None and given.blueprint else _BLUEPRINT


def _texts(title: str, given: GivenBank | None) -> Iterator[tuple[str, bytes]]:
    """Every file of the project by its name."""
    topic = _SAMPLE_TOPIC if given is None else given.topics[0]
    shown = _TOPIC if _MARKS.search(topic) else topic
    words = {
        "title": title,
        "topic": shown,
        "blueprint": _name_of_blueprint(given),
        "selftest": _selftest(topic, given),
        "bank_files": f"（{_SAMPLES} 道样题在 `questions.yaml`）" if given is None else "，从给出的题库抄来",
        "first_step": _FIRST_STEP if given is None else _FIRST_STEP_OWN,
    }
    own = None if given is None else given.files
    for name, text in _sample_files(_SAMPLE, ""):
        inside = name.removeprefix(f"{BANK_FOLDER}/")
        if own is not None and inside not in {name, BANK_FILE}:
            continue
        if own is None or inside not in own:
            yield name, Template(text).substitute(words).encode()
    if given is None:
        return
    for name, data in given.files.items():
        yield f"{BANK_FOLDER}/{name}", data
    if not given.blueprint:
        blueprint = first_blueprint(_BLUEPRINT, f"{title}测试", given.questions)
        said = dump_yaml(
            blueprint, "第一份试卷的蓝图，照题库里有的题配成。题数、分值、时间、合格线按自己的要求改。"
        )
        yield f"{BANK_FOLDER}/{FOLDER}/{_BLUEPRINT}.yaml", said.encode()


def _sample_files(folder: Traversable, above: str) -> Iterator[tuple[str, str]]:
    for found in folder.iterdir():
        if found.is_dir():
            yield from _sample_files(found, f"{above}{found.name}/")
        else:
            yield f"{above}{_OWN_NAMES.get(found.name, found.name)}", found.read_text(encoding="utf-8")


def _selftest(topic: str, given: GivenBank | None) -> str:
    """The fence that asks a few questions, as far as the topic has some that a page may ask."""
    asked = f"topic={topic} count={_ASKED}"
    if given is not None:
        chosen = Askable.of(given.topics, given.questions).choose(topic, _ASKED)
        if not chosen:
            return ""
        in_words = not re.search(r"\s", topic)
        asked = f"topic={topic} count={len(chosen)}" if in_words else " ".join(one.id for one in chosen)
    return f"## 自己测一测\n\n```selftest {asked}\n```"
