"""What the data scripts of the site hold, as records: the types of the browser's scripts are made from them.

mypy checks the writers of the scripts against these records, the TypeScript compiler their readers against
``browser_data.d.ts``, which ``tools.browser_types`` writes.
"""

from __future__ import annotations

from typing import Annotated, Literal, NotRequired, TypedDict

from quizgen.model.bookkeeping import Difficulty, Level
from quizgen.model.kinds import Kind, ScoringRule

SELF_TEST_RESULT = "自测成绩"
"""What a result of a mock exam says of itself; it is nobody's official score."""

BoldPiece = tuple[Literal["b"], str]
MarkPiece = tuple[Literal["_", "n"]]
ScriptPiece = tuple[Literal["d", "u", "D", "U"], str]


class FormulaBox(TypedDict):
    """What a formula is laid out from: a class of ``quizgen.css``, texts and boxes that stand inside."""

    look: str
    inside: list[str | FormulaBox]


class PictureData(TypedDict):
    """A picture: an address that holds it whole, what it shows, its size in pixels of CSS."""

    src: str
    alt: str
    width: int
    height: int


FormulaPiece = tuple[Literal["f"], str, str, FormulaBox]
PicturePiece = tuple[Literal["p"], PictureData]
InlinePiece = str | BoldPiece | MarkPiece | ScriptPiece | FormulaPiece | PicturePiece
InlineData = str | list[InlinePiece]
"""A text, or a list of texts with ("b", bold text), ("_",) for a blank and ("n",) for a line break.

("d", text) stands below the line, ("u", text) above, bold with capitals; ("f", …) is a formula on one line,
as it is read aloud, as boxes; ("p", …) the picture of an option.
"""


class BelowData(TypedDict):
    """What stands below a stem: a picture, the rows of a table (the heading first)."""

    picture: NotRequired[PictureData]
    table: NotRequired[list[list[InlineData]]]


class ChoiceData(BelowData):
    """Options by their position in the bank, the right ones first; a wrong one comes with its reason."""

    kind: Literal["single", "multiple"]
    stem: InlineData
    right: list[InlineData]
    wrong: list[tuple[InlineData, str]]
    show: NotRequired[int]
    last: NotRequired[list[int]]


class TrueFalseData(BelowData):
    """A statement that is true or false."""

    kind: Literal["true_false"]
    stem: InlineData
    answer: bool


class FillData(BelowData):
    """Blanks with the accepted texts of each as typed; ``shown``: as they are seen, where that differs."""

    kind: Literal["fill"]
    stem: InlineData
    answers: list[list[str]]
    shown: NotRequired[list[list[InlineData]]]
    anyOrder: NotRequired[bool]


class ShortData(BelowData):
    """Points of the model answer, each with its share as a fraction; None: an equal part of the rest."""

    kind: Literal["short"]
    stem: InlineData
    points: list[tuple[InlineData, str | None]]


class MatchingData(BelowData):
    """Pairs of a left and a right item, then what stands on the right besides, with the reason."""

    kind: Literal["matching"]
    stem: InlineData
    pairs: list[tuple[InlineData, InlineData]]
    others: list[tuple[InlineData, str | None]]


class OrderingData(BelowData):
    """Items in the right order."""

    kind: Literal["ordering"]
    stem: InlineData
    items: list[InlineData]


class EssayData(BelowData):
    """Points as for a short answer, or none; bands from the best: name, what answers are like, their share.

    ``least`` and ``most`` are the characters asked for.
    """

    kind: Literal["essay"]
    stem: InlineData
    points: list[tuple[InlineData, str | None]]
    bands: list[tuple[str, InlineData, str]]
    least: NotRequired[int]
    most: NotRequired[int]


BodyData = ChoiceData | TrueFalseData | MatchingData | OrderingData | FillData | ShortData | EssayData


class PartRest(TypedDict):
    """What a question of a case has beside its body."""

    share: str | None
    explain: NotRequired[InlineData]


PartData = Annotated[BodyData, PartRest]
"""In the browser both in one; mypy sees the first."""


class CaseData(BelowData):
    """A text with its questions."""

    kind: Literal["case"]
    text: InlineData
    parts: list[PartData]


class QuestionRest(TypedDict):
    """What a question has beside its body; a citation is an address (from the site's root) and a place."""

    topic: str
    level: Difficulty
    depth: NotRequired[Level]
    explain: NotRequired[InlineData]
    basis: NotRequired[str]
    cites: list[tuple[str, str]]


WholeBody = BodyData | CaseData
QuestionData = Annotated[WholeBody, QuestionRest]
"""In the browser both in one; mypy sees the first."""


class OralData(TypedDict):
    """A spoken question."""

    id: str
    stem: InlineData
    points: list[InlineData]
    minutes: int
    topic: str
    level: Difficulty
    cites: list[tuple[str, str]]


class SectionData(TypedDict):
    """A section of a mock exam; points as a fraction. It may continue the heading of the one before."""

    kind: Kind
    title: str
    count: int
    points: str
    rule: ScoringRule | None
    part: str | None
    continues: NotRequired[Literal[True]]


class MinimaData(TypedDict):
    """Least points by topic and by part, as fractions."""

    topic: dict[str, str]
    part: dict[str, str]


class CellData(TypedDict):
    """How many questions a section takes from a group, by variant."""

    section: int
    group: int
    draws: list[int]


TreeData = list[int] | tuple["TreeData", "TreeData"]
"""A bed as the list of its groups, a branch as its two trees."""


class PlanData(TypedDict):
    """How a mock exam is drawn; a question is its position among the entries."""

    cells: list[CellData]
    groups: list[list[int]]
    enemies: dict[int, list[int]]
    trees: list[TreeData]


BlueprintData = TypedDict(
    "BlueprintData",
    {
        "id": str,
        "title": str,
        "minutes": int,
        "pass": str,
        "closedBook": bool,
        "sections": list[SectionData],
        "minima": MinimaData,
        "planned": bool,
        "why": NotRequired[str],
        "paperOnly": NotRequired[str],
    },
)
"""What a mock exam is by; not planned, and with the reason, where the practice pool cannot fill it.

``paperOnly`` says to people why a paper of that kind is not offered here at all.
"""


class NamesData(TypedDict):
    """What people call kinds of questions and rules of marking.

    ``oral`` is the name of the spoken questions, ``result`` what a saved mock exam calls itself, ``draw``
    what drawing before an audience is for.
    """

    kinds: dict[Kind, str]
    rules: dict[ScoringRule, str]
    oral: str
    result: str
    draw: str


EntryRow = tuple[str, int, int, int, int] | tuple[str, int, int, int, int, int]
"""Id, positions of kind, topic and difficulty, a bit for every source cited, position of the level."""


class PoolData(TypedDict):
    """The index of the practice pool.

    ``page`` is the address of the practice centre from the site's root, ``pages`` those of pages on topics.
    """

    digest: str
    page: str
    pages: dict[str, str]
    kinds: list[Kind]
    levels: list[Difficulty]
    depths: list[Level]
    topics: list[str]
    sources: list[tuple[str, str]]
    files: dict[str, str]
    oral: str
    plans: str
    names: NamesData
    entries: list[EntryRow]
    blueprints: list[BlueprintData]


SearchRow = tuple[int, str, int, str, str, int, str]
"""Page, anchor, kind, title, text, place, first letters of the title's sounds; what repeats by position."""


class SearchData(TypedDict):
    """The search index; ``weights`` is by kind what a find of it counts more than one of the others.

    ``others`` has another name of the same thing, ``apart`` what must not be mistaken for it, both ways.
    """

    kinds: list[str]
    weights: list[int]
    pages: list[tuple[str, str]]
    places: list[str]
    others: dict[str, str]
    apart: dict[str, str]
    entries: list[SearchRow]


class HearingData(TypedDict):
    """What a search needs to forgive: characters by their sound; which runs the articles have.

    ``articles`` is what they are called, ``runs`` the filter of ``quizgen.markup.runs``; both empty where the
    site is made from none.
    """

    sounds: dict[str, str]
    articles: str
    runs: str


TipText = str | tuple[str, str]
"""The meaning of a term; place and statement of a fact."""


CheckWay = Literal["one", "several", "typed", "words", "whose", "page"]
"""How a doubt is decided: a letter, several letters, letters in order, words, a 编号, if a page counts."""


class CheckItemData(TypedDict):
    """A doubtful place of a scanned sheet: what is seen, never what is right.

    ``page`` and ``item`` name it, ``seen`` tells whether it is still the same doubt, ``kind`` is the place of
    its heading, ``read`` what the reader saw, ``proposed`` what may be agreed to; ``options`` are the marks
    in the circles in their order, ``picture`` a PNG in base64 (empty: there is none).
    """

    page: str
    item: str
    seen: str
    kind: int
    label: str
    place: str
    why: str
    read: str
    proposed: str
    way: CheckWay
    options: list[str]
    picture: str


class CheckData(TypedDict):
    """A list of doubtful places; ``exam`` tells exams apart, ``left`` counts what is not in this list."""

    exam: str
    title: str
    list: Literal["check", "audit"]
    kinds: list[str]
    left: int
    items: list[CheckItemData]


class Handed(TypedDict):
    """The global variables that the data scripts set."""

    quizgenCheck: CheckData
    quizgenHearing: HearingData
    quizgenPool: PoolData
    quizgenQuestions: dict[str, QuestionData]
    quizgenOral: list[OralData]
    quizgenPlans: dict[str, PlanData]
    quizgenSearch: SearchData
    quizgenTips: dict[str, dict[str, TipText]]
