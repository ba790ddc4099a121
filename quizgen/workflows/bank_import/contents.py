"""The files of a bank that an import writes: questions, topics, settings, a blueprint, the record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path, PurePosixPath
from typing import Any

from quizgen.bank.first_blueprint import first_blueprint
from quizgen.bank.presets import FOLDER
from quizgen.bank.topics import TOPICS_FILE
from quizgen.files.text import read_utf8
from quizgen.files.yaml_items import with_items
from quizgen.files.yaml_mapping import with_keys, with_members
from quizgen.files.yaml_write import dump_yaml
from quizgen.interchange.origin import (
    ORIGIN_FILE,
    digest_of,
    origins_json,
    stem_of,
)
from quizgen.interchange.records import images_in
from quizgen.interchange.tidy import tidy
from quizgen.model.bank import BANK_FILE
from quizgen.model.bookkeeping import may_be_drawn
from quizgen.model.digest import sha256_hex
from quizgen.model.kinds import Kind
from quizgen.model.origin import Origin, Origins
from quizgen.model.question import QUESTION
from quizgen.workflows.bank_import.ids import prefix_for
from quizgen.workflows.bank_import.judge import tree_of
from quizgen.workflows.bank_import.order import ImportOrder
from quizgen.workflows.bank_import.rows import Deed, SeenFiles, SeenQuestion
from quizgen.workflows.bank_import.target import TargetBank

BLUEPRINT = "kaoshi"
_BLUEPRINT_FILE = f"{FOLDER}/{BLUEPRINT}.yaml"
_OWN_FILES = frozenset({TOPICS_FILE, BANK_FILE})
_TITLE = 40
"""As long as the title of a bank may be."""


@dataclass(slots=True)
class BankFiles:
    """Collects the files to be written, by their names below the bank."""

    order: ImportOrder
    target: TargetBank
    seen: SeenFiles

    def files(self) -> dict[str, bytes]:
        """All of them; a file that stays as it is is not among them.

        Raises CannotEdit, CannotRead.
        """
        texts = self._question_files()
        texts |= self._topics()
        texts |= self._settings()
        texts |= self._blueprint()
        files = {name: text.encode() for name, text in texts.items()}
        files |= self._pictures()
        origins = self._origins(texts)
        if origins != self.target.origins and origins.questions:
            files[ORIGIN_FILE] = origins_json(origins)
        return files

    def _pictures(self) -> dict[str, bytes]:
        """The pictures of what is written, below the folder of each bank file; those that are there stay."""
        found: dict[str, bytes] = {}
        for row in self._written(Deed.ADD, Deed.CHANGE):
            holder = self._bank_file(row).parent if row.act is Deed.CHANGE else PurePosixPath()
            for image in images_in(row.fields or {}):
                name = (holder / image).as_posix()
                if image in self.seen.pictures and not self._there(name):
                    found[name] = self.seen.pictures[image]
        return found

    def _bank_file(self, row: SeenQuestion) -> PurePosixPath:
        """Where a question stands, below the bank."""
        file = Path(self.target.entries[row.id].file)
        return PurePosixPath(file.relative_to(self.target.folder or ".").as_posix())

    def _is_recorded(self, row: SeenQuestion) -> bool:
        """Whether the record of imports tells of a question: not of those that people wrote."""
        if row.act is Deed.CHANGE:
            return not self.target.by_hand or row.id in self._before.questions
        return row.act is Deed.ADD or is_unrecorded(row, self.target)

    @property
    def _before(self) -> Origins:
        return self.target.origins or Origins(
            whole=self.target.loaded is None, prefix=prefix_for(self.order, None)
        )

    def _written(self, *acts: Deed) -> list[SeenQuestion]:
        return [row for row in self.seen.rows if row.act in acts and row.fields is not None]

    def _source_files(self) -> dict[str, str]:
        """The bank file of every file that brings new questions."""
        files = dict(self._before.files)
        for one in self.seen.files:
            name = one.path.name
            gone = name in files and not self._there(files[name])
            if (name not in files or gone) and any(row.act is Deed.ADD for row in one.rows):
                files[name] = self._free_name(one.path.stem, files.values())
        return files

    def _there(self, name: str) -> bool:
        return self.target.folder is not None and (self.target.folder / name).exists()

    def _free_name(self, stem: str, taken: Iterable[str]) -> str:
        stem = stem.strip(" .~#$") or "questions"
        used = {name.casefold() for name in (*taken, *_OWN_FILES)}
        names = (f"{stem}{ending}.yaml" for ending in ("", *(f"-{number}" for number in range(2, 10_000))))
        return next(name for name in names if name.casefold() not in used and not self._there(name))

    def _question_files(self) -> dict[str, str]:
        """The bank files with their new questions at the end, changed ones where they stand."""
        folder, own = self.target.folder, self._source_files()
        replaced: dict[str, dict[str, Any]] = {}
        added: dict[str, list[Mapping[str, Any]]] = {}
        for row in self._written(Deed.CHANGE):
            path = self._bank_file(row)
            replaced.setdefault(str(path), {})[row.id] = dict(row.fields or {})
        for one in self.seen.files:
            for row in one.rows:
                if row.act is Deed.ADD and row.fields is not None:
                    added.setdefault(own[one.path.name], []).append(row.fields)
        texts: dict[str, str] = {}
        for name in dict.fromkeys((*replaced, *added)):
            there = read_utf8(folder / name) if folder is not None and self._there(name) else ""
            texts[name] = with_items(there, replaced.get(name, {}), added.get(name, ()), name)
        return texts

    def _may_write(self, name: str) -> bool:
        """Whether a file is not there, or is as an earlier import left it."""
        if self.target.folder is None or not self._there(name):
            return True
        return self._before.written.get(name) == sha256_hex(read_utf8(self.target.folder / name))

    def _topics(self) -> dict[str, str]:
        """The table of topics with those of the new questions."""
        known = self.target.loaded.topics if self.target.loaded is not None else ()
        wanted = [str(row.fields["topic"]) for row in self._written(Deed.ADD, Deed.CHANGE) if row.fields]
        missing = tree_of(topic for topic in wanted if topic not in known)
        if not missing or self.target.by_hand:
            return {}
        if self.target.folder is not None and self._there(TOPICS_FILE):
            return {
                TOPICS_FILE: with_members(read_utf8(self.target.folder / TOPICS_FILE), missing, TOPICS_FILE)
            }
        return {TOPICS_FILE: dump_yaml(missing, "专题表：一级专题和它的二级专题，照导入的题列出。")}

    def _settings(self) -> dict[str, str]:
        """``bank.yaml`` of a new bank, or with more rules off."""
        if self.target.loaded is None:
            title = (tidy(self.order.title or self.order.files[0].stem) or "题库")[:_TITLE]
            subject = title.removesuffix("题库")
            said = {"title": title, **({"subject": subject} if subject and subject != title else {})}
            rules = {"rules": dict(sorted(self.seen.off.items()))} if self.seen.off else {}
            return {BANK_FILE: dump_yaml({**said, "profile": "plain", **rules}, "题库的说明，由导入写成。")}
        settings = self.target.loaded.banks[0].settings
        off = settings.rules if settings is not None else {}
        more = {rule: why for rule, why in self.seen.off.items() if rule not in off}
        if not more or self.target.by_hand or self.target.folder is None or not self._there(BANK_FILE):
            return {}
        return {BANK_FILE: with_keys(read_utf8(self.target.folder / BANK_FILE), "rules", more, BANK_FILE)}

    def _blueprint(self) -> dict[str, str]:
        """A blueprint that the bank can fill, with the points that the files give."""
        if self.target.by_hand or not self._may_write(_BLUEPRINT_FILE):
            return {}
        now = {} if self.target.loaded is None else {one.id: one for one in self.target.loaded.questions}
        written = self._written(Deed.ADD, Deed.CHANGE)
        new = {row.id: QUESTION.validate_python(row.fields) for row in written}
        questions = [*{**now, **new}.values()]
        title = self.order.title or self.order.files[0].stem
        if self.target.loaded is not None and (settings := self.target.loaded.banks[0].settings):
            title = settings.title
        subject = tidy(title).removesuffix("题库")
        if not any(map(may_be_drawn, questions)):
            return {}
        blueprint = first_blueprint(BLUEPRINT, f"{subject}测试", questions, self._points())
        said = "由导入配成：分值照原文件（写了的话），题数照题库里有的。题数、时间、合格线按自己的要求改。"
        return {_BLUEPRINT_FILE: dump_yaml(blueprint, said)}

    def _points(self) -> dict[Kind, Fraction]:
        """The points of a question of each kind, where the files give nearly all of them the same."""
        said: dict[Kind, Counter[Fraction | None]] = {}
        for row in self.seen.rows:
            if row.made.draft.kind is not None and row.act is not Deed.LEAVE:
                said.setdefault(row.made.draft.kind, Counter())[row.made.draft.points] += 1
        usual = {kind: points.most_common(1)[0][0] for kind, points in said.items()}
        return {kind: points for kind, points in usual.items() if points is not None and points > 0}

    def _origins(self, texts: Mapping[str, str]) -> Origins:
        """The record of imports with this one."""
        before = self._before
        questions = dict(before.questions)
        for one in self.seen.files:
            written = [row for row in one.rows if self._is_recorded(row)]
            questions |= {row.id: _origin(row, one.path.name) for row in written}
        whole = {name: sha256_hex(text) for name, text in texts.items() if name == _BLUEPRINT_FILE}
        return before.model_copy(
            update={
                "prefix": prefix_for(self.order, self.target.origins),
                "files": self._source_files(),
                "questions": questions,
                "written": {**before.written, **whole},
            }
        )


def is_unrecorded(row: SeenQuestion, target: TargetBank) -> bool:
    """Whether a question is in the bank, but not in its record: an import was interrupted between the two."""
    known = target.origins.questions if target.origins is not None else {}
    return not target.by_hand and row.act is Deed.SAME and row.id not in known


def _origin(row: SeenQuestion, source: str) -> Origin:
    fields = row.fields or row.made.fields or {}
    return Origin(
        source=source,
        number=row.made.draft.number,
        source_id=row.made.draft.source_id,
        stem=stem_of(fields),
        digest=digest_of(fields),
        doubtful=bool(row.made.doubts),
    )
