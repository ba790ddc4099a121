"""The answers of forms as the plain data that ``compact.typ`` lays out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from quizgen.model.kinds import BUBBLED
from quizgen.render.paper.composed import Paper, PaperItem, PaperSection

_GROUP = 5
_COMPACT_ON_ONE_PAGE = 120
_IN_FULL_KEY = "见参考答案全文"


def compact_data(papers: Sequence[Paper]) -> list[dict[str, Any]]:
    """Answers only, form by form: choices in groups of five, the rest in lines."""
    return [
        {
            "title": paper.title,
            "code": paper.form_code,
            "spare": paper.spare,
            "holder": _holder(paper),
            "long": sum(len(section.items) for section in paper.sections) > _COMPACT_ON_ONE_PAGE,
            "sections": [_compact_section(section) for section in paper.sections],
        }
        for paper in papers
    ]


def _holder(paper: Paper) -> str:
    return "" if paper.candidate is None else f"{paper.candidate.number}　{paper.candidate.name}"


def _compact_section(section: PaperSection) -> dict[str, Any]:
    data: dict[str, Any] = {"title": f"{section.ordinal}、{section.title}"}
    if section.kind in BUBBLED:
        data["groups"] = [
            [_range(group), [item.answer.text for item in group]] for group in _groups(section.items)
        ]
    else:
        data["lines"] = [[item.label, _compact_answer(item)] for item in section.items]
    return data


def _range(group: Sequence[PaperItem]) -> str:
    first, last = group[0].number, group[-1].number
    return first if first == last else f"{first}-{last}"


def _groups(items: Sequence[PaperItem]) -> list[Sequence[PaperItem]]:
    return [items[start : start + _GROUP] for start in range(0, len(items), _GROUP)]


def _compact_answer(item: PaperItem) -> str:
    if item.parts:
        return "　".join(f"{part.label}{_compact_answer(part)}" for part in item.parts)
    return item.answer.text or _IN_FULL_KEY
