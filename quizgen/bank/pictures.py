"""The pictures that questions name: looked at when a bank is read, then known by their content."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from quizgen.bank.entries import Entry
from quizgen.bank.form_rules import B071, B072, B073
from quizgen.errors import Problem
from quizgen.files.pictures import BadPicture, PictureFaultKind, read_picture
from quizgen.files.yaml_nodes import Key
from quizgen.model.illustrated import FIGURES, Pictured
from quizgen.model.options import Option, PicturedOption
from quizgen.model.question import Body, CaseQuestion, MultipleBody, SingleBody

_MB = 1024 * 1024
MOST_OPTION_BYTES = _MB
"""A question has several pictures as options, which a page loads together."""

_RULES = {
    PictureFaultKind.NOT_THERE: B071,
    PictureFaultKind.UNFIT: B072,
    PictureFaultKind.ACTIVE: B073,
}


@dataclass(slots=True)
class Pictures:
    """Where the pictures of a bank lie, by the name that its questions have for them once they are read."""

    found: dict[str, tuple[Path, ...]] = field(default_factory=dict)

    def known_by_content(self, entry: Entry, folder: Path, label: str) -> tuple[Entry, list[Problem]]:
        """The entry with every ``image`` known by its content, so that the picture is part of what is asked.

        ``folder`` is where its file lies, ``label`` its id as written. A picture with a fault stays as it was
        written; the fault is told.
        """
        look = _Look(entry, folder, label)
        question = entry.question
        changes = look.around(question, ())
        if isinstance(question, CaseQuestion):
            looked = [look.around(part, ("parts", at)) for at, part in enumerate(question.parts)]
            if any(looked):
                both = zip(question.parts, looked, strict=True)
                changes["parts"] = tuple(part.model_copy(update=change) for part, change in both)
        for name, path in look.found:
            self.found[name] = (*self.found.get(name, ()), path)
        if changes:
            changed = question.model_copy(update=changes)
            entry = replace(entry, question=changed, drawn=tuple(look.drawn))
        return entry, look.problems


@dataclass(slots=True)
class _Look:
    """Looks at the pictures of one entry."""

    entry: Entry
    folder: Path
    label: str
    found: list[tuple[str, Path]] = field(default_factory=list)
    drawn: list[tuple[Key, str]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def around(self, body: Body, way: Key) -> dict[str, Any]:
        """What is to be changed in a question or a sub-question, its options included."""
        changes = self._at(body, way)
        if isinstance(body, SingleBody | MultipleBody):
            for side, options in (("correct", body.correct), ("wrong", body.wrong)):
                looked = [self._option(one, (*way, side, at)) for at, one in enumerate(options)]
                if any(now is not before for now, before in zip(looked, options, strict=True)):
                    changes[side] = tuple(looked)
        return changes

    def _option(self, option: Option, way: Key) -> Option:
        if not isinstance(option, PicturedOption):
            return option
        changes = self._at(option, way)
        return option.model_copy(update=changes) if changes else option

    def _at(self, body: Pictured, way: Key) -> dict[str, Any]:
        key = (*way, "image")
        if body.image is None:
            for name, value in (("width", body.width), ("alt", body.alt)):
                if value is not None:
                    message = f"写了 {name}，却没有写 image"
                    self._tell((*way, name), B071.id, message, "写上 image，或删去这一行")
            return {}
        try:
            picture = read_picture(self.folder, body.image)
        except BadPicture as error:
            rule = _RULES[error.kind]
            self._tell(key, rule.id, str(error), rule.mend)
            return {}
        if isinstance(body, PicturedOption) and len(picture.data) > MOST_OPTION_BYTES:
            size, most = len(picture.data) / _MB, MOST_OPTION_BYTES // _MB
            message = f"选项的图片 {body.image} 有 {size:.1f} MB，最多 {most} MB"
            self._tell(key, B072.id, message, B072.mend)
            return {}
        name = f"{FIGURES}/{picture.name}"
        self.found.append((name, self.folder / body.image))
        if picture.words:
            self.drawn.append((key, picture.words))
        return {"image": name}

    def _tell(self, key: Key, rule: str, message: str, hint: str) -> None:
        line = self.entry.line(key)
        self.problems.append(Problem(self.entry.file, line, rule, message, hint, self.label))
