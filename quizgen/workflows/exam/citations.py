"""Facts as printed papers cite them: the article with its sections."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from quizgen.model.knowledge import BIBLIOGRAPHIC, Fact, Source

_FULL_WIDTH = str.maketrans({",": "，", "(": "（", ")": "）", ";": "；", ":": "："})


def printed_sources(facts: Iterable[Fact], sources: Mapping[str, Source]) -> tuple[str, ...]:
    """Where facts stand, one text an article with all its sections, in the order of the facts."""
    sections: dict[str, dict[str, None]] = {}
    for fact in facts:
        found = sections.setdefault(fact.source, {})
        if fact.section != BIBLIOGRAPHIC:
            found[fact.section.translate(_FULL_WIDTH)] = None
    return tuple(_printed(sources[source], list(found)) for source, found in sections.items())


def _printed(source: Source, sections: list[str]) -> str:
    name = f"《{source.title}》" if source.title else f"{source.place or source.short}材料（原文无标题）"
    return f"{name}：{'、'.join(f'“{section}”' for section in sections)}" if sections else name
