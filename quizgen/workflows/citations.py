"""Facts as printed papers cite them: the article with its section."""

from __future__ import annotations

from collections.abc import Mapping

from quizgen.model.knowledge import BIBLIOGRAPHIC, Fact, Source


def printed_source(fact: Fact, sources: Mapping[str, Source]) -> str:
    """Where a fact stands, as a key prints it: the article and its section."""
    source = sources[fact.source]
    name = f"《{source.title}》" if source.title else f"{source.place or source.short}材料（原文无标题）"
    return name if fact.section == BIBLIOGRAPHIC else f"{name}，{fact.section}"
