"""The pictures that questions name: looked at when a bank is read, then known by their content."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from quizgen.bank.entries import Entry
from quizgen.bank.form_rules import B071, B072, B073
from quizgen.errors import Problem
from quizgen.files.pictures import BadPicture, PictureFaultKind, read_picture
from quizgen.files.yaml_lines import Key
from quizgen.model.question import FIGURES, CaseQuestion, Illustrated

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
        question, problems = entry.question, list[Problem]()
        changes = self._change(question, (), entry, folder, label, problems)
        if isinstance(question, CaseQuestion):
            parts = tuple(
                part.model_copy(update=self._change(part, ("parts", at), entry, folder, label, problems))
                for at, part in enumerate(question.parts)
            )
            if parts != question.parts:
                changes["parts"] = parts
        if not changes:
            return entry, problems
        return replace(entry, question=question.model_copy(update=changes)), problems

    def _change(  # noqa: PLR0913, PLR0917 - where the picture is named, and what for
        self, body: Illustrated, way: Key, entry: Entry, folder: Path, label: str, problems: list[Problem]
    ) -> dict[str, Any]:
        if body.image is None:
            problems += _without_image(body, way, entry, label)
            return {}
        try:
            picture = read_picture(folder, body.image)
        except BadPicture as error:
            rule, line = _RULES[error.kind], entry.line((*way, "image"))
            problems.append(Problem(entry.file, line, rule.id, str(error), rule.mend, label))
            return {}
        name = f"{FIGURES}/{picture.name}"
        self.found[name] = (*self.found.get(name, ()), folder / body.image)
        return {"image": name}


def _without_image(body: Illustrated, way: Key, entry: Entry, label: str) -> Iterator[Problem]:
    for key, value in (("width", body.width), ("alt", body.alt)):
        if value is not None:
            message = f"写了 {key}，却没有写 image"
            yield Problem(
                entry.file, entry.line((*way, key)), B071.id, message, "写上 image，或删去这一行", label
            )
