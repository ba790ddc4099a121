"""What an exam folder freezes: the forms that follow from the key, the questions whole with their sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from quizgen.assemble.draw.forms import MadeForms, make_forms
from quizgen.model.bookkeeping import LIFE_FIELDS
from quizgen.model.digest import question_digest
from quizgen.model.exam import Candidate, Exam, FrozenQuestion, Mode, PoolEntry
from quizgen.model.knowledge import BIBLIOGRAPHIC, Fact, Source
from quizgen.model.question import Question

_FULL_WIDTH = str.maketrans({",": "，", "(": "（", ")": "）", ";": "；", ":": "："})


def make_all_forms(  # noqa: PLR0913 - what a folder freezes, and by which recipe
    exam: Exam,
    pool: Sequence[PoolEntry],
    questions: Mapping[str, Question],
    roster: Sequence[Candidate],
    key: bytes,
    *,
    as_before: bool = False,
) -> MadeForms:
    """Every form of an exam, from the key and what the folder freezes: the same now and years later.

    ``as_before``: by the earlier recipe for parallel forms.
    """
    return make_forms(
        key,
        blueprint=exam.blueprint,
        cells=exam.cells,
        pool=pool,
        questions=questions,
        mode=exam.mode,
        candidates=[one.number for one in roster] if exam.mode is Mode.INDIVIDUAL else [],
        forms=exam.forms,
        spare=exam.spare,
        as_before=as_before,
    )


def freeze(
    used: frozenset[str],
    questions: Mapping[str, Question],
    facts: Mapping[str, Fact],
    sources: Mapping[str, Source],
) -> Iterator[FrozenQuestion]:
    """The questions with these ids, whole, in the order of their ids."""
    for name in sorted(used):
        question = questions[name]
        cited = printed_sources((facts[fact] for fact in question.cites if fact in facts), sources)
        cited += (question.basis,) if question.basis else ()
        asked = question.model_copy(update=dict.fromkeys(LIFE_FIELDS))
        yield FrozenQuestion(digest=question_digest(asked), question=asked, sources=cited)


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
