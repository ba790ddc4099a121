"""Data fences: each name has one function that builds its elements."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from xml.etree.ElementTree import Element

from markdown import Markdown

from quizgen.knowledge.pages import FOLDED, Fence
from quizgen.web.pages.facts import facts, source
from quizgen.web.pages.glossary import glossary
from quizgen.web.pages.listings import cases, comparison, dispositions, gaps
from quizgen.web.pages.nodes import add, node
from quizgen.web.pages.procedures import procedure
from quizgen.web.pages.state import PageState
from quizgen.web.practice.selftest import selftest

GAP = "材料未给出"


def build(md: Markdown, state: PageState, fence: Fence, parent: Element) -> None:
    """Append the elements of a fence, which has been checked already, to ``parent``."""
    if fence.name == "gap":
        _gap(md, fence, parent)
    elif fence.name == "filter":
        parent.append(node("div", "qz-filter", data_filter=fence.arguments[0], hidden="hidden"))
    else:
        parent.append(_BUILDERS[fence.name](md, state, fence))


def _gap(md: Markdown, fence: Fence, parent: Element) -> None:
    """What the material does not give, in the page's own words."""
    box = add(parent, "div", "qz-gap")
    add(box, "p", "qz-gap-head", GAP)
    md.parser.parseChunk(box, fence.body)


_BUILDERS: Mapping[str, Callable[[Markdown, PageState, Fence], Element]] = MappingProxyType(
    {
        "procedure": lambda md, state, fence: procedure(
            md, state, fence.arguments[0], folded=FOLDED in fence.arguments
        ),
        "dispositions": lambda _md, state, fence: dispositions(state, fence.arguments),
        "cases": lambda _md, state, fence: cases(state, fence.arguments),
        "facts": lambda _md, state, fence: facts(state, fence.arguments),
        "compare": lambda _md, state, fence: comparison(state, fence.arguments[0]),
        "gaps": lambda _md, state, fence: gaps(state, fence.arguments),
        "glossary": lambda _md, state, _fence: glossary(state.knowledge, state),
        "source": lambda _md, state, fence: source(state, fence.arguments[0]),
        "selftest": lambda _md, state, fence: selftest(state, fence.arguments),
    }
)
