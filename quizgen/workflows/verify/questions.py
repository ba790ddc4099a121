"""Holds exchanged and corrected questions against key and plan: each must be one that could have come."""

from __future__ import annotations

from collections.abc import Iterator

from quizgen.model.digest import question_digest
from quizgen.model.ledger import Act
from quizgen.model.question import Question
from quizgen.model.question_acts import NewPlace, QuestionAct
from quizgen.model.rules.exam import V054
from quizgen.records.exam_folder import ExamFolder
from quizgen.records.form_lines import DamagedForm
from quizgen.records.names import ACTS
from quizgen.workflows.day.corrected import NoCorrection, orders_between
from quizgen.workflows.day.swap import swapping_at
from quizgen.workflows.verify.ledger import ExamFindings


def check_question_acts(folder: ExamFolder, findings: ExamFindings) -> None:
    """Every act about a question judged again from the key. Rule V054."""
    for at, act in enumerate(folder.acts):
        if isinstance(act, QuestionAct):
            try:
                reasons = list(_reasons(folder, at, act))
            except (DamagedForm, KeyError, ValueError, StopIteration):
                reasons = ["不能从密钥和冻结的题核对"]
            for reason in reasons:
                findings.fault(ACTS, V054.id, reason, where=act.question, line=at + 1)


def _reasons(folder: ExamFolder, at: int, act: QuestionAct) -> Iterator[str]:
    for one in act.frozen:
        if question_digest(one.question) != one.digest:
            yield f"题目 {one.question.id} 的内容与记下的校验值不符"
    if act.act is Act.SWAPPED:
        yield from _swapped(folder, at, act)
    else:
        yield from _corrected(folder, act)


def _swapped(folder: ExamFolder, at: int, act: QuestionAct) -> Iterator[str]:
    pool = {entry.id: entry.digest for entry in folder.pool}

    def find(id_: str) -> Question:
        return folder.questions[pool[id_]].question

    swapping = swapping_at(folder, at, [act.question])
    given = {one.form: one for one in act.places}
    expected: list[NewPlace] = []
    for forms in list(swapping.sets_with(act.question)):
        new = given[forms.codes[0]].item.question
        if new not in swapping.allowed(forms, act.question):
            yield f"试卷 {'、'.join(forms.codes)} 换上的 {new} 不合细目表、互斥或相同题数的限制"
        expected += swapping.put(forms, act.question, new, find)
    if tuple(expected) != act.places:
        yield "换题的位置、选项次序与密钥重新生成的不同"


def _corrected(folder: ExamFolder, act: QuestionAct) -> Iterator[str]:
    (now,) = act.frozen
    was = folder.questions[act.was].question
    if now.question.id != act.question or was.id != act.question:
        yield "勘误以后成了另一道题"
        return
    try:
        orders = orders_between(was, now.question)
    except NoCorrection as error:
        yield f"勘误前后不能对应：{error.reason}"
        return
    if orders != act.orders:
        yield "勘误前后选项的对应与记下的不同"
