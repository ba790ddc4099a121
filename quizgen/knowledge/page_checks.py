"""Checks a page against the register: every id must exist, every fence must be well-formed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType

from quizgen.errors import CannotRead, Problem
from quizgen.files.entries import is_passing
from quizgen.files.text import read_utf8
from quizgen.knowledge.pack import PACK
from quizgen.knowledge.pages import FOLDED, Fence, PageText, read_page
from quizgen.knowledge.register import Knowledge
from quizgen.knowledge.selftest import selftest_faults
from quizgen.model.nearest import did_you_mean
from quizgen.model.rule import Rule
from quizgen.model.selftest import Askable

UNKNOWN_ID = Rule("S001", "页面引用的编号不存在")
FENCE_WORDS = Rule("S002", "数据块的参数不对")
OPEN_FENCE = Rule("S003", "数据块没有结束")
HEADING_ID = Rule("S004", "体系标题的锚点不是体系编号的小写")
FENCE_BODY = Rule("S005", "数据块的正文不对")
SELF_TEST = Rule("S015", "自测用不了这些题")
UNREADABLE = Rule("S016", "读不了这一页")

RULES = (
    UNKNOWN_ID,
    FENCE_WORDS,
    OPEN_FENCE,
    HEADING_ID,
    FENCE_BODY,
    SELF_TEST,
    UNREADABLE,
    PACK,
)
"""All of them."""

FILTERS = ("dispositions", "cases", "terms")
"""What the filter fence can be for."""


@dataclass(frozen=True, slots=True)
class _Page:
    knowledge: Knowledge
    file: str
    offset: int
    askable: Askable | None = field(repr=False)

    def fault(self, line: int, rule: str, message: str, hint: str = "") -> Problem:
        return Problem(self.file, line + self.offset, rule, message, hint)


def check_pages(
    knowledge: Knowledge, docs: Path, shown_as: str, askable: Askable | None = None
) -> tuple[Problem, ...]:
    """Every fault of every page in a folder; ``shown_as`` is the folder as the user named it.

    ``askable`` is what self-tests may ask, None: the site has no bank. A page that cannot be read is a
    fault; the others are checked.
    """
    problems: list[Problem] = []
    for path in page_files(docs):
        file = f"{shown_as}/{path.relative_to(docs).as_posix()}"
        try:
            text = read_utf8(path)
        except CannotRead as error:
            problems.append(Problem(file, error.line, UNREADABLE.id, error.reason))
            continue
        problems += check_page(knowledge, read_page(text), file, askable=askable)
    return tuple(problems)


def page_files(docs: Path) -> tuple[Path, ...]:
    """The pages of the site: what is for maintainers (``dev``) and data (``_data``) are not."""
    found = ((path, path.relative_to(docs)) for path in sorted(docs.rglob("*.md")))
    return tuple(
        path for path, name in found if name.parts[0] not in {"dev", "_data"} and not is_passing(name)
    )


def check_page(
    knowledge: Knowledge, page: PageText, file: str, offset: int = 0, askable: Askable | None = None
) -> tuple[Problem, ...]:
    """Every fault of one page; ``offset`` is how many lines of the file stand before the text.

    ``askable`` as in ``check_pages``.
    """
    at = _Page(knowledge, file, offset, askable)
    problems = [
        problem
        for citation in page.citations
        for problem in _unknown(at, citation.line, citation.ids, knowledge.facts, "事实")
    ]
    for fence in page.fences:
        if fence.end is None:
            problems.append(at.fault(fence.line, OPEN_FENCE.id, f"{fence.name} 没有结束的 ```"))
        problems += _FENCES[fence.name](at, fence)
        problems += _body(at, fence)
    for heading in page.headings:
        problems += _unknown(at, heading.line, (heading.system,), knowledge.systems, "体系")
        if heading.anchor != heading.system.lower():
            hint = f"写成 {{#{heading.system.lower()} .system data-system={heading.system}}}"
            problems.append(at.fault(heading.line, HEADING_ID.id, f"标题的锚点是“{heading.anchor}”", hint))
    return tuple(sorted(problems))


def _unknown(
    at: _Page, line: int, ids: Iterable[str], known: Mapping[str, object], what: str
) -> Iterator[Problem]:
    for written in ids:
        if written not in known:
            hint = did_you_mean(written, tuple(known)) if len(known) < 200 else _range(written, known)  # noqa: PLR2004 - a list people can read
            yield at.fault(line, UNKNOWN_ID.id, f"没有{what}“{written}”", hint)


def _range(written: str, known: Mapping[str, object]) -> str:
    """A hint at the ids that really are; a number near by would only mislead."""
    family = written.rpartition("-")[0]
    own = [one for one in known if one.startswith(f"{family}-")]
    if family and own:
        return f"{family} 的编号从 {own[0]} 到 {own[-1]}"
    return did_you_mean(family, tuple(dict.fromkeys(one.rpartition("-")[0] for one in known)))


def _body(at: _Page, fence: Fence) -> Iterator[Problem]:
    if fence.name == "gap" and not fence.body.strip():
        yield at.fault(fence.line, FENCE_BODY.id, "gap 要写明材料没有给出什么")
    if fence.name != "gap" and fence.body.strip():
        yield at.fault(fence.line, FENCE_BODY.id, f"{fence.name} 里面不写文字", "说明写在数据块的前后")


def _ids(shelf: str, what: str, *, one: bool = False) -> Callable[[_Page, Fence], Iterator[Problem]]:
    def check(at: _Page, fence: Fence) -> Iterator[Problem]:
        known: Mapping[str, object] = getattr(at.knowledge, shelf)
        if not fence.arguments or (one and len(fence.arguments) > 1):
            yield at.fault(
                fence.line, FENCE_WORDS.id, f"{fence.name} 后面要写{'一个' if one else ''}{what}编号"
            )
        else:
            yield from _unknown(at, fence.line, fence.arguments, known, what)

    return check


def _ids_or_all(shelf: str, what: str, *everything: str) -> Callable[[_Page, Fence], Iterator[Problem]]:
    """Ids, or ``everything`` (the word ``all``, or nothing at all), or ``source=xiamen``."""
    by_id = _ids(shelf, what)

    def check(at: _Page, fence: Fence) -> Iterator[Problem]:
        if fence.arguments in {("all",), everything}:
            return
        if len(fence.arguments) == 1 and fence.arguments[0].startswith("source="):
            source = fence.arguments[0].removeprefix("source=")
            yield from _unknown(at, fence.line, (source,), at.knowledge.sources, "来源")
        else:
            yield from by_id(at, fence)

    return check


def _facts(at: _Page, fence: Fence) -> Iterator[Problem]:
    """A source whole, or single facts."""
    if len(fence.arguments) != 1 or fence.arguments[0] not in at.knowledge.sources:
        yield from _ids("facts", "事实")(at, fence)


def _procedure(at: _Page, fence: Fence) -> Iterator[Problem]:
    """One id, perhaps with the word that folds it."""
    words = fence.arguments[:-1] if fence.arguments[1:] == (FOLDED,) else fence.arguments
    yield from _ids("procedures", "程序", one=True)(at, replace(fence, arguments=words))


def _nothing(at: _Page, fence: Fence) -> Iterator[Problem]:
    if fence.arguments:
        yield at.fault(fence.line, FENCE_WORDS.id, f"{fence.name} 后面不写参数")


def _filter(at: _Page, fence: Fence) -> Iterator[Problem]:
    if len(fence.arguments) != 1 or fence.arguments[0] not in FILTERS:
        yield at.fault(
            fence.line, FENCE_WORDS.id, "filter 后面写要筛选的一种", f"可用的有：{'、'.join(FILTERS)}"
        )


def _selftest(at: _Page, fence: Fence) -> Iterator[Problem]:
    rules = {"words": FENCE_WORDS.id, "unknown": UNKNOWN_ID.id, "unusable": SELF_TEST.id}
    for fault in selftest_faults(fence.arguments, at.askable):
        yield at.fault(fence.line, rules[fault.sort], fault.message, fault.hint)


_FENCES: Mapping[str, Callable[[_Page, Fence], Iterator[Problem]]] = MappingProxyType(
    {
        "procedure": _procedure,
        "dispositions": _ids_or_all("dispositions", "处置", "all"),
        "cases": _ids_or_all("cases", "案例", "all"),
        "facts": _facts,
        "compare": _ids("comparisons", "对照表", one=True),
        "gap": _nothing,
        "gaps": _ids_or_all("gaps", "缺口"),
        "glossary": _nothing,
        "source": _ids("sources", "来源", one=True),
        "filter": _filter,
        "selftest": _selftest,
    }
)
"""What a fence may say after its name; ``gaps`` alone shows all of them."""
