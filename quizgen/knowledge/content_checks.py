"""Checks what a page says in its own words: wording, citations, copying."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from types import MappingProxyType

from quizgen.errors import Problem
from quizgen.files.yaml_lines import LinedYaml, parse_yaml
from quizgen.knowledge import content_rules
from quizgen.knowledge.page_blocks import BlockKind, PageBlock, PageBody, has_link, read_body, without_links
from quizgen.knowledge.pages import Fence, PageText, read_page
from quizgen.knowledge.register import Knowledge, site_citations
from quizgen.knowledge.texts import copied_runs
from quizgen.markup.characters import FULL_QUOTES, HALF_WIDTH, first_unpaired, half_width_at, instead_of
from quizgen.model.pack import Pack

KEYS: tuple[str, ...] = ("title", "tags", "checked", "sources")
"""What the front matter of every page says."""

GUIDE = "guide"
"""A page with ``guide: true`` shows the way to other pages: it needs no tags, no sources, no citations."""

_OWN_SECTIONS = r"^自己问自己|本站|本项目"
_NO_PACK = Pack()
_OWN_VOICE = re.compile(r"本站|本页|这一页|^(?:下面|下列|以下|这里(?!的)|这张表)")
_WAY = re.compile(r"(?:见|看|读|回到|来自|属于)[“《]?\[")
_WORDS_BESIDE_A_LINK = 6
_WORDS_ON_THE_WAY = 18
"""How many letters a sentence may have besides its links and still only point to them (``见[…]`` or bare)."""
_BOLD = re.compile(r"\*\*(?P<words>[^*]+)\*\*")
_STOPS = "。，；：、！？,.;:!?"
_SHOWN = 12


@dataclass(frozen=True, slots=True)
class _Page:
    """A page with all that is known of it; ``runs`` are the runs of the source texts (None: not given)."""

    knowledge: Knowledge
    pack: Pack
    file: str
    body: PageBody
    asked: PageText
    front: Mapping[str, object]
    front_yaml: LinedYaml | None = field(repr=False)
    runs: frozenset[str] | None = field(repr=False)

    def fault(self, line: int | None, rule: str, message: str, hint: str = "") -> Problem:
        return Problem(self.file, line, rule, message, hint)

    def key_line(self, key: str) -> int:
        """The line of a key; the YAML was read with the line of the opening dashes before it."""
        return (self.front_yaml.line((key,)) if self.front_yaml else None) or 1

    @property
    def is_guide(self) -> bool:
        return self.front.get(GUIDE) is True

    @property
    def own_sections(self) -> re.Pattern[str]:
        """The headings below which the site speaks of itself."""
        return re.compile("|".join([_OWN_SECTIONS, *map(re.escape, self.pack.own_sections)]))

    @property
    def names_sources(self) -> tuple[str, ...]:
        sources = self.front.get("sources")
        return tuple(map(str, sources)) if isinstance(sources, list) else ()


def check_content(
    knowledge: Knowledge,
    text: str,
    file: str,
    runs: frozenset[str] | None = None,
    pack: Pack = _NO_PACK,
) -> tuple[Problem, ...]:
    """Every fault of wording, citing, front matter; ``runs`` (see ``text_runs``) adds copying.

    Where the register is empty a page has nothing to cite and needs only a title. Unknown ids are for
    ``check_page`` to tell.
    """
    body = read_body(text)
    front_yaml, faults = parse_yaml(f"\n{body.front_matter or ''}", file, content_rules.FRONT_MATTER.id)
    data = front_yaml.data if front_yaml else None
    front = data if isinstance(data, dict) else {}
    page = _Page(knowledge, pack, file, body, read_page(text), front, front_yaml, runs)
    checks = CHECKS if not faults else CHECKS[1:]
    return tuple(sorted({*faults, *chain.from_iterable(check(page) for check in checks)}))


def _front_matter(page: _Page) -> Iterator[Problem]:
    wanted_keys = KEYS
    if page.is_guide:
        wanted_keys = ("title", "checked")
    if not page.knowledge.sources:
        wanted_keys = ("title",)
    missing = [key for key in wanted_keys if key not in page.front]
    if missing:
        hint = f"页首写 {'、'.join(wanted_keys)}"
        yield page.fault(1, content_rules.FRONT_MATTER.id, f"页首没有 {'、'.join(missing)}", hint)
    for key, value in page.front.items():
        wanted = _WANTED.get(key)
        if wanted is None:
            message, hint = f"页首有不认识的 {key}", f"可用的有：{'、'.join(_WANTED)}"
            yield page.fault(page.key_line(key), content_rules.FRONT_MATTER.id, message, hint)
        elif not wanted[0](value):
            yield page.fault(
                page.key_line(key), content_rules.FRONT_MATTER.id, f"{key} 的写法不对", wanted[1]
            )


def _is_words(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_list(value: object) -> bool:
    return isinstance(value, list) and bool(value) and len(set(map(str, value))) == len(value)


_WANTED: Mapping[str, tuple[Callable[[object], bool], str]] = MappingProxyType(
    {
        "title": (_is_words, "写一个标题"),
        "tags": (_is_list, "写成 [明责, 清单]，不重复"),
        "checked": (lambda value: type(value) is datetime.date, "写成 2026-11-22"),
        "sources": (_is_list, "写成 [xiamen, wuhou]，不重复"),
        GUIDE: (lambda value: value is True, "写成 guide: true，或删去"),
        "description": (_is_words, "写一句话"),
        "hide": (_is_list, "写成 [navigation]"),
        "template": (_is_words, "写模板的文件名，例如 practice.html"),
    }
)


def _sources(page: _Page) -> Iterator[Problem]:
    if "sources" not in page.front:
        return
    line = page.key_line("sources")
    used = {page.knowledge.facts[fact].source for fact in _used(page) if fact in page.knowledge.facts}
    named = page.names_sources
    for source in page.knowledge.sources:
        if source in used and source not in named:
            yield page.fault(
                line, content_rules.OTHER_SOURCES.id, f"正文引用了 {source}，sources 里没有", "补上"
            )
        if source in named and source not in used and not page.is_guide:
            yield page.fault(
                line, content_rules.OTHER_SOURCES.id, f"sources 里有 {source}，正文没有引用", "删去"
            )
    for source in named:
        if source not in page.knowledge.sources:
            known = f"可用的有：{'、'.join(page.knowledge.sources)}"
            yield page.fault(line, content_rules.OTHER_SOURCES.id, f"没有来源“{source}”", known)


def _used(page: _Page) -> Iterator[str]:
    """Every fact that the page cites or shows."""
    yield from (fact for _, fact in page.body.cited)
    for heading in page.asked.headings:
        system = page.knowledge.systems.get(heading.system)
        yield from system.facts if system else ()
    for fence in page.asked.fences:
        yield from _shown_by(page.knowledge, fence)


def _shown_by(knowledge: Knowledge, fence: Fence) -> Iterator[str]:
    words = fence.arguments
    if fence.name in {"facts", "source"}:
        for word in words:
            yield from (one for one in knowledge.facts if one == word or one.startswith(f"{word}-"))
    elif fence.name == "glossary":
        yield from (fact for term in knowledge.terms.values() for fact in term.facts)
    elif fence.name == "compare":
        for word in words:
            table = knowledge.comparisons.get(word)
            yield from (fact for _, facts in site_citations(table) for fact in facts) if table else ()
    elif fence.name in _SHELVES:
        entries: Mapping[str, _HasFacts] = getattr(knowledge, _SHELVES[fence.name])
        source = words[0].removeprefix("source=") if words and words[0].startswith("source=") else ""
        for entry in entries.values():
            if entry.id in words or words in {(), ("all",)} or entry.source == source:
                yield from entry.facts


class _HasFacts:
    """What all entries of the register have."""

    id: str
    source: str
    facts: tuple[str, ...]


_SHELVES: Mapping[str, str] = MappingProxyType(
    {"procedure": "procedures", "dispositions": "dispositions", "cases": "cases", "gaps": "gaps"}
)


def _uncited(page: _Page) -> Iterator[Problem]:
    if page.is_guide or not page.knowledge.sources:
        return
    own = page.own_sections
    led = False
    for block in page.body.blocks:
        if block.kind is not BlockKind.ITEM:
            led = _leads_in(block)
        if not block.is_cited and not led and _states_a_fact(block, own):
            message = f"{block.kind}“{_start(block.plain)}”没有出处"
            hint = "在句末标点前写 [@事实编号]；说本站的，写明“本站”“本页”"
            yield page.fault(block.number, content_rules.UNCITED.id, message, hint)


def _leads_in(block: PageBlock) -> bool:
    """Whether a paragraph announces a list and cites for all of its items."""
    is_open = block.kind is BlockKind.PARAGRAPH and block.plain.rstrip().endswith("：")
    return is_open and block.is_cited


def _states_a_fact(block: PageBlock, own: re.Pattern[str]) -> bool:
    """Whether the block has to cite: no heading, question, lead-in, pointer, word on the site."""
    if block.kind in {BlockKind.HEADING, BlockKind.HEAD} or any(map(own.search, block.sections)):
        return False
    if block.kind is BlockKind.GAP:
        return True
    if block.plain.rstrip().endswith(("：", "？")):
        return False
    return not all(_shows_the_way(one) or _OWN_VOICE.search(one) for one in block.sentences)


def _shows_the_way(sentence: str) -> bool:
    """Whether a sentence only points to another place."""
    if not has_link(sentence):
        return False
    beside = sum(letter.isalnum() for letter in without_links(sentence))
    return beside <= (_WORDS_ON_THE_WAY if _WAY.search(sentence) else _WORDS_BESIDE_A_LINK)


def _half_width(page: _Page) -> Iterator[Problem]:
    for number, text in _lines(page):
        place = next(half_width_at(text), None)
        if place is not None:
            around = text[max(0, place - 4) : place + 5].strip()
            instead = HALF_WIDTH.get(text[place], FULL_QUOTES)
            message = f"“{around}”里的 {text[place]} 是半角"
            yield page.fault(number, content_rules.HALF_WIDTH.id, message, f"改成 {instead}")


def _unpaired(page: _Page) -> Iterator[Problem]:
    for block in page.body.blocks:
        for cell in block.plain.split("|"):
            sign = first_unpaired(cell)
            if sign:
                message = f"“{_start(cell)}”里的 {sign} 不成对"
                yield page.fault(block.number, content_rules.UNPAIRED.id, message, "补上或删去一半")


def _odd(page: _Page) -> Iterator[Problem]:
    for block in page.body.blocks:
        for line in block.lines:
            for letter in dict.fromkeys(line.written):
                instead = instead_of(letter)
                if instead is not None:
                    shown = letter if letter.isprintable() else "不可见字符"
                    message = f"有异样字符 {shown}（U+{ord(letter):04X}）"
                    hint = f"换成“{instead}”" if instead else "删去"
                    yield page.fault(line.number, content_rules.ODD_CHARACTER.id, message, hint)


def _spelling(page: _Page) -> Iterator[Problem]:
    for number, text in _lines(page):
        bare = text.replace("**", "")
        for wrong, right in page.pack.spellings_of():
            for found in re.finditer(wrong, bare):
                yield page.fault(number, content_rules.SPELLING.id, f"{found[0]} 的写法不对", f"写成 {right}")


def _bold(page: _Page) -> Iterator[Problem]:
    for number, text in _lines(page):
        if text.count("**") % 2:
            yield page.fault(number, content_rules.BOLD.id, f"“{_start(text)}”里的 ** 不成对", "补上另一半")
            continue
        for found in _BOLD.finditer(text):
            words = found["words"]
            if words[0] in _STOPS or words[-1] in _STOPS:
                message = f"加粗的“{words}”包进了标点"
                yield page.fault(number, content_rules.BOLD.id, message, "标点写在 ** 外面")


def _copied(page: _Page) -> Iterator[Problem]:
    if page.runs is None:
        return
    for block in page.body.blocks:
        for run in copied_runs(block.plain, page.runs):
            message = f"照抄原文 {len(run)} 个字：{run}"
            yield page.fault(block.number, content_rules.COPIED.id, message, "换成自己的话；固定提法加引号")


def _lines(page: _Page) -> Iterable[tuple[int, str]]:
    return ((line.number, line.plain) for block in page.body.blocks for line in block.lines)


def _start(text: str) -> str:
    plain = text.replace("**", "").strip(" |")
    return plain if len(plain) <= _SHOWN else f"{plain[:_SHOWN]}……"


CHECKS: tuple[Callable[[_Page], Iterator[Problem]], ...] = (
    _front_matter,
    _sources,
    _uncited,
    _half_width,
    _unpaired,
    _odd,
    _spelling,
    _bold,
    _copied,
)
"""One function a rule, in the order of their numbers."""
