"""A unit's part of an exam as a folder that stands by itself: its people, forms, questions, papers."""

from __future__ import annotations

import datetime
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from quizgen.files.entries import entries
from quizgen.files.new_folder import write_new_folder
from quizgen.files.text import read_bytes
from quizgen.model.digest import record_json
from quizgen.model.exam import Candidate, Form, Mode
from quizgen.model.form_text import form_json
from quizgen.model.ledger import FIRST_PREV, LedgerLine, Stamp
from quizgen.model.question import pictures_of
from quizgen.model.units import CutDetails
from quizgen.records.exam_folder import ExamFolder
from quizgen.records.form_lines import FormLine
from quizgen.records.ledger import line_text, link
from quizgen.records.manifest import FROZEN_PRINTER, BuiltFile, append_manifest, line_marks
from quizgen.records.names import (
    EXAM,
    FORMS,
    LEDGER,
    MANIFEST,
    POOL,
    PRINT_LIST,
    QUESTIONS,
    README,
    ROSTER,
    PaperLayout,
    Product,
)
from quizgen.records.roster import roster_csv
from quizgen.records.signing import SigningKey
from quizgen.records.units.cut import CUT_NOTE, cut_entry, digests_of
from quizgen.workflows.exam.build import BuildOrder, build_exam
from quizgen.workflows.processes import Jobs

Printing = tuple[tuple[PaperLayout, ...], Jobs, tuple[Path, ...]]
"""How a part is printed: sizes of paper, processes, further folders of fonts."""


@dataclass(frozen=True, slots=True)
class UnitPart:
    """What a unit is to get: its people, the forms they may sit; ``spare`` are spare forms of its own."""

    unit: str
    people: tuple[Candidate, ...]
    forms: tuple[FormLine, ...]
    spare: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WrittenPart:
    """A part as its files by name, with what its first ledger line says and that line's hash."""

    files: Mapping[str, bytes]
    details: CutDetails
    cut: str


def parts_of(folder: ExamFolder, units: Mapping[str, Sequence[Candidate]]) -> tuple[UnitPart, ...]:
    """Everybody's own form to the owner's unit, shared forms to all, individual spares dealt out in turn."""
    lines = folder.lines_at(len(folder.acts))
    owners = _owners(folder)
    unit_of = {one.number: unit for unit, people in units.items() for one in people}
    forms: dict[str, list[FormLine]] = {unit: [] for unit in units}
    spare: dict[str, list[str]] = {unit: [] for unit in units}
    names = list(units)
    turn = 0
    for line in lines:
        owner = line.candidate or owners.get(line.code)
        if owner is not None and owner in unit_of:
            forms[unit_of[owner]].append(line)
        elif owner is None and folder.exam.mode is not Mode.INDIVIDUAL:
            for unit in units:
                forms[unit].append(line)
        elif owner is None:
            forms[names[turn % len(names)]].append(line)
            spare[names[turn % len(names)]].append(line.code)
            turn += 1
    return tuple(
        UnitPart(unit, tuple(people), tuple(forms[unit]), tuple(spare[unit]))
        for unit, people in units.items()
    )


class PartWriter:
    """Writes the parts of one split, each in a folder of its own that is gone afterwards."""

    def __init__(
        self,
        folder: ExamFolder,
        stamp: Stamp,
        key: SigningKey,
        split: tuple[int, str, datetime.datetime | None],
        printing: Printing,
    ) -> None:
        self._folder, self._stamp, self._key, self._printing = folder, stamp, key, printing
        self._version, self._head, self._opens = split
        self._exam = read_bytes(folder.path / EXAM)
        self._owners = _owners(folder)

    def write(self, work: Path, bundle: int, part: UnitPart) -> WrittenPart:
        """The part of a unit, printed. Raises what building raises, CannotWrite."""
        details = CutDetails(
            unit=part.unit,
            bundle=bundle,
            version=self._version,
            ledger=self._head,
            opens=self._opens,
            people=len(part.people),
            forms=len(part.forms),
            spare=part.spare,
            key_commitment=self._folder.exam.key_commitment,
        )
        frozen = self._frozen(part, details)
        try:
            write_new_folder(
                work, {**frozen, LEDGER: line_text(self._line(details, frozen)).encode()}, private=True
            )
            _list_frozen(work, frozen)
            pages = self._print(work)
            printed = {one.name: read_bytes(work / one.name) for one in entries(work) if one.kind == "file"}
        finally:
            shutil.rmtree(work, ignore_errors=True)
        prints = {PRINT_LIST: printed[PRINT_LIST]} if PRINT_LIST in printed else {}
        details = details.model_copy(
            update={"pages": pages, "print_list": digests_of(prints).get(PRINT_LIST)}
        )
        line = self._line(details, {**frozen, MANIFEST: printed[MANIFEST]})
        return WrittenPart({**printed, LEDGER: line_text(line).encode()}, details, line.hash)

    def _print(self, work: Path) -> int:
        """Papers and answer sheets; how many pages there are to be printed."""
        layouts, jobs, fonts = self._printing
        order = BuildOrder(
            folder=work,
            products=(Product.PAPERS, Product.SHEETS),
            formats=("pdf",),
            layouts=layouts,
            stamp=self._stamp,
            jobs=jobs,
            font_paths=fonts,
        )
        built = build_exam(order, _no_progress)
        return sum(
            job.pages * (job.copies or 1) for job in built.to_print if not job.staff and not job.choice
        )

    def _line(self, details: CutDetails, files: Mapping[str, bytes]) -> LedgerLine:
        """The only line of a part's ledger, signed by the centre, that vouches for its files."""
        (line,) = link([cut_entry(details, self._stamp, digests_of(files))], 0, FIRST_PREV, self._key)
        return line

    def _frozen(self, part: UnitPart, details: CutDetails) -> dict[str, bytes]:
        """The files that never change: the settings whole, of people, forms and questions the unit's own."""
        forms = [self._form(line) for line in part.forms]
        used = {item.digest for form in forms for section in form.sections for item in section.items}
        questions = sorted(
            (self._folder.questions[digest] for digest in used), key=lambda one: one.question.id
        )
        pictures = sorted({name for one in questions for name in pictures_of(one.question)})
        spare = f"，其中备用卷 {'、'.join(part.spare)}" if part.spare else ""
        opens = (
            "没有规定开启时间" if details.opens is None else f"{details.opens:%Y-%m-%d %H:%M} 以后才能拆封"
        )
        note = CUT_NOTE.format(
            title=self._folder.exam.title,
            unit=part.unit,
            people=details.people,
            forms=details.forms,
            spare=spare,
            version=details.version,
            bundle=details.bundle,
            opens=opens,
        )
        return {
            EXAM: self._exam,
            ROSTER: roster_csv(part.people).encode("utf-8-sig"),
            POOL: b"",
            QUESTIONS: "".join(f"{record_json(one)}\n" for one in questions).encode(),
            FORMS: "".join(f"{form_json(form)}\n" for form in forms).encode(),
            README: note.encode("utf-8-sig"),
            **{name: self._folder.picture(name).data for name in pictures},
        }

    def _form(self, line: FormLine) -> Form:
        """A form as it stands now; a spare one that somebody was given is theirs."""
        form = line.form()
        owner = self._owners.get(line.code)
        return form if owner is None else form.model_copy(update={"candidate": owner, "spare": False})


def _list_frozen(work: Path, files: Mapping[str, bytes]) -> None:
    append_manifest(work, list(_listed(files)))


def _listed(files: Mapping[str, bytes]) -> Iterator[BuiltFile]:
    for name, digest in digests_of(files).items():
        marks = line_marks(files[name]) if "/" not in name else ""
        yield BuiltFile(name, digest, FROZEN_PRINTER, marks)


def _owners(folder: ExamFolder) -> Mapping[str, str]:
    """Whose a form is that somebody was given when added; shared forms are nobody's."""
    return folder.people.owners if folder.exam.mode is Mode.INDIVIDUAL else {}


def _no_progress(_done: int, _total: int) -> None:
    """A part is one step of the split."""
