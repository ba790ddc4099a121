"""Turns a set of questions into a form: the order of questions, the choice and the order of options."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from functools import lru_cache

from quizgen.assemble.draw.derive import Streams, WordStream, paper_ids
from quizgen.assemble.draw.sets import Drawn
from quizgen.assemble.draw.shuffle import (
    Arranging,
    Columns,
    Options,
    Steps,
    arranged,
    both_arranged,
    chosen,
    disarranged,
)
from quizgen.assemble.draw.wanted import WantedForm
from quizgen.model.blueprint import Arrangement, Blueprint
from quizgen.model.exam import Form, FormItem, FormSection, PoolEntry
from quizgen.model.question import (
    AskedBody,
    CaseBody,
    EssayBody,
    FillBody,
    MatchingBody,
    MultipleBody,
    OrderingBody,
    Question,
    ShortBody,
    SingleBody,
    TrueFalseBody,
    option_texts,
)


class FormMaker:
    """Turns a set of questions into a form: order of questions, choice and order of options."""

    def __init__(
        self,
        key: bytes,
        source: Streams,
        entries: Sequence[PoolEntry],
        find: Callable[[str], Question],
        blueprint: Blueprint,
    ) -> None:
        self.paper_id = paper_ids(key)
        self.source = source
        self.entries = entries
        self._blueprint = blueprint
        self._find = find
        self.options = lru_cache(maxsize=None)(self._options_of)

    def fixed_order(self, section: int) -> bool:
        """Whether the questions of a section stand in the same order on every form."""
        return self._blueprint.fixed_order(section)

    def with_enemies(self, groups: Collection[int]) -> list[str]:
        """The ids in those groups that have enemies."""
        return [entry.id for entry in self.entries if entry.group in groups and entry.enemies]

    def form(self, one: WantedForm, drawn: Drawn) -> Form:
        """The form with the questions drawn for it."""
        sections = []
        for number, positions in enumerate(drawn):
            ordered = self.ordered(one, number, positions)
            sections.append(FormSection(items=tuple(self.item(one, position) for position in ordered)))
        return Form(
            code=one.code,
            paper_id=self.paper_id(one.code),
            candidate=one.candidate,
            spare=one.spare,
            headings=self.headings(one),
            sections=tuple(sections),
        )

    def ordered(self, one: WantedForm, section: int, positions: Sequence[int]) -> list[int]:
        """The questions of a section in printed order."""
        if self.fixed_order(section):
            return sorted(positions)
        words = self.source.words(one.name, f"order/{section}", expected=len(positions))
        return words.shuffled(positions)

    def headings(self, one: WantedForm) -> tuple[int, ...]:
        """The printed order of the headings; empty where it is the blueprint's."""
        if self._blueprint.order.sections is Arrangement.FIXED:
            return ()
        written = range(len(self._blueprint.headings))
        order = tuple(self.source.words(one.name, "headings").shuffled(written))
        return () if order == tuple(written) else order

    def item(self, one: WantedForm, position: int) -> FormItem:
        """The question in this position among the entries, as the form prints it."""
        entry = self.entries[position]
        whole, parts = self.options(entry.id)
        return _printed(
            entry.id,
            entry.digest,
            self.arranged(one, entry.id, whole),
            tuple(
                self.arranged(one, f"{entry.id}/{number}", options) for number, options in enumerate(parts)
            ),
        )

    def arranged(self, one: WantedForm, asked: str, arranging: Arranging | None) -> tuple[int, ...]:
        """Forms of one set show the same options, each in its own order."""
        match arranging:
            case None:
                return ()
            case Columns(left, right):
                return both_arranged(arranging, self._order(one, asked, left + right))
            case Steps(count):
                return disarranged(arranging, self._order(one, asked, count))
            case Options():
                return self._options_shown(one, asked, arranging)

    def _order(self, one: WantedForm, asked: str, expected: int) -> WordStream:
        return self.source.words(one.name, f"options/{asked}", expected=expected)

    def _options_shown(self, one: WantedForm, asked: str, options: Options) -> tuple[int, ...]:
        total = options.right + options.wrong
        if options.show < total:
            shown = chosen(options, self.source.words(one.set_name, f"show/{asked}", expected=total))
        else:
            shown = tuple(range(total))
        return arranged(shown, options.last, self._order(one, asked, total))

    def _options_of(self, id_: str) -> tuple[Arranging | None, tuple[Arranging | None, ...]]:
        question = self._find(id_)
        if isinstance(question, CaseBody):
            return None, tuple(map(options_of, question.parts))
        return options_of(question), ()


@lru_cache(maxsize=65536)
def _printed(
    question: str, digest: str, options: tuple[int, ...], parts: tuple[tuple[int, ...], ...]
) -> FormItem:
    """One record for equal items, which recur on many forms."""
    return FormItem(question=question, digest=digest, options=options, parts=parts)


def options_of(body: AskedBody) -> Arranging | None:
    """The options of a question as numbers; None where it has none to be put in order."""
    match body:
        case SingleBody() | MultipleBody():
            texts = option_texts(body)
            right, wrong = len(body.correct), len(body.wrong)
            show = min(body.show or right + wrong, right + wrong)
            least = min(2, show - 1) if isinstance(body, MultipleBody) else 1
            last = tuple(texts.index(text) for text in body.last if text in texts)
            return Options(right=right, wrong=wrong, show=show, last=last, least_right=least)
        case MatchingBody():
            return Columns(len(body.pairs), len(body.pairs) + len(body.wrong))
        case OrderingBody():
            return Steps(len(body.items))
        case TrueFalseBody() | FillBody() | ShortBody() | EssayBody():
            return None
