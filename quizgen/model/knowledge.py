"""The knowledge register: facts of the source material with what is built on them."""

from __future__ import annotations

from datetime import date as Date  # noqa: N812 - a field is called date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from quizgen.model.base import Record, Text

SourceId = Annotated[str, Field(pattern=r"^[a-z]{2,20}$", description="来源编号，例如 xiamen")]
FactId = Annotated[str, Field(pattern=r"^[a-z]{2,20}-\d{3,4}$", description="事实编号，例如 xiamen-019")]
SystemId = Annotated[str, Field(pattern=r"^[ABE-OR-Z]\d{2,3}$", description="体系编号，例如 X01")]
ProcedureId = Annotated[str, Field(pattern=r"^P\d{2,3}$", description="程序编号，例如 P12")]
DispositionId = Annotated[str, Field(pattern=r"^D\d{2,3}$", description="处置编号，例如 D33")]
CaseId = Annotated[str, Field(pattern=r"^C\d{2,3}$", description="案例编号，例如 C07")]
GapId = Annotated[str, Field(pattern=r"^Q\d{2,3}$", description="缺口编号，例如 Q01")]
Facts = Annotated[tuple[FactId, ...], Field(min_length=1)]
"""The facts that a statement rests on."""


class Source(Record):
    """One article of the material; None: the article does not give it, nothing was looked up elsewhere."""

    id: SourceId
    short: Text = Field(description="表格里用的简称，例如 厦门")
    title: Text | None = None
    subtitle: Text | None = None
    title_note: Text | None = None
    column: Text | None = None
    author: Text | None = None
    author_role: Text | None = None
    author_note: Text | None = None
    editor: Text | None = None
    publication: Text | None = None
    publication_note: Text | None = None
    date: Date | None = None
    date_note: Text | None = None
    place: Text | None = None
    place_note: Text | None = None
    system_name: Text = Field(description="这篇材料的总模式叫什么")
    systems: tuple[Text, ...] = Field((), description="主要提法")
    facts: Annotated[int, Field(ge=1, description="facts/<编号>.yaml 的条数")]
    chars: Annotated[int, Field(ge=1, description="整理稿的字数，不计换行")]
    sha256: Annotated[
        str, Field(pattern=r"^[0-9a-f]{64}$", description="整理稿（UTF-8）的 SHA-256，64 位十六进制")
    ]


class FactKind(StrEnum):
    """What sort of thing a fact says."""

    DEFINITION = "definition"
    LIST = "list"
    PROCEDURE = "procedure"
    MEASURE = "measure"
    DISPOSITION = "disposition"
    RESPONSIBILITY = "responsibility"
    INSTITUTION = "institution"
    DOCUMENT = "document"
    FIGURE = "figure"
    PROBLEM = "problem"
    CAUSE = "cause"
    CASE = "case"


FACT_KIND_TITLES = {
    FactKind.DEFINITION: "提法",
    FactKind.LIST: "列举",
    FactKind.PROCEDURE: "程序",
    FactKind.MEASURE: "做法",
    FactKind.DISPOSITION: "处置",
    FactKind.RESPONSIBILITY: "责任",
    FactKind.INSTITUTION: "制度",
    FactKind.DOCUMENT: "文件",
    FactKind.FIGURE: "数据",
    FactKind.PROBLEM: "问题",
    FactKind.CAUSE: "原因",
    FactKind.CASE: "案例",
}
"""What people call the kinds."""


BIBLIOGRAPHIC = "(著录)"
"""The section of facts about an article itself (author, date, page): no question asks them."""


class Figure(Record):
    """A number of the material: what it counts, how much, in which unit (None: no unit, e.g. a date)."""

    what: Text
    value: int | Decimal | Text
    unit: Text | None = None


class Fact(Record):
    """One thing that one source says, in our own words; None: the source does not say it there.

    ``anchor`` is a phrase that stands exactly once in the source text, ``quote`` the source's own
    wording, ``open_list`` says that the source ends its enumeration with 等 (never a closed set),
    ``note`` says what the source leaves out.
    """

    id: FactId
    source: SourceId
    section: Text
    anchor: Text
    kind: FactKind
    statement: Text
    actor: Text | None = None
    object: Text | None = None
    condition: Text | None = None
    measure: Text | None = None
    input: Text | None = None
    output: Text | None = None
    deadline: Text | None = None
    frequency: Text | None = None
    members: tuple[Text, ...] = ()
    open_list: bool = False
    values: tuple[Figure, ...] = ()
    quote: Text | None = None
    note: Text | None = None


class NameBasis(StrEnum):
    """Whether a name is the material's own or a label of this project."""

    MATERIAL = "原文用语"
    OURS = "归纳"


class SystemMember(Record):
    """A part of a system; ``content`` None: the material names it only."""

    name: Text
    content: Text | None = None
    facts: Facts


class System(Record):
    """A system, mechanism, rule or platform that the material describes.

    ``gaps`` say what the material does not give, ``works_when`` is the question a page on it must answer.
    """

    id: SystemId
    source: SourceId
    name: Text
    name_basis: NameBasis
    aliases: tuple[Text, ...] = ()
    type: Text
    purpose: Text
    members: tuple[SystemMember, ...] = ()
    actors: tuple[Text, ...] = ()
    steps: tuple[Text, ...] = ()
    outputs: tuple[Text, ...] = ()
    facts: Facts
    gaps: tuple[Text, ...] = ()
    see_also: tuple[SystemId, ...] = ()
    works_when: Text


class OrderBasis(StrEnum):
    """Where the order of steps comes from."""

    EXPLICIT = "explicit"
    ASSEMBLED = "assembled"


ORDER_BASIS_TITLES = {
    OrderBasis.EXPLICIT: "材料写明的次序",
    OrderBasis.ASSEMBLED: "由同一材料的几处文字拼合的次序",
}
"""The same for readers."""


class Standing(StrEnum):
    """Whether a text tells what is done, what its author proposes, what a place means to do."""

    PRACTICE = "practice"
    PROPOSED = "proposed"
    PLANNED = "planned"


STANDING_TITLES = {Standing.PROPOSED: "作者的建议", Standing.PLANNED: "下一步打算"}
"""The same for readers, where it is not yet a practice."""


class Step(Record):
    """One step, numbered from 1; None: the material does not say."""

    n: Annotated[int, Field(ge=1)]
    action: Text
    actor: Text | None = None
    input: Text | None = None
    output: Text | None = None
    deadline: Text | None = None
    facts: Facts


class Decision(Record):
    """A fork after step ``at_step``; ``otherwise`` (in YAML ``else``) None: the material does not say."""

    at_step: Annotated[int, Field(ge=1)]
    condition: Text
    then: Text
    otherwise: Text | None = Field(None, alias="else")
    facts: Facts


class Procedure(Record):
    """A procedure that can be drawn as a flow.

    ``trigger`` None: the material does not say what sets it off; ``cycle`` None: nor that it is periodic.
    """

    id: ProcedureId
    source: SourceId
    system: SystemId
    name: Text
    order_basis: OrderBasis
    standing: Standing = Standing.PRACTICE
    trigger: Text | None = None
    cycle: Text | None = None
    steps: Annotated[tuple[Step, ...], Field(min_length=1)]
    decisions: tuple[Decision, ...] = ()
    facts: Facts
    gaps: tuple[Text, ...] = ()


class Disposition(Record):
    """A situation with the measure taken; ``decides_or_acts`` None: the material does not say who."""

    id: DispositionId
    source: SourceId
    standing: Standing = Standing.PRACTICE
    situation: Text
    target: Text | None = None
    measure: Text
    decides_or_acts: Text | None = None
    consequence: Text | None = None
    note: Text | None = None
    facts: Facts


class Gap(Record):
    """A standard that the material mentions but does not give."""

    id: GapId
    source: SourceId
    gap: Text
    facts: Facts


class CaseType(StrEnum):
    """What sort of example it is."""

    RESULT = "成果数据"
    CASE = "案例"
    COUNTER_EXAMPLE = "反面例子"
    BACKGROUND = "背景"
    SURVEY = "调查数据"


class Case(Record):
    """A case or data point of the material; ``figures`` keep its numbers with their units."""

    id: CaseId
    source: SourceId
    type: CaseType
    name: Text
    what: Text
    figures: tuple[Text, ...] = ()
    illustrates: Text
    facts: Facts


class Term(Record):
    """A term of the material with what the material means by it; its name is its id."""

    term: Text
    aliases: tuple[Text, ...] = Field((), description="同一样东西在材料里的别的写法")
    meaning: Text
    facts: Facts

    @property
    def id(self) -> str:
        """The term itself: no two terms have one name."""
        return self.term


class Cited(Record):
    """A piece of our own wording with the facts it rests on (none: it states no fact)."""

    text: Text
    facts: tuple[FactId, ...] = ()


class ComparisonRow(Record):
    """One line of a comparison; ``name`` is its head, ``cells`` stand under the other heads."""

    name: Text
    cells: Annotated[tuple[Cited, ...], Field(min_length=1)]


class Comparison(Record):
    """Things of the material that are easily taken for one another, side by side."""

    id: Annotated[str, Field(pattern=r"^\S+$", description="不含空格的短名，例如 五责")]
    title: Text
    heads: Annotated[tuple[Text, ...], Field(min_length=2)]
    rows: Annotated[tuple[ComparisonRow, ...], Field(min_length=1)]
    remarks: tuple[Cited, ...] = ()


RegisterEntry = System | Procedure | Disposition | Case | Gap
"""Anything that is built on facts."""
