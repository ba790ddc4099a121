"""Questions of the bank inside a page: a list with folded answers, which the practice script makes a form."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from xml.etree.ElementTree import Element

from quizgen.knowledge.pages import Fence
from quizgen.knowledge.selftest import read_selftest
from quizgen.markup import plain_text
from quizgen.model.kinds import KIND_SHORT_TITLES, Answering, Kind, traits_of
from quizgen.model.lettered import RIGHT_MARK, ShownKey, neutral_order, shown_key, shown_lefts, shown_options
from quizgen.model.question import AskedBody, CaseQuestion, Question
from quizgen.model.selftest import Askable
from quizgen.model.shown import asked_text, words_note
from quizgen.web.pages.citations import where
from quizgen.web.pages.nodes import add, add_text, node
from quizgen.web.pages.state import PageState
from quizgen.web.practice.below import PictureOf
from quizgen.web.practice.pool import practice_pool
from quizgen.web.practice.written import put_below, put_option, say


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
        _ask(add(listing, "li"), question, state, pool.picture_of)
    return frame


def _ask(item: Element, question: Question, state: PageState, picture_of: PictureOf) -> None:
    """One question with its answer, explanation, places."""
    id_ = question.id
    _put_question(item, question, id_, picture_of)
    if isinstance(question, CaseQuestion):
        _put_parts(item, question, id_, picture_of)
    answer = add(item, "details", "qz-answer")
    add(answer, "summary", text="答案和解析")
    if not isinstance(question, CaseQuestion):
        _answer(answer, question, id_)
    if question.explain is not None:
        say(add(answer, "p", text="解析："), question.explain)
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


def _put_question(item: Element, body: AskedBody | CaseQuestion, id_: str, picture_of: PictureOf) -> None:
    """The stem, or the text of a case, with what there is to choose from."""
    add(item, "span", "qz-chip", KIND_SHORT_TITLES[Kind(body.kind)])
    add_text(item, " ")
    say(item, asked_text(body) + words_note(body))
    put_below(item, body, picture_of)
    options = () if isinstance(body, CaseQuestion) else shown_options(body, neutral_order(body, id_))
    lefts = () if isinstance(body, CaseQuestion) else shown_lefts(body, neutral_order(body, id_))
    paired = add(item, "ul", "qz-options") if lefts else item
    for left in lefts:
        say(add(paired, "li", text=f"（{left.number}）"), left.text)
    listing = add(item, "ul", "qz-options") if options else item
    for option in options:
        put_option(add(listing, "li", text=f"{option.letter}. "), option, picture_of)


def _put_parts(item: Element, case: CaseQuestion, id_: str, picture_of: PictureOf) -> None:
    """The sub-questions, each with its answer."""
    parts = add(item, "ol")
    for number, part in enumerate(case.parts, 1):
        asked = add(parts, "li")
        _put_question(asked, part, f"{id_}/{number}", picture_of)
        answer = add(asked, "details", "qz-answer")
        add(answer, "summary", text="答案和解析")
        _answer(answer, part, f"{id_}/{number}")
        if part.explain is not None:
            say(add(answer, "p", text="解析："), part.explain)


def _answer(parent: Element, body: AskedBody, id_: str) -> None:
    """The key; for a choice also why each wrong option is wrong."""
    order = neutral_order(body, id_)
    key = shown_key(body, order)
    if key.points:
        add(parent, "p", text="参考要点：")
        points = add(parent, "ol")
        for point in key.points:
            say(add(points, "li"), point)
    if key.bands:
        add(parent, "p", text="档次：")
        bands = add(parent, "ul")
        for band in key.bands:
            say(add(bands, "li", text=f"{band.name}（{band.points}）："), band.text)
    if key.points or key.bands:
        return
    free = "（各空可以互换）" if key.any_order and len(key.blanks) > 1 else ""
    said = add(parent, "p", text="答案：")
    say(said, _in_words(body, key))
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
