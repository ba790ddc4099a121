"""The bank as it is today, where an exam needs another question of it or a corrected one."""

from __future__ import annotations

from collections.abc import Iterable

from quizgen.bank.checks import check_bank
from quizgen.bank.entries import LoadedBank
from quizgen.bank.load import load_bank
from quizgen.errors import ContentFaults, Problem
from quizgen.knowledge.load import load_knowledge
from quizgen.knowledge.register import Knowledge
from quizgen.model.bookkeeping import may_be_drawn
from quizgen.model.exam import FrozenQuestion
from quizgen.render.fonts.glyphs import packaged_codepoints
from quizgen.workflows.bank import BankPlaces, knowledge_view, pack_of_register
from quizgen.workflows.exam.freeze import freeze
from quizgen.workflows.exam.new import NeedsRegister


class BankToday:
    """The questions of a bank as they can be frozen now.

    Making one raises ContentFaults for files that cannot be read, NeedsRegister, CannotRead.
    """

    def __init__(self, places: BankPlaces) -> None:
        self._places = places
        self._bank: LoadedBank = load_bank(
            places.banks, cache_folder=places.cache, default_topics=places.default_topics
        )
        self._knowledge, faults = self._register()
        if faults:
            raise ContentFaults(faults)
        self._questions = {question.id: question for question in self._bank.active}

    def _register(self) -> tuple[Knowledge, tuple[Problem, ...]]:
        if not self._bank.cites_facts:
            return Knowledge.none(), ()
        if self._places.knowledge is None:
            raise NeedsRegister
        return load_knowledge(self._places.knowledge, str(self._places.knowledge))

    def frozen(self, ids: Iterable[str]) -> dict[str, FrozenQuestion]:
        """Those of these questions that may be asked, whole, by id."""
        known = frozenset(one for one in ids if one in self._questions and may_be_drawn(self._questions[one]))
        found = freeze(known, self._questions, self._knowledge.facts, self._knowledge.sources)
        return {one.question.id: one for one in found}

    def faults(self, id_: str) -> list[Problem]:
        """What ``bank check`` says against a question."""
        pack, _ = pack_of_register(self._places.knowledge if self._bank.cites_facts else None)
        glyphs = packaged_codepoints()
        found = check_bank(
            self._bank,
            knowledge_view(self._knowledge, pack),
            (lambda character: ord(character) in glyphs) if glyphs else None,
            frozenset({id_}),
        )
        return [one for one in found if one.where.startswith(id_)]

    def picture(self, name: str) -> bytes:
        """The bytes of a picture by its name in a question."""
        return self._bank.picture(name).data
