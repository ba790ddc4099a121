"""The recipe of ``quizgen exam erratum``: a misprint put right on every form, its key with it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from quizgen.errors import ContentFaults, Problem
from quizgen.model.exam import Form, FormItem, FrozenQuestion
from quizgen.model.ledger import Act, JsonValue
from quizgen.model.question import (
    AskedBody,
    ChoiceBody,
    Question,
    SingleBody,
    TrueFalseBody,
    asked_in,
    correct_indices,
    pictures_of,
)
from quizgen.model.question_acts import QuestionAct, put_right
from quizgen.records.exam_folder import ExamFolder
from quizgen.records.ledger import check_ledger
from quizgen.workflows.bank import BankPlaces
from quizgen.workflows.day.bank_now import BankToday
from quizgen.workflows.day.corrected import NoCorrection, orders_between
from quizgen.workflows.day.question_refused import (
    AnotherQuestion,
    NotCorrected,
    NotInBank,
    NotOnForms,
    check_not_marked,
)
from quizgen.workflows.day.written import DayOrder, DecidedAct, check_reason, write_acts
from quizgen.workflows.exam.errata import slips_of
from quizgen.workflows.exam.intact import changing, refuse_part


@dataclass(frozen=True, slots=True)
class ErratumResult:
    """What was put right: on which forms, whether the key changed, whether what is printed changed."""

    forms: tuple[str, ...]
    key_changed: bool
    print_changed: bool
    notes: tuple[Problem, ...]
    head: str


def put_question_right(order: DayOrder, id_: str, places: BankPlaces, *, reprint: bool) -> ErratumResult:
    """Take a question as the bank has it today, under the same id, for every form that has it.

    ``reprint``: the papers have not been handed out, so the next build prints them anew. Raises NotOnForms,
    NotInBank, NotCorrected, AnotherQuestion, AfterMarking, ContentFaults for faults of the corrected
    question, what ``changing`` and BankToday raise, CannotWrite.
    """
    check_reason(order.reason)
    with changing(order.folder) as folder:
        ledger = check_ledger(folder.path)
        refuse_part(folder)
        check_not_marked(folder)
        was = _on_forms(folder, id_)
        bank = BankToday(places)
        now = bank.frozen([id_]).get(id_)
        if now is None:
            raise NotInBank(id_)
        if now.digest == was.digest:
            raise NotCorrected(id_)
        if faults := bank.faults(id_):
            raise ContentFaults(faults)
        act = _act(was, now, reprint=reprint)
        forms = tuple(_changed(folder, act, was.question, now.question))
        printed = any(one.lines for one in slips_of(folder, len(folder.acts), act))
        key = _key_of(was.question) != _key_of(now.question) or bool(act.orders)
        details: dict[str, JsonValue] = {"question": id_, "key": key, "text": printed, "forms": len(forms)}
        if reprint:
            details["reprint"] = True
        pictures = {name: bank.picture(name) for name in sorted(set(pictures_of(now.question)))}
        head, behind = write_acts(order, ledger, None, [DecidedAct(act, details, files=pictures)])
        return ErratumResult(forms, key, printed, (behind,) if behind else (), head)


def _on_forms(folder: ExamFolder, id_: str) -> FrozenQuestion:
    """The question as the forms have it now. Raises NotOnForms."""
    for line in folder.all_lines:
        for section in line.form().sections:
            for item in section.items:
                if item.question == id_:
                    return folder.questions[item.digest]
    raise NotOnForms([id_])


def _act(was: FrozenQuestion, now: FrozenQuestion, *, reprint: bool) -> QuestionAct:
    id_ = was.question.id
    try:
        orders = orders_between(was.question, now.question)
    except NoCorrection as error:
        raise AnotherQuestion(id_, error.reason) from error
    return QuestionAct(
        act=Act.ERRATUM, question=id_, was=was.digest, frozen=(now,), orders=orders, reprint=reprint
    )


def _changed(folder: ExamFolder, act: QuestionAct, old: Question, new: Question) -> Iterator[str]:
    """The codes of the forms that hold the question. Raises AnotherQuestion if one shows no right option."""
    for line in folder.all_lines:
        form = line.form()
        if (item := _item(form, act.was)) is not None:
            for shown, (_, body) in zip(_shown(put_right(item, act)), asked_in(new), strict=True):
                if not _answerable(body, shown):
                    raise AnotherQuestion(old.id, f"试卷 {line.code} 印出的选项里对的不够")
            yield line.code


def _item(form: Form, digest: str) -> FormItem | None:
    items = (item for section in form.sections for item in section.items)
    return next((item for item in items if item.digest == digest), None)


def _shown(item: FormItem) -> tuple[tuple[int, ...], ...]:
    return item.parts or (item.options,)


def _answerable(body: AskedBody, shown: tuple[int, ...]) -> bool:
    """Whether the options that a form shows include as many right ones as the kind wants."""
    if not isinstance(body, ChoiceBody):
        return True
    right = len(correct_indices(body) & set(shown))
    return right == 1 if isinstance(body, SingleBody) else right > 1


def _key_of(question: Question) -> object:
    """What counts as right."""
    return [
        body.answer if isinstance(body, TrueFalseBody) else getattr(body, "answers", None)
        for _, body in asked_in(question)
    ]
