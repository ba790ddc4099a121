"""``quizgen bank``: banks checked, counted, described for editors, read question by question."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from quizgen.bank.checks import RULES
from quizgen.bank.entries import BankSource
from quizgen.bank.rules_page import rules_page
from quizgen.bank.schema import schema_text, settings_schema_text
from quizgen.cli.bank.page import question_page
from quizgen.cli.bank.places import bank_places, read_from
from quizgen.cli.terminal.chinese import LazyGroup
from quizgen.cli.terminal.present import show_json, show_problems
from quizgen.cli.terminal.values import FONT_FOLDER
from quizgen.errors import AlreadyExists, Problem
from quizgen.files.safe import PUBLIC_FILE, make_parents, write_replacing
from quizgen.files.text import read_bytes
from quizgen.model.bank import Profile
from quizgen.model.bookkeeping import is_retired
from quizgen.workflows.bank import FoundQuestion, PreviewOrder, check_banks, find_question, preview_bank

FAULTS = 1
_SAME_LINES = 3
_PATH = click.Path(path_type=Path)


@click.group(
    cls=LazyGroup,
    example="quizgen bank check\nquizgen bank show XM-0019",
    elsewhere={
        "export": "quizgen.cli.bank.export:export",
        "import": "quizgen.cli.bank.importing:import_",
        "stats": "quizgen.cli.bank.known:stats",
        "enemies": "quizgen.cli.bank.enemies:enemies",
        "review": "quizgen.cli.bank.life:review",
        "due": "quizgen.cli.bank.life:due",
        "exposure": "quizgen.cli.bank.life:exposure",
    },
)
def bank() -> None:
    """检查、统计、查阅题库，导入别处的题库。"""


@bank.command(example="quizgen bank check\nquizgen bank check question_bank ../sealed --json")
@click.argument("paths", metavar="[题库]...", type=_PATH, nargs=-1)
@click.option("--advice", is_flag=True, help="逐条列出建议；不加只列每条规则有几处")
@bank_places
def check(
    paths: tuple[Path, ...],
    advice: bool,  # noqa: FBT001 - a click flag
    banks: tuple[Path, ...],
    knowledge: Path | None,
    as_json: bool,  # noqa: FBT001 - a click flag
) -> int:
    """检查题库，一次报出全部错误。

    每处错误一行：文件:行: [规则编号] 题号：说明（怎样改）。规则见 quizgen bank rules。
    可以同时检查几个题库，例如练习题库和放在别处的保密题库。有错误时退出码为 1。
    """
    report = check_banks(read_from((*paths, *banks), knowledge))
    status = FAULTS if report.problems else 0
    if as_json:
        show_json(
            {
                "problems": [problem.as_dict() for problem in report.problems],
                "advice": [problem.as_dict() for problem in report.advice],
                "questions": len(report.loaded.entries),
                "files": len(report.loaded.files),
                "oral": report.oral,
                "banks": list(map(_bank_data, report.loaded.banks)),
                "knowledge_checked": report.knowledge_checked,
                "fonts_checked": report.fonts_checked,
            }
        )
        return status
    show_problems(report.problems)
    _show_advice(report.advice, every=advice)
    loaded = report.loaded
    retired = sum(is_retired(entry.question) for entry in loaded.entries)
    unfinished = len(loaded.entries) - len(loaded.active) - retired
    waiting = f"，未审完 {unfinished} 道" if unfinished else ""
    spoken = f"，另有口试题 {report.oral} 道" if report.oral else ""
    click.echo(
        f"读到 {len(loaded.files)} 个文件、{len(loaded.entries)} 道题（停用 {retired} 道{waiting}）{spoken}。"
    )
    for bank in loaded.banks:
        if bank.settings is None and bank.profile is Profile.PLAIN and loaded.entries:
            click.echo(f"{bank.shown_as}：没有 bank.yaml，也没有题引用事实，依据、错因、解析不写也可以。")
    if loaded.cites_facts and not report.knowledge_checked:
        click.echo("没有找到知识库的数据（用 --knowledge 指明），未核对事实和条目的编号。")
    if not report.fonts_checked:
        click.echo("没有装字体，未核对印不出的字。")
    click.echo(f"发现 {len(report.problems)} 处错误。" if report.problems else "没有发现错误。")
    return status


def _bank_data(bank: BankSource) -> dict[str, Any]:
    off = sorted(bank.settings.rules) if bank.settings else []
    return {"name": bank.name, "profile": bank.profile, "off": off}


def _show_advice(advice: Sequence[Problem], *, every: bool) -> None:
    """Every piece of advice, or how many there are by rule."""
    if every:
        for one in advice:
            click.echo(f"建议：{one}")
        return
    titles = {rule.id: rule.title for rule in RULES}
    for rule, times in sorted(Counter(one.rule for one in advice).items()):
        click.echo(f"建议：[{rule}] {titles[rule]}，{times} 处（加 --advice 逐条列出）")


@bank.command(
    example="""quizgen bank preview 题库.pdf --answers
quizgen bank preview 明责.pdf --topic 明责"""
)
@click.argument("out", metavar="文件.pdf", type=_PATH)
@click.option("--topic", metavar="专题", help="只要这个专题，如 明责 或 明责/责任清单")
@click.option("--answers", is_flag=True, help="印出答案、错因、解析和依据")
@click.option("--font-path", metavar="目录", type=FONT_FOLDER, multiple=True, help="另外的字体文件夹")
@bank_places
def preview(  # noqa: PLR0913, PLR0917 - one parameter an option
    out: Path,
    topic: str | None,
    answers: bool,  # noqa: FBT001 - a click flag
    font_path: tuple[Path, ...],
    banks: tuple[Path, ...],
    knowledge: Path | None,
    as_json: bool,  # noqa: FBT001 - a click flag
) -> None:
    """把题库或一个专题印成小册子，供审题的人看。

    不加 --answers 时和考生看到的一样，选项次序固定，看不出答案。文件只有本人可读，已有的不会覆盖。
    """
    shown = preview_bank(PreviewOrder(read_from(banks, knowledge), out, topic, answers, font_path))
    if as_json:
        show_json({"file": str(out), "questions": shown})
    else:
        click.echo(f"已写入 {out}，共 {shown} 题。")


@bank.command(
    example="""quizgen bank schema
quizgen bank schema --profile strict -o question_bank/schema.json
quizgen bank schema --of bank -o bank.schema.json"""
)
@click.option(
    "--of",
    "what",
    metavar="文件",
    type=click.Choice(["questions", "bank"]),
    default="questions",
    help="questions（默认）题目文件，或 bank：bank.yaml",
)
@click.option(
    "--profile",
    metavar="尺度",
    type=click.Choice([profile.value for profile in Profile]),
    default=Profile.PLAIN.value,
    help="题目文件的尺度：plain（默认）或 strict，每题要有依据、错因、解析",
)
@click.option("-o", "--output", metavar="文件", type=_PATH, help="写到这个文件，不写则显示出来")
def schema(what: str, profile: str, output: Path | None) -> None:
    """输出题库的 JSON Schema，供编辑器提示和检查。

    在编辑器里把它配给 question_bank 下的 .yaml 文件，写题时就能自动补全、标出写错的键。
    bank.yaml 另有一份（--of bank）。
    """
    _write_out(settings_schema_text() if what == "bank" else schema_text(Profile(profile)), output)


@bank.command(example="quizgen bank rules\nquizgen bank rules -o docs/dev/bank-rules.md")
@click.option("-o", "--output", metavar="文件", type=_PATH, help="写到这个文件，不写则显示出来")
def rules(output: Path | None) -> None:
    """列出检查题库的编号规则：查什么、怎样改。"""
    _write_out(rules_page(RULES), output)


def _write_out(text: str, output: Path | None) -> None:
    if output is None:
        click.echo(text, nl=False)
        return
    if output.exists() and not _is_an_earlier(output, text):
        raise AlreadyExists(output)
    make_parents(output)
    write_replacing(output, text.encode(), PUBLIC_FILE)
    click.echo(f"已写入 {output}。")


def _is_an_earlier(output: Path, text: str) -> bool:
    """Whether a file is what this command wrote before: it begins with the same lines."""
    if not output.is_file():
        return False
    earlier = read_bytes(output).decode(errors="replace").splitlines()
    return earlier[:_SAME_LINES] == text.splitlines()[:_SAME_LINES]


@bank.command(example="quizgen bank show XM-0019\nquizgen bank show KS-0001 --bank ../sealed")
@click.argument("question_id", metavar="编号")
@bank_places
def show(
    question_id: str,
    banks: tuple[Path, ...],
    knowledge: Path | None,
    as_json: bool,  # noqa: FBT001 - a click flag
) -> None:
    """显示一道题：先是考生看到的题面，再是答案、错因、解析和依据。"""
    found = find_question(question_id, read_from(banks, knowledge))
    if as_json:
        show_json(_question_data(found))
    else:
        click.echo(question_page(found))


def _question_data(found: FoundQuestion) -> dict[str, Any]:
    question = found.entry.question
    return {
        "file": found.entry.file,
        "line": found.entry.first_line,
        "question": {**question.model_dump(mode="json", exclude_defaults=True), "kind": question.kind},
        "facts": [
            {"id": fact.id, "statement": fact.statement, "source": source.id, "section": fact.section}
            for fact, source in found.facts
        ],
        "about": dict(found.about),
        "enemies": found.enemies,
    }
