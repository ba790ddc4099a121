"""Facts of a source with the place of each, plus the source's bibliographic record."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from xml.etree.ElementTree import Element

from quizgen.model.knowledge import FACT_KIND_TITLES, Fact, Source
from quizgen.web.pages.citations import add_fact_link, section_titles
from quizgen.web.pages.nodes import add, add_text, node
from quizgen.web.pages.state import PageState


def facts(state: PageState, words: Sequence[str]) -> Element:
    """All facts of a source under headings for its sections, each with an anchor; or single facts."""
    knowledge = state.knowledge
    frame = node("div", "qz-facts")
    if words[0] not in knowledge.sources:
        listing = add(frame, "ul")
        for fact_id in words:
            item = add(listing, "li")
            add_fact_link(state, item, fact_id)
            _say(item, knowledge.facts[fact_id])
        return frame
    own = (fact for fact in knowledge.facts.values() if fact.source == words[0])
    for number, (title, found) in enumerate(
        groupby(own, key=lambda fact: section_titles(fact.section)[0]), 1
    ):
        add(frame, "h3", text=title, **state.claim(f"jie-{number}"))
        for titles, inner in groupby(found, key=lambda fact: section_titles(fact.section)):
            if len(titles) > 1:
                add(frame, "h4", text=" › ".join(titles[1:]), id=f"jie-{number}-{_number(frame, number)}")
            _list(state, frame, inner)
    return frame


def _number(frame: Element, section: int) -> int:
    """The number of the next section inside a section."""
    return sum(str(child.get("id")).startswith(f"jie-{section}-") for child in frame) + 1


def _list(state: PageState, frame: Element, found: Iterable[Fact]) -> None:
    listing = add(frame, "ul")
    for fact in found:
        item = add(listing, "li", **state.claim(fact.id))
        add(item, "b", "qz-id", fact.id)
        add_text(item, " ")
        _say(item, fact)
        add(item, "small", text=f"{FACT_KIND_TITLES[fact.kind]} · 定位：{fact.anchor}")


def _say(item: Element, fact: Fact) -> None:
    """The statement, the members that it does not name itself, then what the record adds to it."""
    add_text(item, fact.statement)
    if any(member not in fact.statement for member in fact.members):
        add_text(item, f"{'；'.join(fact.members)}{'等' if fact.open_list else ''}。")
    if fact.open_list:
        add(item, "small", text="材料以“等”收尾，是举例，不是全部。")
    details = [f"{title}：{value}" for title, value in _details(fact)]
    if details:
        add(item, "small", text="；".join(details))
    if fact.note:
        add(item, "small", "qz-note", f"注意：{fact.note}")


def _details(fact: Fact) -> Iterable[tuple[str, str]]:
    """Details that are not part of the statement; who does what to whom is in the statement."""
    pairs = (
        ("时限", fact.deadline),
        ("频次", fact.frequency),
        ("原文用语", fact.quote),
    )
    return ((title, value) for title, value in pairs if value)


_RECORD = (
    ("题目", "title", "title_note"),
    ("副题", "subtitle", None),
    ("栏目", "column", None),
    ("作者", "author", "author_note"),
    ("作者身份", "author_role", None),
    ("责任编辑", "editor", None),
    ("出版", "publication", "publication_note"),
    ("日期", "date", "date_note"),
    ("地方", "place", "place_note"),
    ("总模式", "system_name", None),
)
"""What readers see: the title of a line, the field, the field that says how far the material goes."""


def source(state: PageState, source_id: str) -> Element:
    """The bibliographic record: title, author, date, place, as far as the material gives them."""
    record = state.knowledge.sources[source_id]
    frame = node("div", "qz-source")
    listing = add(frame, "dl")
    for title, name, note in _RECORD:
        said = _said(record, name, note)
        if said:
            add(listing, "dt", text=title)
            add(listing, "dd", text=said)
    add(listing, "dt", text="登记的事实")
    add(listing, "dd", text=f"{record.facts}条")
    return frame


def _said(record: Source, name: str, note: str | None) -> str:
    value = getattr(record, name)
    remark = getattr(record, note) if note else None
    if value is None:
        return remark or ("材料未给出" if note else "")
    return f"{value}（{remark}）" if remark else str(value)
