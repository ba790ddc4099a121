"""Questions of the bank inside a page: a list with folded answers, which the practice script makes a form."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from xml.etree.ElementTree import Element

from quizgen.knowledge.pages import Fence
from quizgen.knowledge.register import Knowledge
from quizgen.knowledge.selftest import read_selftest
from quizgen.markup.inline import Blank, Bold, Break, Plain, parse
from quizgen.model.neutral import neutral_order
from quizgen.model.question import (
    KIND_SHORT_TITLES,
    Body,
    CaseBody,
    ChoiceBody,
    FillBody,
    Kind,
    MultipleBody,
    Question,
    ShortBody,
    SingleBody,
    TrueFalseBody,
    option_texts,
)
from quizgen.model.selftest import Askable
from quizgen.web.pages.citations import where
from quizgen.web.pages.nodes import add, add_text, node
from quizgen.web.pages.state import SOURCE_PAGES, PageState
from quizgen.web.practice.pool import practice_pool

_LETTERS = "ABCDEFGH"


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
        _ask(add(listing, "li"), question, question.id, state.knowledge)
    return frame


def _ask(item: Element, question: Question, id_: str, knowledge: Knowledge) -> None:
    """One question with its answer, explanation, places."""
    _put_question(item, question, id_)
    answer = add(item, "details", "qz-answer")
    add(answer, "summary", text="答案和解析")
    if not isinstance(question, CaseBody):
        _answer(answer, question, id_)
    _say(add(answer, "p", text="解析："), question.explain)
    cites = add(answer, "p", text="出处：")
    said = ""
    for fact in question.cites:
        record = knowledge.facts[fact]
        href = SOURCE_PAGES.format(source=record.source, fact=fact)
        place = where(knowledge, record)
        if said:
            add_text(cites, "、")
        add(cites, "a", text="同处又一句" if place == said else place, href=href)
        said = place


def _put_question(item: Element, body: Body, id_: str) -> None:
    """The stem with what there is to choose from; a case has its sub-questions with their answers in it."""
    add(item, "span", "qz-chip", KIND_SHORT_TITLES[Kind(body.kind)])
    add_text(item, " ")
    _say(item, body.text if isinstance(body, CaseBody) else body.stem)
    if isinstance(body, SingleBody | MultipleBody):
        options = add(item, "ul", "qz-options")
        for letter, text in _lettered(body, id_):
            _say(add(options, "li", text=f"{letter}. "), text)
    if isinstance(body, CaseBody):
        parts = add(item, "ol")
        for number, part in enumerate(body.parts, 1):
            asked = add(parts, "li")
            _put_question(asked, part, f"{id_}/{number}")
            answer = add(asked, "details", "qz-answer")
            add(answer, "summary", text="答案和解析")
            _answer(answer, part, f"{id_}/{number}")
            _say(add(answer, "p", text="解析："), part.explain)


def _answer(parent: Element, body: Body, id_: str) -> None:
    """The key; for a choice also why each wrong option is wrong."""
    match body:
        case SingleBody() | MultipleBody():
            _choice_answer(parent, body, id_)
        case TrueFalseBody():
            add(parent, "p", text=f"答案：{'√ 正确' if body.answer else '× 错误'}。")
        case FillBody():
            blanks = "；".join(" 或 ".join(group) for group in body.answers)
            free = "（各空可以互换）" if body.any_order and len(body.answers) > 1 else ""
            add(parent, "p", text=f"答案：{blanks}{free}。")
        case ShortBody():
            add(parent, "p", text="参考要点：")
            points = add(parent, "ol")
            for point in body.points_for:
                _say(add(points, "li"), point.point)


def _choice_answer(parent: Element, body: ChoiceBody, id_: str) -> None:
    letter_of = {text: letter for letter, text in _lettered(body, id_)}
    key = "、".join(sorted(letter_of[text] for text in body.correct))
    add(parent, "p", text=f"答案：{key}。")
    reasons = add(parent, "ul")
    for option in sorted(body.wrong, key=lambda one: letter_of[one.text]):
        add(reasons, "li", text=f"{letter_of[option.text]} 不对：{option.why.rstrip('。')}。")


def _lettered(body: ChoiceBody, id_: str) -> list[tuple[str, str]]:
    """The options as they are shown, each with its letter."""
    texts = option_texts(body)
    return [(letter, texts[index]) for letter, index in zip(_LETTERS, neutral_order(body, id_), strict=False)]


def _say(parent: Element, text: str) -> None:
    """Inline text of the bank after whatever ``parent`` holds; never read as Markdown."""
    for piece in parse(text):
        match piece:
            case Plain(words):
                add_text(parent, words)
            case Bold(words):
                add(parent, "strong", text=words)
            case Blank():
                add_text(parent, "____")
            case Break():
                add(parent, "br")
