"""The recipes of ``quizgen exam add``, ``amend``, ``withdraw``: acts about people, noted in the ledger."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from quizgen.assemble.draw.late import late_form
from quizgen.errors import ContentFaults, Problem
from quizgen.markup.words import bare
from quizgen.model.answers import AnswerSheet, Attendance
from quizgen.model.exam import Candidate, Form, Mode
from quizgen.model.form_text import form_json
from quizgen.model.ledger import Act, JsonValue
from quizgen.model.people import ExamPeople, PersonAct, people_after
from quizgen.model.rules.roster import R104, R106
from quizgen.model.seating import Seat, SeatAct
from quizgen.records.answers_file import purge_of_answers
from quizgen.records.exam_folder import ExamFolder
from quizgen.records.ledger import Ledger, check_ledger
from quizgen.records.names import KEY, LATE_FORMS
from quizgen.records.roster_rules import number_problem, text_problems
from quizgen.records.roster_words import folded, trimmed
from quizgen.records.scores_file import has_scores, key_after_signing
from quizgen.workflows.day.entered import entered_sheets, walk_ins
from quizgen.workflows.day.late_seat import late_seat
from quizgen.workflows.day.refused import (
    AlreadyListed,
    AnotherPerson,
    FormBelongs,
    FormTaken,
    HasAnswers,
    KeyElsewhere,
    LastOne,
    NothingAmended,
    NotListed,
    NoWalkIns,
    PeopleAfterPurge,
    WithdrawnAlready,
    WithoutRoster,
)
from quizgen.workflows.day.written import DayOrder, DecidedAct, check_reason, write_acts
from quizgen.workflows.exam.build import NoSuchForm
from quizgen.workflows.exam.intact import changing
from quizgen.workflows.exam.names_by_hand import ByHand, written_by_hand
from quizgen.workflows.roster import is_printable

_COLUMNS = {"number": "编号", "name": "姓名", "unit": "单位", "post": "职务"}


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Somebody to be added; ``form`` None: a form is drawn, or any of the shared ones will do.

    ``seat`` names a free seat as ``named_seat`` takes it (None: where they disturb least).
    """

    person: Candidate
    form: str | None = None
    seat: str | None = None


@dataclass(frozen=True, slots=True)
class Amendment:
    """What is to be recorded of somebody from now on; None: as before."""

    number: str
    name: str | None = None
    unit: str | None = None
    post: str | None = None


@dataclass(frozen=True, slots=True)
class DayResult:
    """What was recorded: the acts, the codes of the forms drawn for them, the seats given to people added.

    ``signed``: there are signed scores, which say the old until the exam is marked again. ``entered``: an
    entry sheet was written already. ``head`` is the hash of the ledger's last line.
    """

    acts: tuple[PersonAct, ...]
    drawn: tuple[str, ...]
    notes: tuple[Problem, ...]
    by_hand: tuple[ByHand, ...]
    signed: bool
    entered: bool
    head: str
    seats: tuple[Seat, ...] = ()


def add_people(order: DayOrder, newcomers: Sequence[Newcomer]) -> DayResult:
    """Add people to an exam, all or none; without ``newcomers`` those on the entry sheet who are not listed.

    Somebody who has withdrawn is taken back. Raises what the module ``refused`` has, NoSuchForm,
    NoFurtherForm, ContentFaults for what a roster would not accept, NotTheSigner, what ``changing`` raises,
    CannotWrite.
    """
    with changing(order.folder) as folder:
        day = _Day(folder, order)
        wanted = newcomers or [Newcomer(one.person, one.form) for one in walk_ins(folder)]
        if not wanted:
            raise NoWalkIns(folder.path)
        for one in wanted:
            day.add(one)
        return day.write()


def amend_person(order: DayOrder, amendment: Amendment) -> DayResult:
    """Record a name, a unit or a post anew; the 编号 stays. Raises as ``add_people`` does."""
    with changing(order.folder) as folder:
        day = _Day(folder, order)
        day.amend(amendment)
        return day.write()


def withdraw_person(order: DayOrder, number: str) -> DayResult:
    """Record that somebody will not sit the exam. Raises as ``add_people`` does."""
    with changing(order.folder) as folder:
        day = _Day(folder, order)
        day.withdraw(number)
        return day.write()


class _Day:
    """Acts about people that are decided one after another, then written together."""

    def __init__(self, folder: ExamFolder, order: DayOrder) -> None:
        self._folder, self._order = folder, order
        self._ledger: Ledger = check_ledger(folder.path)
        if not folder.roster:
            raise WithoutRoster
        if purge_of_answers(self._ledger.lines):
            raise PeopleAfterPurge
        check_reason(order.reason)
        self._key = key_after_signing(folder.path, order.sign_key)
        self._acts: list[PersonAct] = []
        self._seats: list[SeatAct] = []
        self._decided: list[DecidedAct] = []
        self._forms: list[Form] = []
        self._notes: list[Problem] = []
        self._sheets: tuple[AnswerSheet, ...] | None = None

    @property
    def _people(self) -> ExamPeople:
        return people_after(self._folder.roster, [*self._folder.acts, *(one.act for one in self._decided)])

    def _entered(self) -> tuple[AnswerSheet, ...]:
        if self._sheets is None:
            self._sheets = entered_sheets(self._folder)
        return self._sheets

    def add(self, new: Newcomer) -> None:
        person = self._sound(new.person)
        people = self._people
        known = people.known
        number = next((one for one in known if one.lower() == person.number.lower()), None)
        if number is not None and (number not in people.withdrawn or number != person.number):
            raise AlreadyListed(person.number, number)
        if number is not None and bare(known[number].name) != bare(person.name):
            raise AnotherPerson(number)
        twins = [one.number for one in people.roster if (one.name, one.unit) == (person.name, person.unit)]
        if twins:
            self._notes.append(
                Problem("--name", None, R106.id, f"与编号 {twins[0]} 同单位同名", "核对是不是同一个人")
            )
        self._act(Act.ADDED, person, {}, form=self._form_for(person.number, new.form, people))
        if people.rooms:
            self._seat(person, new)

    def _seat(self, person: Candidate, new: Newcomer) -> None:
        """A seat for somebody added, where seats were drawn."""
        act, note = late_seat(self._folder, self._people, person, self._forms, new.seat)
        if note is not None:
            self._notes.append(note)
        if act is not None:
            self._seats.append(act)
            said: dict[str, JsonValue] = {"people": 1, "number": person.number}
            self._decided.append(DecidedAct(act, said))

    def amend(self, wanted: Amendment) -> None:
        before = self._listed(wanted.number)
        texts = {
            name: text for name in ("name", "unit", "post") if (text := getattr(wanted, name)) is not None
        }
        person = self._sound(before.model_copy(update=texts))
        fields: list[JsonValue] = [name for name in texts if getattr(person, name) != getattr(before, name)]
        if not fields:
            raise NothingAmended(before.number)
        self._act(Act.AMENDED, person, {"fields": fields})

    def withdraw(self, number: str) -> None:
        person = self._listed(number)
        for sheet in self._entered():
            if sheet.candidate.number == person.number and sheet.attendance is not Attendance.ABSENT:
                raise HasAnswers(person.number, sheet.attendance.value)
        if len(self._people.roster) == 1:
            raise LastOne(person.number)
        self._act(Act.WITHDRAWN, person, {})

    def _listed(self, number: str) -> Candidate:
        people = self._people
        if number in people.withdrawn:
            raise WithdrawnAlready(number)
        if number not in people.known:
            raise NotListed(number)
        return people.known[number]

    def _sound(self, person: Candidate) -> Candidate:
        """The person as a roster would have taken the record. Raises ContentFaults."""
        texts = {name: trimmed(getattr(person, name)) for name in _COLUMNS}
        if (name := folded(texts["name"])) != texts["name"]:
            message = f"改写了姓名里的空格、间隔号：“{texts['name']}”读作“{name}”"
            self._notes.append(Problem("--name", None, R104.id, message))
            texts["name"] = name
        if problems := list(_faults(texts)):
            raise ContentFaults(problems)
        return Candidate(**texts)

    def _form_for(self, number: str, code: str | None, people: ExamPeople) -> str | None:
        folder = self._folder
        individual = folder.exam.mode is Mode.INDIVIDUAL
        if code is None:
            own = next((line.code for line in folder.all_lines if line.candidate == number), None)
            own = people.given.get(number, own)
            return own if own is not None or not individual else self._drawn(number)
        lines = {line.code: line for line in folder.all_lines}
        if code not in lines:
            raise NoSuchForm([code], list(lines))
        if not individual:
            return code
        owner = lines[code].candidate
        if owner is not None and owner != number:
            raise FormBelongs(code, owner)
        used = {sheet.form: sheet.candidate.number for sheet in self._entered()}
        taken = people.owners.get(code) or used.get(code)
        if taken is not None and taken != number:
            raise FormTaken(code, taken)
        return code

    def _drawn(self, number: str) -> str:
        folder = self._folder
        if not (folder.path / KEY).exists():
            raise KeyElsewhere
        questions = folder.drawable_at(len(folder.acts))
        others = [*(line.form() for line in folder.all_lines), *self._forms]
        form = late_form(folder.exam, folder.pool, questions, folder.key, others, number)
        self._forms.append(form)
        return form.code

    def _act(
        self, act: Act, person: Candidate, details: Mapping[str, JsonValue], form: str | None = None
    ) -> None:
        said: dict[str, JsonValue] = {"number": person.number, **details}
        appended: dict[str, bytes] = {}
        if form is not None:
            said["form"] = form
            drawn = next((one for one in self._forms if one.code == form), None)
            if drawn is not None:
                appended[LATE_FORMS] = f"{form_json(drawn)}\n".encode()
        self._acts.append(PersonAct.model_validate({"act": act, "person": person, "form": form}))
        self._decided.append(DecidedAct(self._acts[-1], said, appended))

    def write(self) -> DayResult:
        """Write all the acts: the acts' file, the forms drawn, the ledger, together or not at all."""
        path = self._folder.path
        head, behind = write_acts(self._order, self._ledger, self._key, self._decided)
        return DayResult(
            acts=tuple(self._acts),
            drawn=tuple(form.code for form in self._forms),
            notes=(*self._notes, *((behind,) if behind else ())),
            by_hand=written_by_hand([act.person for act in self._acts if act.act is not Act.WITHDRAWN]),
            signed=has_scores(path),
            entered=any(one.exists() for one in path.glob("answers.*")),
            head=head,
            seats=tuple(seat for act in self._seats for seat in act.places),
        )


def _faults(texts: Mapping[str, str]) -> Iterator[Problem]:
    """What a roster would not accept (R008–R014), told by option."""
    if (fault := number_problem(texts["number"])) is not None:
        yield Problem("--number", None, *fault)
    for name, text in texts.items():
        for broken in text_problems(_COLUMNS[name], text, is_printable):
            yield Problem(f"--{name}", None, *broken)
