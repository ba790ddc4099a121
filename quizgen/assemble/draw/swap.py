"""Another question in the place of one that is not wanted, on every form that has it, as the plan allows."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass

from quizgen.assemble.draw.derive import Streams
from quizgen.assemble.draw.forms import bound_to
from quizgen.assemble.draw.maker import FormMaker
from quizgen.assemble.draw.wanted import WantedForm
from quizgen.assemble.plan.demands import Demand, demands_of, overlap_limit
from quizgen.assemble.plan.pool import Group
from quizgen.model.exam import Exam, Form, Mode, PlanCell, PoolEntry
from quizgen.model.ledger import Act
from quizgen.model.question import Question
from quizgen.model.question_acts import NewPlace, QuestionAct, changed_form


@dataclass(frozen=True, slots=True)
class FormSet:
    """The codes of forms that hold the same questions; ``name`` is what their set is derived from."""

    name: str
    codes: tuple[str, ...]


class Swapping:
    """The forms of an exam while questions of them are exchanged one after another.

    ``late`` are the codes of forms that were drawn for people added; ``unwanted`` the ids that no form is
    to get. A pure function of its arguments: what was exchanged can be judged again years later.
    """

    def __init__(  # noqa: PLR0913, PLR0917 - everything that an exchange depends on
        self,
        exam: Exam,
        pool: Sequence[PoolEntry],
        key: bytes,
        forms: Sequence[Form],
        late: Collection[str],
        unwanted: Collection[str],
    ) -> None:
        self._exam, self._late, self._unwanted = exam, late, frozenset(unwanted)
        self._entries = sorted(pool, key=lambda entry: entry.id)
        self._place = {entry.id: at for at, entry in enumerate(self._entries)}
        self._source = Streams(key, bound_to(exam.blueprint, exam.cells, pool))
        self._key = key
        self._limit = overlap_limit(exam.blueprint)
        self._cells = {(cell.section, cell.group): cell for cell in exam.cells}
        self._groups = {cell.group: _group(cell) for cell in exam.cells}
        self._demands = demands_of(exam.blueprint, avoiding=any(cell.used for cell in exam.cells))
        self.forms = {form.code: form for form in forms}

    def sets_with(self, out: str) -> Iterator[FormSet]:
        """The sets of forms that hold a question, in the order of the forms."""
        shared: list[str] = []
        alone: list[FormSet] = []
        for code, form in self.forms.items():
            if out in _ids(form):
                if self._is_shared(form):
                    shared.append(code)
                else:
                    alone.append(FormSet(self._name(form), (code,)))
        if shared:
            yield FormSet("main", tuple(shared))
        yield from alone

    def allowed(self, forms: FormSet, out: str) -> tuple[str, ...]:
        """The ids that may stand for ``out``: as the blueprint demands, no enemy, not too like other forms.

        A question that must be on every form has no other. Parallel forms get one that no other of them has,
        if there is one.
        """
        form = self.forms[forms.codes[0]]
        here = _ids(form) - {out}
        enemies = {enemy for one in here for enemy in self._entry(one).enemies}
        section, _ = _where(form, out)
        if self._cells[section, self._entry(out).group].fixed:
            return ()
        groups = self._groups_allowed(form, section, self._entry(out).group)
        found = [
            entry.id
            for entry in self._entries
            if entry.group in groups
            and entry.id not in here
            and entry.id not in enemies
            and entry.id not in self._unwanted
            and form.candidate not in entry.had
            and here.isdisjoint(entry.enemies)
        ]
        others = [form for code, form in self.forms.items() if code not in forms.codes]
        if self._exam.mode is Mode.PARALLEL:
            taken = {one for form in others if not form.spare for one in _ids(form)}
            found = [one for one in found if one not in taken] or found
        if self._limit is None:
            return tuple(found)
        theirs = [_ids(form) for form in others]
        room = [(ids, self._limit - len(here & ids)) for ids in theirs]
        return tuple(one for one in found if all(free >= (one in ids) for ids, free in room))

    def _groups_allowed(self, form: Form, section: int, gone: int) -> set[int]:
        """The groups of which a question in that place leaves all that the blueprint demands fulfilled."""
        counts = [
            sum(
                demand.weight(at, self._groups[self._entry(item.question).group])
                for at, part in enumerate(form.sections)
                for item in part.items
            )
            for demand in self._demands
        ]
        return {
            group
            for at, group in self._cells
            if at == section and self._fits(section, gone, group, counts) and not self._cells[at, group].fixed
        }

    def _fits(self, section: int, gone: int, group: int, counts: Sequence[int]) -> bool:
        def after(demand: Demand, count: int) -> int:
            was, now = self._groups[gone], self._groups[group]
            return count - demand.weight(section, was) + demand.weight(section, now)

        return gone == group or all(
            demand.low <= after(demand, count) <= demand.high
            for demand, count in zip(self._demands, counts, strict=True)
        )

    def in_turn(self, forms: FormSet, out: str, ids: Sequence[str], act: int) -> list[str]:
        """The ids in the order in which the key would have them, for the act of this number.

        First those of the same topic, difficulty and level, then of the same difficulty, then the others.
        """
        words = self._source.words(forms.name, f"swap/{act}/{out}", expected=len(ids))
        gone = self._entry(out).group

        def distance(id_: str) -> tuple[bool, bool]:
            group = self._entry(id_).group
            return group != gone, self._groups[group].difficulty != self._groups[gone].difficulty

        return sorted(words.shuffled(sorted(ids)), key=distance)

    def put(
        self, forms: FormSet, out: str, new: str, find: Callable[[str], Question]
    ) -> tuple[NewPlace, ...]:
        """Put a question in the place of another on all forms of a set; ``find`` gives it whole."""
        maker = FormMaker(self._key, self._source, self._entries, find, self._exam.blueprint)
        places: list[NewPlace] = []
        for code in forms.codes:
            form = self.forms[code]
            section, place = _where(form, out)
            item = maker.item(self._wanted(form), self._place[new])
            places.append(NewPlace(form=code, section=section, place=place, item=item))
        act = QuestionAct(act=Act.SWAPPED, question=out, was=self._entry(out).digest, places=tuple(places))
        for code in forms.codes:
            self.forms[code] = changed_form(self.forms[code], [act])
        return tuple(places)

    def _entry(self, id_: str) -> PoolEntry:
        return self._entries[self._place[id_]]

    def _is_shared(self, form: Form) -> bool:
        mode = self._exam.mode
        return not form.spare and form.candidate is None and mode in {Mode.ONE, Mode.REORDERED}

    def _name(self, form: Form) -> str:
        if form.spare:
            return f"spare/{form.code}"
        if form.candidate is None:
            return f"form/{form.code}"
        return f"{'late' if form.code in self._late else 'candidate'}/{form.candidate}"

    def _wanted(self, form: Form) -> WantedForm:
        """The form as it was ordered when it was drawn, so that options are ordered by the same streams."""
        name = self._name(form)
        set_name = "main" if form.candidate is None and not form.spare else name
        return WantedForm(form.code, name, set_name, form.candidate, form.spare)


def _group(cell: PlanCell) -> Group:
    return Group(
        (cell.section,),
        cell.topic,
        cell.difficulty,
        used=cell.used,
        fixed=cell.fixed,
        level=cell.level,
        bank=cell.bank,
    )


def _ids(form: Form) -> set[str]:
    return {item.question for section in form.sections for item in section.items}


def _where(form: Form, id_: str) -> tuple[int, int]:
    return next(
        (at, place)
        for at, section in enumerate(form.sections)
        for place, item in enumerate(section.items)
        if item.question == id_
    )
