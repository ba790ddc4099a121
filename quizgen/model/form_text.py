"""The canonical JSON of a form, put together from its parts: just what ``record_json`` gives, only sooner."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from quizgen.model.digest import canonical_json, record_json
from quizgen.model.exam import Form, FormItem

BETWEEN_ITEMS = ",{"
FIRST_ITEM = '{"items":[{'
FIRST_OF_NEXT_SECTION = ']},{"items":[{'
"""What stands before an item: within a section, at the beginning, at the beginning of a further section."""


class FormText(NamedTuple):
    """A form as it is frozen: its ``line`` of JSON, with the ids of its questions in printed order."""

    code: str
    line: str
    questions: tuple[str, ...]


def text_of(form: Form) -> FormText:
    """The text of a form that was made as a record."""
    ids = (item.question for section in form.sections for item in section.items)
    return FormText(form.code, form_json(form), tuple(ids))


def form_json(form: Form) -> str:
    """The canonical JSON of a form."""
    if not form.sections or not all(section.items for section in form.sections):
        return record_json(form)
    before, after = form_ends(form.code, form.paper_id, form.candidate, form.headings, spare=form.spare)
    sections = FIRST_OF_NEXT_SECTION.join(
        BETWEEN_ITEMS.join(map(_inside, section.items)) for section in form.sections
    )
    return f"{before}{FIRST_ITEM}{sections}{after}"


def form_ends(
    code: str, paper_id: str, candidate: str | None, headings: tuple[int, ...], *, spare: bool
) -> tuple[str, str]:
    """What a form's JSON begins with, up to its sections, and what it ends with after the last item."""
    whose = "" if candidate is None else f'"candidate":{canonical_json(candidate)},'
    order = f'"headings":{order_json(headings)},' if headings else ""
    begin = f'{{{whose}"code":"{code}",{order}"paper_id":"{paper_id}","sections":['
    return begin, ']}],"spare":true}' if spare else "]}]}"


def item_pieces(question: str, digest: str, *, options: bool, parts: Sequence[bool]) -> list[str]:
    """An item's JSON without its first brace, cut where an order of options is to be put in.

    ``options``: it has some; ``parts`` says it of every part of a case.
    """
    begin, end = f'"digest":"{digest}",', f'"question":{_quoted(question)}}}'
    if options:
        return [f'{begin}"options":', f",{end}"]
    if not parts:
        return [f"{begin}{end}"]
    between = ",".join("\0" if some else "[]" for some in parts)
    return f'{begin}"parts":[{between}],{end}'.split("\0")


def _inside(item: FormItem) -> str:
    """An item's JSON without its first brace."""
    pieces = item_pieces(
        item.question, item.digest, options=bool(item.options), parts=[*map(bool, item.parts)]
    )
    orders = [item.options] if item.options else [part for part in item.parts if part]
    texts = [*map(order_json, orders), ""]
    return "".join(f"{piece}{text}" for piece, text in zip(pieces, texts, strict=True))


@lru_cache(maxsize=1 << 12)
def order_json(numbers: tuple[int, ...]) -> str:
    """An order of options or headings."""
    return f"[{','.join(map(str, numbers))}]"


@lru_cache(maxsize=1 << 12)
def _quoted(text: str) -> str:
    return canonical_json(text)
