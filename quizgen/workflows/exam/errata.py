"""The slips of corrections: which there are, which forms they speak of, how they are printed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from quizgen.model.ledger import Act
from quizgen.model.people import question_acts
from quizgen.model.question_acts import QuestionAct, concerns
from quizgen.records.exam_folder import ExamFolder
from quizgen.records.names import errata_name
from quizgen.render.paper.composed import compose
from quizgen.render.paper.errata import Slip, slip
from quizgen.render.typst_pdf import Printer


def errata_files(folder: ExamFolder) -> Iterator[tuple[str, int]]:
    """The names of the files of slips, each with how many acts there were before its correction.

    None for one after which papers are printed anew, none where only the key changed.
    """
    for at, act in enumerate(folder.acts):
        told = isinstance(act, QuestionAct) and act.act is Act.ERRATUM and not act.reprint
        if told and any(one.lines for one in slips_of(folder, at)):
            yield errata_name(at + 1), at


def errata_bytes(folder: ExamFolder, acts: int, font_paths: tuple[Path, ...]) -> bytes:
    """The slips of the correction that came after so many acts."""
    earlier = [one for one in question_acts(folder.acts[:acts]) if one.act is Act.ERRATUM]
    slips = [one for one in slips_of(folder, acts) if one.lines]
    return Printer(font_paths).errata_pdf(slips, len(earlier) + 1)


def slips_of(folder: ExamFolder, acts: int, new: QuestionAct | None = None) -> Iterator[Slip]:
    """What the correction that came after so many acts changes on the forms there were then.

    ``new``: one that has not been written yet.
    """
    act = new or folder.acts[acts]
    if not isinstance(act, QuestionAct):
        return
    added = {one.digest: one for one in act.frozen}
    questions = {**folder.questions, **added}
    people = folder.people_at(acts).known
    for line in folder.lines_at(acts):
        form = line.form()
        if concerns(act, form):
            candidate = people.get(form.candidate or "")
            after = line.after((*line.changes, act)).form()
            before, now = (
                compose(folder.exam, one, questions, candidate, folder.picture) for one in (form, after)
            )
            yield slip(before, now)
