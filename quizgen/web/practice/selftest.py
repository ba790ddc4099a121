"""Questions of the bank inside a page: a list with folded answers, which the practice script makes a form."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from xml.etree.ElementTree import Element

from quizgen.knowledge.pages import Fence
from quizgen.knowledge.selftest import read_selftest
from quizgen.markup.formula_text import formula_aloud
from quizgen.markup.inline import Blank, Bold, Break, Formula, Plain, Sub, Sup, parse, plain_text
from quizgen.model.kinds import KIND_SHORT_TITLES, Answering, Kind, traits_of
from quizgen.model.question import (
    AskedBody,
    CaseQuestion,
    Question,
)
from quizgen.model.selftest import Askable
from quizgen.model.shown import (
    RIGHT_MARK,
    ShownKey,
    asked_text,
    neutral_order,
    shown_key,
    shown_lefts,
    shown_options,
)
from quizgen.web.browser_data import FormulaBox
from quizgen.web.pages.citations import where
from quizgen.web.pages.nodes import add, add_text, node
from quizgen.web.pages.state import PageState
from quizgen.web.practice.formula_box import formula_box
from quizgen.web.practice.pool import practice_pool


def askable_of(state: PageState, fences: Iterable[Fence]) -> Askable | None:
    """What the bank of the site lets a page ask; None without a bank, or when no fence asks anything.

    Raises ContentFaults when the bank has faults, CannotRead.
    """
    asks = any(fence.name == "selftest" for fence in fences)
    if not asks or not state.bank or not Path(state.bank).is_dir():
        return None
    return practice_pool(state.data, state.bank).askable


def selftest(state: PageState, words: Sequence[str]) -> Element:
    """The questions as a numbered list; ``data-ids`` tells the script which they are."""
    pool = practice_pool(state.data, state.bank)
    asked = read_selftest(words)
    assert asked is not None  # noqa: S101 - the words have been checked
    questions = asked.questions(pool.askable)
    ids = " ".join(question.id for question in questions)
    frame = node("section", "qz-selftest", data_ids=ids, data_search_exclude="")
    listing = add(frame, "ol")
    for question in questions:
        _ask(add(listing, "li"), question, question.id, state)
    return frame


def _ask(item: Element, question: Question, id_: str, state: PageState) -> None:
    """One question with its answer, explanation, places."""
    _put_question(item, question, id_)
    if isinstance(question, CaseQuestion):
        _put_parts(item, question, id_)
    answer = add(item, "details", "qz-answer")
    add(answer, "summary", text="答案和解析")
    if not isinstance(question, CaseQuestion):
        _answer(answer, question, id_)
    if question.explain is not None:
        _say(add(answer, "p", text="解析："), question.explain)
    if question.cites or question.basis:
        _places(answer, question, state)


def _places(answer: Element, question: Question, state: PageState) -> None:
    """Where the answer stands: each fact with its link, what the author wrote."""
    cites = add(answer, "p", text="出处：")
    said = ""
    for fact in question.cites:
        href = state.fact_page(fact)
        place = where(state.knowledge, state.knowledge.facts[fact])
        if said:
            add_text(cites, "、")
        add(cites, "a", text="同处又一句" if place == said else place, href=href)
        said = place
    if question.basis is not None:
        add_text(cites, f"{'；' if said else ''}{question.basis}")


def _put_question(item: Element, body: AskedBody | CaseQuestion, id_: str) -> None:
    """The stem, or the text of a case, with what there is to choose from."""
    add(item, "span", "qz-chip", KIND_SHORT_TITLES[Kind(body.kind)])
    add_text(item, " ")
    _say(item, asked_text(body))
    options = () if isinstance(body, CaseQuestion) else shown_options(body, neutral_order(body, id_))
    lefts = () if isinstance(body, CaseQuestion) else shown_lefts(body, neutral_order(body, id_))
    paired = add(item, "ul", "qz-options") if lefts else item
    for left in lefts:
        _say(add(paired, "li", text=f"（{left.number}）"), left.text)
    listing = add(item, "ul", "qz-options") if options else item
    for option in options:
        _say(add(listing, "li", text=f"{option.letter}. "), option.text)


def _put_parts(item: Element, case: CaseQuestion, id_: str) -> None:
    """The sub-questions, each with its answer."""
    parts = add(item, "ol")
    for number, part in enumerate(case.parts, 1):
        asked = add(parts, "li")
        _put_question(asked, part, f"{id_}/{number}")
        answer = add(asked, "details", "qz-answer")
        add(answer, "summary", text="答案和解析")
        _answer(answer, part, f"{id_}/{number}")
        if part.explain is not None:
            _say(add(answer, "p", text="解析："), part.explain)


def _answer(parent: Element, body: AskedBody, id_: str) -> None:
    """The key; for a choice also why each wrong option is wrong."""
    order = neutral_order(body, id_)
    key = shown_key(body, order)
    if key.points:
        add(parent, "p", text="参考要点：")
        points = add(parent, "ol")
        for point in key.points:
            _say(add(points, "li"), point)
        return
    free = "（各空可以互换）" if key.any_order and len(key.blanks) > 1 else ""
    said = add(parent, "p", text="答案：")
    _say(said, _in_words(body, key))
    add_text(said, f"{free}。")
    wrong = [option for option in shown_options(body, order) if option.why]
    reasons = add(parent, "ul") if wrong else parent
    for option in wrong:
        add(reasons, "li", text=f"{option.letter} 不对：{plain_text(option.why).rstrip('。')}。")


def _in_words(body: AskedBody, key: ShownKey) -> str:
    match traits_of(Kind(body.kind)).answering:
        case Answering.LETTERS:
            return "、".join(key.letters)
        case Answering.PAIRS:
            return "，".join(key.letters.split())
        case Answering.SEQUENCE:
            return "→".join(key.letters)
        case Answering.TRUTH:
            return "√ 正确" if key.letters == RIGHT_MARK else "× 错误"
        case Answering.BLANKS | Answering.LINES | Answering.PARTS:
            return key.text()


def _say(parent: Element, text: str) -> None:
    """Append inline text of the bank to ``parent``; it is never read as Markdown."""
    for piece in parse(text):
        match piece:
            case Plain(words):
                add_text(parent, words)
            case Bold(words):
                add(parent, "strong", text=words)
            case Sub(words, bold):
                add(add(parent, "strong") if bold else parent, "sub", text=words)
            case Sup(words, bold):
                add(add(parent, "strong") if bold else parent, "sup", text=words)
            case Formula(node):
                frame = add(parent, "span", "qf", role="math", aria_label=formula_aloud(node))
                _boxed(frame, formula_box(node))
            case Blank():
                add_text(parent, "____")
            case Break():
                add(parent, "br")


def _boxed(parent: Element, box: FormulaBox) -> None:
    """Append a box of a formula with everything inside."""
    frame = add(parent, "span", box["look"])
    for part in box["inside"]:
        if isinstance(part, str):
            add_text(frame, part)
        else:
            _boxed(frame, part)
