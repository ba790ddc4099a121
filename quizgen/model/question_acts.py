"""Questions exchanged or put right after an exam was drawn, and what the forms hold from then on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Annotated, Literal

from pydantic import Field

from quizgen.model.base import Record
from quizgen.model.exam import Digest, Form, FormItem, FormSection, FrozenQuestion
from quizgen.model.ledger import Act


class NewPlace(Record):
    """What stands from now on in a place of a form; ``section`` and ``place`` count from 0."""

    form: str
    section: Annotated[int, Field(ge=0)]
    place: Annotated[int, Field(ge=0)]
    item: FormItem


class QuestionAct(Record):
    """A line of ``acts.jsonl`` about a question, named by its id and by the digest that it had.

    Swapped: ``places`` hold another question each, of which those in ``frozen`` were on no form before.
    Put right (erratum): every form that has the question has ``frozen``'s one instead. ``orders`` says for
    the question, or for each sub-question of a case, which number an option had that is now 0, 1, …; empty
    where all keep their numbers. ``reprint``: papers have not been handed out, so they are printed anew.
    """

    act: Literal[Act.SWAPPED, Act.ERRATUM]
    question: str
    was: Digest
    frozen: tuple[FrozenQuestion, ...] = ()
    places: tuple[NewPlace, ...] = ()
    orders: tuple[tuple[int, ...], ...] = ()
    reprint: bool = False


def changes_by_form(acts: Sequence[QuestionAct]) -> Callable[[str], tuple[QuestionAct, ...]]:
    """For the code of a form the acts that may concern it, each with the places of that form alone."""
    places: list[defaultdict[str, list[NewPlace]]] = []
    for act in acts:
        mine: defaultdict[str, list[NewPlace]] = defaultdict(list)
        for one in act.places:
            mine[one.form].append(one)
        places.append(mine)

    def changes(code: str) -> tuple[QuestionAct, ...]:
        return tuple(
            act.model_copy(update={"places": tuple(mine[code]), "frozen": ()}) if act.places else act
            for act, mine in zip(acts, places, strict=True)
            if not act.places or code in mine
        )

    return changes


def changed_form(form: Form, acts: Sequence[QuestionAct]) -> Form:
    """A form as it stands after these acts. Raises IndexError for a place that it has not."""
    for act in acts:
        if act.act is Act.SWAPPED:
            form = _swapped(form, [one for one in act.places if one.form == form.code])
        else:
            form = _put_right(form, act)
    return form


def concerns(act: QuestionAct, form: Form) -> bool:
    """Whether a form, as it stands before the act, is another one after it."""
    if act.act is Act.SWAPPED:
        return any(one.form == form.code for one in act.places)
    return any(item.digest == act.was for section in form.sections for item in section.items)


def _swapped(form: Form, places: Sequence[NewPlace]) -> Form:
    if not places:
        return form
    sections = [list(section.items) for section in form.sections]
    for one in places:
        sections[one.section][one.place] = one.item
    return _with(form, sections)


def _put_right(form: Form, act: QuestionAct) -> Form:
    if not any(item.digest == act.was for section in form.sections for item in section.items):
        return form
    return _with(
        form,
        [
            [put_right(item, act) if item.digest == act.was else item for item in section.items]
            for section in form.sections
        ],
    )


def put_right(item: FormItem, act: QuestionAct) -> FormItem:
    """The same place with the question as it was put right: the options stay where they are printed."""
    (now,) = act.frozen
    changed: dict[str, object] = {"digest": now.digest}
    if act.orders and item.parts:
        changed["parts"] = tuple(
            _renumbered(shown, order) for shown, order in zip(item.parts, act.orders, strict=True)
        )
    elif act.orders:
        changed["options"] = _renumbered(item.options, act.orders[0])
    return item.model_copy(update=changed)


def _renumbered(shown: Sequence[int], order: Sequence[int]) -> tuple[int, ...]:
    """The numbers that options have now, by those they had; ``order`` empty: the same."""
    now = {was: number for number, was in enumerate(order)}
    return tuple(now[was] for was in shown) if order else tuple(shown)


def _with(form: Form, sections: Iterable[Iterable[FormItem]]) -> Form:
    return form.model_copy(update={"sections": tuple(FormSection(items=tuple(items)) for items in sections)})
