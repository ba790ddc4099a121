"""The rules that need only the register: ids, references, counts, wording."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import chain

from quizgen.errors import Problem
from quizgen.knowledge import rules
from quizgen.knowledge.register import Knowledge, citations, prose, site_citations
from quizgen.model.knowledge import Comparison, Term
from quizgen.model.nearest import did_you_mean

RegisterCheck = Callable[[Knowledge], Iterator[Problem]]

_HALF_WIDTH = re.compile(r"(?<=[\u4e00-\u9fff”》）])[,;:?!()](?=[\u4e00-\u9fff“《（]|$)")
_PAIRS = (("“", "”"), ("《", "》"), ("（", "）"), ("‘", "’"), ("【", "】"))


def check_register(knowledge: Knowledge) -> tuple[Problem, ...]:
    """Every fault that the rules find, rule after rule."""
    return tuple(chain.from_iterable(check(knowledge) for check in CHECKS))


def fact_home(knowledge: Knowledge) -> Iterator[Problem]:
    """A fact's id, its source, and the file it stands in name the same source."""
    for fact in knowledge.facts.values():
        file_source = knowledge.places[fact.id].file.rpartition("/")[2].removesuffix(".yaml")
        id_source = fact.id.rpartition("-")[0]
        if not file_source == id_source == fact.source:
            message = f"文件属于 {file_source}，编号属于 {id_source}，source 写的是 {fact.source}"
            yield knowledge.problem(fact.id, rules.WRONG_HOME.id, message, "三者要一致")


def known_source(knowledge: Knowledge) -> Iterator[Problem]:
    """Every entry names a registered source."""
    for entry in knowledge.entries():
        if entry.source not in knowledge.sources and entry.source not in knowledge.unreadable:
            hint = did_you_mean(entry.source, tuple(knowledge.sources))
            message = f"没有登记来源“{entry.source}”"
            yield knowledge.problem(entry.id, rules.UNKNOWN_SOURCE.id, message, hint, ("source",))


def fact_count(knowledge: Knowledge) -> Iterator[Problem]:
    """A source counts its facts rightly."""
    for source in knowledge.sources.values():
        count = knowledge.fact_counts[source.id]
        if count not in {0, source.facts}:  # a file without facts has been named already
            message = f"登记 {source.facts} 条事实，文件里有 {count} 条"
            yield knowledge.problem(
                source.id, rules.WRONG_COUNT.id, message, "增删事实后改这个数", ("facts",)
            )


def known_facts(knowledge: Knowledge) -> Iterator[Problem]:
    """Every fact that is cited exists."""
    for entry in chain(knowledge.entries(), _for_the_site(knowledge)):
        found = site_citations(entry) if isinstance(entry, Term | Comparison) else citations(entry)
        for way, cited in found:
            for index, fact_id in enumerate(cited):
                if _is_unknown_fact(knowledge, fact_id):
                    hint = _near_fact(knowledge, fact_id)
                    message = f"没有事实“{fact_id}”"
                    yield knowledge.problem(entry.id, rules.UNKNOWN_FACT.id, message, hint, (*way, index))


def _for_the_site(knowledge: Knowledge) -> Iterator[Term | Comparison]:
    return chain(knowledge.terms.values(), knowledge.comparisons.values())


def _is_unknown_fact(knowledge: Knowledge, fact_id: str) -> bool:
    """Whether a fact is really unknown: not if it, or its whole file, could not be read."""
    file_is_unread = knowledge.fact_counts.get(fact_id.rpartition("-")[0]) == 0
    return fact_id not in knowledge.facts and fact_id not in knowledge.unreadable and not file_is_unread


def _near_fact(knowledge: Knowledge, fact_id: str) -> str:
    """A hint at the facts that the source really has; a number near by would only mislead."""
    source = fact_id.rpartition("-")[0]
    own = [known for known in knowledge.facts if known.startswith(f"{source}-")]
    if own:
        return f"{source} 的编号从 {own[0]} 到 {own[-1]}"
    return did_you_mean(source, tuple(knowledge.sources))


def own_facts(knowledge: Knowledge) -> Iterator[Problem]:
    """An entry cites facts of its own source only."""
    for entry in knowledge.entries():
        for index, fact_id in enumerate(entry.facts):
            source = fact_id.rpartition("-")[0]
            if source != entry.source and {source, entry.source} <= knowledge.sources.keys():
                message = f"{fact_id} 属于 {source}，这一条属于 {entry.source}"
                yield knowledge.problem(entry.id, rules.FOREIGN_FACT.id, message, way=("facts", index))


def listed_facts(knowledge: Knowledge) -> Iterator[Problem]:
    """What a member, step or decision cites is in the entry's own list."""
    for entry in knowledge.entries():
        for way, cited in citations(entry):
            missing = [fact_id for fact_id in cited if fact_id not in entry.facts]
            if missing:
                message = f"{'、'.join(missing)} 没有列入这一条的 facts"
                yield knowledge.problem(entry.id, rules.UNLISTED_FACT.id, message, way=way)


def repeated_facts(knowledge: Knowledge) -> Iterator[Problem]:
    """No list cites a fact twice."""
    for entry in knowledge.entries():
        for way, cited in citations(entry):
            for fact_id, count in Counter(cited).items():
                if count > 1:
                    message = f"{fact_id} 引用了 {count} 次"
                    yield knowledge.problem(entry.id, rules.REPEATED_FACT.id, message, way=way)


def known_see_also(knowledge: Knowledge) -> Iterator[Problem]:
    """See-also leads to another system that exists."""
    for system in knowledge.systems.values():
        for index, other in enumerate(system.see_also):
            known = other in knowledge.systems.keys() | knowledge.unreadable
            if other == system.id or not known:
                message = "see_also 指向了自己" if other == system.id else f"没有体系“{other}”"
                yield knowledge.problem(
                    system.id, rules.UNKNOWN_SEE_ALSO.id, message, way=("see_also", index)
                )


def known_system(knowledge: Knowledge) -> Iterator[Problem]:
    """A procedure belongs to a system of its own source."""
    for procedure in knowledge.procedures.values():
        if procedure.system in knowledge.unreadable or not knowledge.systems:
            continue
        system = knowledge.systems.get(procedure.system)
        if system is None or system.source != procedure.source:
            message = (
                f"没有体系“{procedure.system}”"
                if system is None
                else f"体系 {system.id} 属于 {system.source}，这个程序属于 {procedure.source}"
            )
            yield knowledge.problem(procedure.id, rules.UNKNOWN_SYSTEM.id, message, way=("system",))


def step_numbers(knowledge: Knowledge) -> Iterator[Problem]:
    """Steps are numbered 1, 2, 3 … in their order."""
    for procedure in knowledge.procedures.values():
        for index, step in enumerate(procedure.steps):
            if step.n != index + 1:
                message = f"第 {index + 1} 步的编号写成了 {step.n}"
                yield knowledge.problem(
                    procedure.id, rules.STEP_NUMBERS.id, message, "从 1 起连续编号", ("steps", index, "n")
                )
                break


def decision_steps(knowledge: Knowledge) -> Iterator[Problem]:
    """A decision stands at a step that exists."""
    for procedure in knowledge.procedures.values():
        for index, decision in enumerate(procedure.decisions):
            if decision.at_step > len(procedure.steps):
                message = f"判断在第 {decision.at_step} 步，但只有 {len(procedure.steps)} 步"
                yield knowledge.problem(
                    procedure.id, rules.DECISION_STEP.id, message, way=("decisions", index, "at_step")
                )


def repeated_statements(knowledge: Knowledge) -> Iterator[Problem]:
    """Two facts of a source do not say the same in the same words."""
    first: dict[tuple[str, str], str] = {}
    for fact in knowledge.facts.values():
        earlier = first.setdefault((fact.source, fact.statement), fact.id)
        if earlier != fact.id:
            message = f"表述与 {earlier} 相同"
            yield knowledge.problem(fact.id, rules.REPEATED_STATEMENT.id, message, way=("statement",))


def wording(knowledge: Knowledge) -> Iterator[Problem]:
    """Our own Chinese uses full-width punctuation, with quotation marks and brackets in pairs."""
    for record in chain(knowledge.facts.values(), knowledge.entries(), _for_the_site(knowledge)):
        for way, text in prose(record):
            if (found := _HALF_WIDTH.search(text)) is not None:
                message = f"汉字旁用了半角“{found.group()}”：{_around(text, found.start())}"
                yield knowledge.problem(record.id, rules.HALF_WIDTH.id, message, "改成全角标点", way)
            for opening, closing in _PAIRS:
                if text.count(opening) != text.count(closing):
                    message = f"{opening}和{closing}不成对：{_around(text, 0)}"
                    yield knowledge.problem(record.id, rules.UNPAIRED.id, message, way=way)


def even_rows(knowledge: Knowledge) -> Iterator[Problem]:
    """A row of a comparison has a cell under every head (its name stands under the first)."""
    for comparison in knowledge.comparisons.values():
        for index, row in enumerate(comparison.rows):
            wanted = len(comparison.heads) - 1
            if len(row.cells) != wanted:
                message = f"{row.name}一行有 {len(row.cells)} 格，表头要 {wanted} 格"
                yield knowledge.problem(
                    comparison.id, rules.UNEVEN_ROW.id, message, way=("rows", index, "cells")
                )


def one_term_a_spelling(knowledge: Knowledge) -> Iterator[Problem]:
    """A spelling leads to one term only."""
    owners: dict[str, str] = {}
    for term in knowledge.terms.values():
        for index, spelling in enumerate((term.term, *term.aliases)):
            owner = owners.setdefault(spelling, term.id)
            if owner != term.id or (index and spelling == term.term):
                way = ("aliases", index - 1) if index else ("term",)
                message = f"“{spelling}”已经是“{owner}”的写法"
                yield knowledge.problem(term.id, rules.DOUBLE_TERM.id, message, way=way)


def _around(text: str, position: int) -> str:
    """A few characters of the text, to find the place by."""
    return text[max(0, position - 6) : position + 8]


CHECKS: tuple[RegisterCheck, ...] = (
    fact_home,
    known_source,
    fact_count,
    known_facts,
    own_facts,
    listed_facts,
    repeated_facts,
    known_see_also,
    known_system,
    step_numbers,
    decision_steps,
    repeated_statements,
    wording,
    even_rows,
    one_term_a_spelling,
)
"""One function per rule (``wording`` serves two)."""
