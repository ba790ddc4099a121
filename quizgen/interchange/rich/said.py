"""What a reader of a foreign file has to say of one question: doubts and refusals, each once."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from quizgen.errors import Problem
from quizgen.interchange.draft import Draft, DraftPicture
from quizgen.interchange.rich.html_in import RichText
from quizgen.model.rule import Rule
from quizgen.model.rules.exchange import D405, D406, D453


@dataclass(slots=True)
class Said:
    """Gathers what is said of a question that begins in this line of a file."""

    shown_as: str
    line: int | None
    where: str = ""
    doubts: list[Problem] = field(default_factory=list)
    refusals: list[Problem] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)

    def doubt(self, rule: Rule, message: str) -> None:
        """A reason to look before using the question."""
        self._put(self.doubts, rule, message)

    def refuse(self, rule: Rule, message: str) -> None:
        """A reason why it is no question of a bank."""
        self._put(self.refusals, rule, message)

    def note(self, rule: Rule, message: str) -> None:
        """Something that is only told."""
        self._put(self.notes, rule, message)

    def _put(self, among: list[Problem], rule: Rule, message: str) -> None:
        problem = Problem(self.shown_as, self.line, rule.id, message, rule.mend, self.where)
        if problem not in among:
            among.append(problem)

    def text(self, found: RichText, what: str) -> str:
        """The text alone, from a place that holds neither pictures nor tables."""
        if found.pictures or found.tables:
            self.refuse(D453, f"{what}里有图片或表格")
        return self.words(found)

    def words(self, found: RichText) -> str:
        """The text, with what was said while it was read."""
        for clause in found.doubts:
            self.doubt(D406 if "图片" in clause else D405, clause)
        for clause in found.refusals:
            self.refuse(D453, clause)
        return found.text

    def below(self, draft: Draft, found: RichText) -> Draft:
        """The draft with the picture and the table that stand in its stem: one of each at most."""
        if len(found.pictures) > 1:
            self.doubt(D406, f"题干里有 {len(found.pictures)} 张图片，只留下第一张")
        if len(found.tables) > 1:
            self.refuse(D453, f"题干里有 {len(found.tables)} 个表格")
        picture: DraftPicture | None = found.pictures[0] if found.pictures else None
        return replace(draft, picture=picture, table=found.tables[0] if found.tables else ())

    def on(self, draft: Draft) -> Draft:
        """The draft with everything that was said."""
        return replace(
            draft,
            doubts=(*draft.doubts, *self.doubts),
            refusals=(*draft.refusals, *self.refusals),
            line=self.line,
        )
