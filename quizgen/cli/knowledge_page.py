"""A record of the knowledge register laid out as a page of text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from quizgen.cli.terminal.chinese import WIDTH
from quizgen.markup import plain_text
from quizgen.markup.width import columns, pad, wrap
from quizgen.model.kinds import KIND_SHORT_TITLES, Kind
from quizgen.model.knowledge import (
    FACT_KIND_TITLES,
    ORDER_BASIS_TITLES,
    STANDING_TITLES,
    Case,
    Disposition,
    Fact,
    Gap,
    NameBasis,
    Procedure,
    RegisterEntry,
    Source,
    Step,
    System,
)
from quizgen.model.question import CaseQuestion, Question
from quizgen.workflows.knowledge import FoundRecord

PageRow = tuple[str, str]
"""A label (empty: the text goes on under the label above) with its text."""

NOT_GIVEN = "材料未给出"
NOT_SAID = "材料未写明"
_STEM_COLUMNS = 48


def page(found: FoundRecord) -> str:
    """The record with its source, what it says, where it is used, who asks it."""
    record = found.record
    rows: list[PageRow] = []
    if not isinstance(record, Source):
        rows.append(("来源", source_name(found.knowledge.sources[record.source])))
    rows += (row for row in _rows(record) if row[1])
    if not isinstance(record, Source | Fact):
        rows += _listed("依据", (f"{fact} {found.knowledge.facts[fact].statement}" for fact in record.facts))
    if isinstance(record, Fact):
        rows += _listed("用在", (entry_name(entry) for entry in found.used_by)) or [("用在", "（没有）")]
    if not isinstance(record, Source | Gap | Case):
        rows += _listed("题目", (_question_name(one) for one in found.questions)) or [("题目", "（没有）")]
    return "\n".join([*wrap(_head(record), WIDTH), *_lay_out(rows)])


def source_name(source: Source) -> str:
    """``厦门市《……》`` as far as the material gives it."""
    title = f"《{source.title}》" if source.title else "（材料没有标题）"
    return f"{source.place or ''}{title}"


def entry_name(entry: RegisterEntry) -> str:
    """``体系 X01 五责同步``."""
    match entry:
        case System() | Procedure() | Case():
            return f"{_sort(entry)} {entry.id} {entry.name}"
        case Disposition():
            return f"{_sort(entry)} {entry.id} {entry.situation} → {entry.measure}"
        case Gap():
            return f"{_sort(entry)} {entry.id} {entry.gap}"


def _sort(record: Source | Fact | RegisterEntry) -> str:
    sorts = {
        Source: "来源",
        Fact: "事实",
        System: "体系",
        Procedure: "程序",
        Disposition: "处置",
        Case: "案例",
        Gap: "缺口",
    }
    return sorts[type(record)]


def _head(record: Source | Fact | RegisterEntry) -> str:
    match record:
        case Source():
            return f"来源 {record.id}（{record.short}）"
        case Fact():
            return f"事实 {record.id}（{FACT_KIND_TITLES[record.kind]}）"
        case System():
            own = "；名称是本项目的归纳，不是材料用语" if record.name_basis is NameBasis.OURS else ""
            return f"{entry_name(record)}（{record.type}{own}）"
        case Procedure():
            said = (STANDING_TITLES.get(record.standing), ORDER_BASIS_TITLES[record.order_basis])
            return f"{entry_name(record)}（{'；'.join(text for text in said if text)}）"
        case Case():
            return f"{entry_name(record)}（{record.type}）"
        case _:
            return f"{_sort(record)} {record.id}"


def _rows(record: Source | Fact | RegisterEntry) -> Iterable[PageRow]:
    match record:
        case Source():
            return _source_rows(record)
        case Fact():
            return _fact_rows(record)
        case System():
            return _system_rows(record)
        case Procedure():
            return _procedure_rows(record)
        case Case():
            return _case_rows(record)
        case Disposition() | Gap():
            return _disposition_rows(record)


def _source_rows(source: Source) -> list[PageRow]:
    return [
        ("标题", source.title or source.title_note or NOT_GIVEN),
        ("副题", source.subtitle or ""),
        ("栏目", source.column or ""),
        ("作者", source.author or source.author_note or NOT_GIVEN),
        ("作者身份", source.author_role or ""),
        ("编辑", source.editor or ""),
        ("出处", source.publication or source.publication_note or NOT_GIVEN),
        ("日期", str(source.date or NOT_GIVEN)),
        ("日期说明", source.date_note or ""),
        ("地方", source.place or source.place_note or NOT_GIVEN),
        ("总模式", source.system_name),
        ("主要提法", "、".join(source.systems)),
        ("篇幅", f"{source.chars} 字，整理出 {source.facts} 条事实"),
        ("原文摘要值", source.sha256),
    ]


def _fact_rows(fact: Fact) -> list[PageRow]:
    open_end = "（原文以“等”收尾，不是全部）" if fact.open_list else ""
    figures = (f"{one.what} {one.value}{one.unit or ''}" for one in fact.values)
    return [
        ("位置", fact.section),
        ("定位短语", f"“{fact.anchor}”"),
        ("表述", fact.statement),
        ("成员", "；".join(fact.members) + open_end),
        ("主体", fact.actor or ""),
        ("对象", fact.object or ""),
        ("情形", fact.condition or ""),
        ("措施", fact.measure or ""),
        ("来自", fact.input or ""),
        ("形成", fact.output or ""),
        ("时限", fact.deadline or ""),
        ("频次", fact.frequency or ""),
        ("数据", "；".join(figures)),
        ("原文用语", fact.quote or ""),
        ("备注", fact.note or ""),
    ]


def _system_rows(system: System) -> list[PageRow]:
    members = (
        f"{member.name}{f'：{member.content}' if member.content else ''}［{'、'.join(member.facts)}］"
        for member in system.members
    )
    return [
        ("别名", "、".join(system.aliases)),
        ("目的", system.purpose),
        *_listed("成员", members),
        ("主体", "、".join(system.actors)),
        ("步骤", " → ".join(system.steps)),
        ("结果", "；".join(system.outputs)),
        (NOT_GIVEN, "；".join(system.gaps)),
        ("另见", "、".join(system.see_also)),
        ("读者应当", system.works_when),
    ]


def _procedure_rows(procedure: Procedure) -> list[PageRow]:
    decisions = (
        f"第{one.at_step}步后：{one.condition} → {one.then}"
        + (f"；否则 → {one.otherwise}" if one.otherwise else "")
        for one in procedure.decisions
    )
    return [
        ("所属体系", procedure.system),
        ("起因", procedure.trigger or NOT_SAID),
        ("周期", procedure.cycle or ""),
        *_listed("步骤", (_step(step) for step in procedure.steps)),
        *_listed("判断", decisions),
        (NOT_GIVEN, "；".join(procedure.gaps)),
    ]


def _step(step: Step) -> str:
    details = (("由", step.actor), ("凭", step.input), ("得", step.output), ("时限", step.deadline))
    said = "；".join(f"{label}：{text}" for label, text in details if text)
    return f"{step.n}. {step.action}{f'（{said}）' if said else ''}［{'、'.join(step.facts)}］"


def _case_rows(case: Case) -> list[PageRow]:
    return [("内容", case.what), ("数据", "、".join(case.figures)), ("说明什么", case.illustrates)]


def _disposition_rows(disposition: Disposition | Gap) -> list[PageRow]:
    if isinstance(disposition, Gap):
        return [(NOT_GIVEN, disposition.gap)]
    return [
        ("情形", disposition.situation),
        ("对象", disposition.target or ""),
        ("措施", disposition.measure),
        ("决定或执行", disposition.decides_or_acts or NOT_SAID),
        ("后果", disposition.consequence or ""),
        ("备注", disposition.note or ""),
    ]


def _question_name(question: Question) -> str:
    stem = plain_text(question.text if isinstance(question, CaseQuestion) else question.stem)
    lines = wrap(" ".join(stem.split()), _STEM_COLUMNS)
    more = "……" if len(lines) > 1 else ""
    return f"{question.id} {KIND_SHORT_TITLES[Kind(question.kind)]} {lines[0]}{more}"


def _listed(label: str, texts: Iterable[str]) -> list[PageRow]:
    return [(label if index == 0 else "", text) for index, text in enumerate(texts)]


def _lay_out(rows: list[PageRow]) -> Iterator[str]:
    width = max(columns(label) for label, _ in rows)
    for label, text in rows:
        first, *rest = wrap(text, WIDTH - width - 4)
        yield f"  {pad(label, width)}  {first}"
        yield from (f"  {' ' * width}  {line}" for line in rest)
