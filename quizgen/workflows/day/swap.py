"""The recipe of ``quizgen exam swap``: other questions for unwanted ones, before papers are handed out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from quizgen.assemble.draw.swap import FormSet, Swapping
from quizgen.errors import Problem
from quizgen.model.exam import FrozenQuestion
from quizgen.model.ledger import Act, JsonValue
from quizgen.model.people import question_acts
from quizgen.model.question import Question, pictures_of
from quizgen.model.question_acts import NewPlace, QuestionAct
from quizgen.records.exam_folder import ExamFolder
from quizgen.records.ledger import check_ledger
from quizgen.records.names import KEY
from quizgen.workflows.bank import BankPlaces
from quizgen.workflows.day.bank_now import BankToday
from quizgen.workflows.day.question_refused import (
    KeyForSwap,
    NoReplacement,
    NothingSwapped,
    NotInPool,
    NotOnForms,
    check_not_sat,
)
from quizgen.workflows.day.written import DayOrder, DecidedAct, check_reason, write_acts
from quizgen.workflows.exam.intact import changing, refuse_part


@dataclass(frozen=True, slots=True)
class Swapped:
    """A question that was exchanged: on which forms by which question, in the order of the forms."""

    question: str
    by_form: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class SwapResult:
    """What was exchanged; ``head`` is the hash of the ledger's last line."""

    swapped: tuple[Swapped, ...]
    notes: tuple[Problem, ...]
    head: str


def swap_questions(
    order: DayOrder, unwanted: Sequence[str], places: BankPlaces, wanted: Sequence[str] = ()
) -> SwapResult:
    """Exchange questions on every form that has them; the other questions stay as they are, key and all.

    ``wanted`` are the only ids that may come instead (none: any of the same sort). Raises NothingSwapped,
    NotOnForms, NotInPool, NoReplacement with every form that cannot be helped, KeyForSwap, AfterAnswers,
    AfterMarking, what ``changing`` and BankToday raise, CannotWrite.
    """
    if not unwanted:
        raise NothingSwapped
    check_reason(order.reason)
    with changing(order.folder) as folder:
        ledger = check_ledger(folder.path)
        refuse_part(folder)
        check_not_sat(folder)
        if not (folder.path / KEY).exists():
            raise KeyForSwap
        found = _Swap(folder, BankToday(places), unwanted, wanted).run()
        head, behind = write_acts(order, ledger, None, [act for _, act in found])
        return SwapResult(tuple(one for one, _ in found), (behind,) if behind else (), head)


class _Swap:
    """The exchange of some questions."""

    def __init__(
        self, folder: ExamFolder, bank: BankToday, unwanted: Sequence[str], wanted: Sequence[str]
    ) -> None:
        self._folder, self._bank = folder, bank
        self._unwanted, self._wanted = list(dict.fromkeys(unwanted)), frozenset(wanted)
        self._pool = {entry.id: entry for entry in folder.pool}
        self._frozen = {one.digest: one for one in (*folder.question_lines, *folder.added_questions)}
        forms = [line.form() for line in folder.all_lines]
        on_forms = {item.question for form in forms for section in form.sections for item in section.items}
        if missing := [one for one in self._unwanted if one not in on_forms]:
            raise NotOnForms(missing)
        if strangers := sorted(self._wanted - self._pool.keys()):
            raise NotInPool(strangers)
        self._swapping = swapping_at(folder, len(folder.acts), self._unwanted)

    def run(self) -> list[tuple[Swapped, DecidedAct]]:
        found: list[tuple[Swapped, DecidedAct]] = []
        hopeless: list[tuple[str, str]] = []
        for number, out in enumerate(self._unwanted, len(self._folder.acts)):
            places: list[NewPlace] = []
            for forms in list(self._swapping.sets_with(out)):
                new = self._chosen(forms, out, number)
                if new is None:
                    hopeless.append((out, "、".join(forms.codes)))
                else:
                    places += self._swapping.put(forms, out, new, self._question)
            found.append(self._decided(out, places))
        if hopeless:
            raise NoReplacement(hopeless, only=sorted(self._wanted))
        return found

    def _chosen(self, forms: FormSet, out: str, number: int) -> str | None:
        """The first question in the key's order of which the bank still has the text."""
        allowed = self._swapping.allowed(forms, out)
        if self._wanted:
            allowed = tuple(one for one in allowed if one in self._wanted)
        today = self._bank.frozen(allowed)
        for id_ in self._swapping.in_turn(forms, out, allowed, number):
            digest = self._pool[id_].digest
            if digest not in self._frozen and id_ in today and today[id_].digest == digest:
                self._frozen[digest] = today[id_]
            if digest in self._frozen:
                return id_
        return None

    def _question(self, id_: str) -> Question:
        return self._frozen[self._pool[id_].digest].question

    def _decided(self, out: str, places: Sequence[NewPlace]) -> tuple[Swapped, DecidedAct]:
        by_form = {one.form: one.item.question for one in places}
        kept = {one.digest for one in (*self._folder.question_lines, *self._folder.added_questions)}
        fresh = [self._frozen[digest] for digest in dict.fromkeys(one.item.digest for one in places)]
        frozen = tuple(one for one in fresh if one.digest not in kept)
        act = QuestionAct(
            act=Act.SWAPPED, question=out, was=self._pool[out].digest, frozen=frozen, places=tuple(places)
        )
        details: dict[str, JsonValue] = {"question": out, "by_form": dict(by_form)}
        pictures = {name: self._bank.picture(name) for name in _pictures(frozen)}
        return Swapped(out, by_form), DecidedAct(act, details, files=pictures)


def _pictures(frozen: Sequence[FrozenQuestion]) -> list[str]:
    return sorted({name for one in frozen for name in pictures_of(one.question)})


def swapping_at(folder: ExamFolder, acts: int, unwanted: Sequence[str] = ()) -> Swapping:
    """The forms as they stood after so many acts, ready to be exchanged or judged."""
    gone = {act.question for act in question_acts(folder.acts[:acts])}
    return Swapping(
        folder.exam,
        folder.pool,
        folder.key,
        [line.form() for line in folder.every_line_at(acts)],
        {line.code for line in folder.late_lines},
        {*gone, *unwanted},
    )
