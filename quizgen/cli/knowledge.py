"""``quizgen knowledge``: the register of facts checked, counted, looked up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import click

from quizgen.cli.knowledge_page import page
from quizgen.cli.terminal.chinese import WIDTH, CommandGroup
from quizgen.cli.terminal.places import (
    KNOWLEDGE,
    banks_or_default,
    cache_folder,
    project_place,
    register_of_project,
)
from quizgen.cli.terminal.present import show_json, show_problems, show_table
from quizgen.knowledge.register import Knowledge
from quizgen.knowledge.stats import Figures, Unasked
from quizgen.markup.width import wrap
from quizgen.model.knowledge import FACT_KIND_TITLES, Source
from quizgen.workflows.knowledge import FoundRecord, check_knowledge, count_knowledge, look_up

FAULTS = 1
_PATH = click.Path(path_type=Path)
_data = click.option(
    "--knowledge", "data", metavar="目录", type=_PATH, help="知识库的数据文件夹（默认 docs/_data）"
)
_banks = click.option(
    "--bank",
    "banks",
    metavar="题库",
    type=_PATH,
    multiple=True,
    help="题库文件夹或文件，用来看哪些内容有题目问到",
)
_json = click.option("--json", "as_json", is_flag=True, help="输出 JSON，供程序读取")


@click.group(cls=CommandGroup, example="quizgen knowledge check\nquizgen knowledge show xiamen-019")
def knowledge() -> None:
    """核对、统计、查阅知识库（来源、事实、体系、程序、处置、案例、缺口）。"""


@knowledge.command(
    example="quizgen knowledge check\nquizgen knowledge check --texts ../shared/sources --bank question_bank"
)
@_data
@click.option("--texts", metavar="目录", type=_PATH, help="原文文件夹（来源编号.txt），核对定位短语与照抄")
@_banks
@_json
def check(data: Path | None, texts: Path | None, banks: tuple[Path, ...], as_json: bool) -> int:  # noqa: FBT001 - a click flag
    """检查知识库的数据，一次报出全部错误。

    检查编号、引用、条数、步骤和用字；给出原文时，还核对每条事实的定位短语在原文中恰好出现一次、没有照抄原文。
    有错误时退出码为 1。没有题目问到的内容只作提示，不算错误。
    """
    place = data or register_of_project()
    if place is None:
        if as_json:
            show_json({"problems": [], "counts": {}, "texts_checked": False, "unasked": None})
        else:
            click.echo("这个项目没有知识登记（docs/_data），没有要核对的；题目的出处写在题库里。")
        return 0
    report = check_knowledge(place, texts, banks, cache_folder())
    if as_json:
        show_json(
            {
                "problems": [problem.as_dict() for problem in report.problems],
                "counts": _counts(report.knowledge),
                "texts_checked": texts is not None,
                "unasked": None if report.coverage is None else asdict(report.coverage),
            }
        )
        return FAULTS if report.problems else 0
    show_problems(report.problems)
    if report.coverage is not None:
        _show_coverage(report.coverage)
    counts = "、".join(f"{count} {title}" for title, count in _counts(report.knowledge).items())
    click.echo(f"读到 {counts}。")
    if texts is None:
        click.echo("没有给出原文（--texts），未核对定位短语和照抄。")
    elif not report.problems:
        click.echo(f"{len(report.knowledge.facts)} 条定位短语都在原文中恰好出现一次，没有照抄。")
    click.echo(f"发现 {len(report.problems)} 处错误。" if report.problems else "没有发现错误。")
    return FAULTS if report.problems else 0


@knowledge.command(example="quizgen knowledge stats --bank question_bank")
@_data
@_banks
@_json
def stats(data: Path | None, banks: tuple[Path, ...], as_json: bool) -> None:  # noqa: FBT001 - a click flag
    """统计知识库：各来源的条数、事实种类、没有用上的事实。"""
    counted, unasked = count_knowledge(project_place(KNOWLEDGE, data), banks, cache_folder())
    if as_json:
        show_json({**asdict(counted), "unasked": None if unasked is None else asdict(unasked)})
        return
    _show_figures(counted)
    if unasked is not None:
        _show_coverage(unasked)


@knowledge.command(
    example="quizgen knowledge show xiamen-019\nquizgen knowledge show P12 --bank question_bank"
)
@click.argument("record_id", metavar="编号")
@_data
@click.option(
    "--bank",
    "banks",
    metavar="题库",
    type=_PATH,
    multiple=True,
    help="题库，可写几次（默认 question_bank）",
)
@_json
def show(record_id: str, data: Path | None, banks: tuple[Path, ...], as_json: bool) -> None:  # noqa: FBT001 - a click flag
    """显示一条记录：来源、位置、表述、成员，用在哪里，哪些题问到它。

    编号可以是事实（xiamen-019）、体系（X02）、程序（P12）、处置（D33）、案例（C07）、缺口（Q01）或来源（xiamen）。
    """
    register = project_place(KNOWLEDGE, data)
    found = look_up(record_id, register, banks_or_default(banks), cache_folder())
    if as_json:
        show_json(_as_data(found))
    else:
        click.echo(page(found))


def _counts(register: Knowledge) -> dict[str, int]:
    return {
        "篇来源": len(register.sources),
        "条事实": len(register.facts),
        "个体系": len(register.systems),
        "个程序": len(register.procedures),
        "条处置": len(register.dispositions),
        "个缺口": len(register.gaps),
        "个案例": len(register.cases),
    }


def _show_figures(counted: Figures) -> None:
    rows = [
        (one.short, one.facts, one.systems, one.procedures, one.dispositions, one.gaps, one.cases)
        for one in counted.sources
    ]
    total = ("合计", *(sum(column) for column in list(zip(*rows, strict=True))[1:]))
    heads = ("来源", "事实", "体系", "程序", "处置", "缺口", "案例")
    show_table("各来源的条数", heads, [*rows, total])
    click.echo()
    kinds = [(FACT_KIND_TITLES[kind], count) for kind, count in counted.fact_kinds.items()]
    show_table("事实的种类", ("种类", "条数"), kinds)
    click.echo()
    click.echo(f"开放列举 {counted.open_lists} 条（原文以“等”收尾，不可作封闭问）。")
    click.echo(f"归纳的体系名称 {counted.own_names} 个，拼合次序的程序 {counted.assembled} 个。")
    click.echo(f"没有体系、程序、处置、案例、缺口用到的事实 {len(counted.unused)} 条")
    _show_ids(counted.unused)


def _show_coverage(unasked: Unasked) -> None:
    click.echo(f"{unasked.questions} 道在用的题没有问到的内容（事实不计著录）：")
    shelves = (
        ("事实", unasked.facts),
        ("体系", unasked.systems),
        ("程序", unasked.procedures),
        ("处置", unasked.dispositions),
    )
    for title, ids in shelves:
        click.echo(f"  {title} {len(ids)}")
        _show_ids(ids)


def _show_ids(ids: Sequence[str]) -> None:
    for line in wrap(" ".join(ids), WIDTH - 4):
        if line:
            click.echo(f"    {line}")


def _as_data(found: FoundRecord) -> dict[str, object]:
    record = found.record
    return {
        "sort": type(record).__name__.lower(),
        "record": record.model_dump(mode="json", by_alias=True, exclude_defaults=True),
        "source": None
        if isinstance(record, Source)
        else found.knowledge.sources[record.source].model_dump(mode="json", exclude_defaults=True),
        "used_by": [entry.id for entry in found.used_by],
        "questions": [question.id for question in found.questions],
    }
