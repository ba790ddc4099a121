"""``quizgen exam verify``: an exam folder held against its key, its ledger, its signature."""

from __future__ import annotations

import os
import re
from pathlib import Path

import click

from quizgen.cli.terminal.chinese import Command
from quizgen.cli.terminal.present import progress, show_json, show_problems
from quizgen.cli.terminal.values import FONT_FOLDER
from quizgen.records.acts_file import said_of
from quizgen.records.trust import read_trust
from quizgen.workflows.processes import Jobs
from quizgen.workflows.verify.exam import Verified, verify_exam

FAULTS = 1
_FOLDER = click.Path(path_type=Path, file_okay=False)


def _head(_ctx: click.Context, _param: click.Parameter, value: str | None) -> str | None:
    """A hash as it was copied from the printed scores."""
    word = None if value is None else value.strip().lower()
    if word is not None and re.fullmatch("[0-9a-f]{8,64}", word) is None:
        message = "不是台账哈希，至少照抄前 8 位（只有数字和 a 至 f）"
        raise click.BadParameter(message)
    return word


@click.command(
    cls=Command,
    example="""quizgen exam verify exams/2026-autumn
quizgen exam verify exams/2026-autumn --trust 9f3b6c21e08d47aa \\
  --head 3f9c0a17b2""",
)
@click.argument("folder", metavar="目录", type=_FOLDER)
@click.option("--quick", is_flag=True, help="文件只比校验值，不重新印制")
@click.option(
    "--trust",
    metavar="指纹",
    multiple=True,
    help="成绩必须是这把密钥签的：事先公布的公钥指纹（至少前 16 位），或另行保存的 scores.pub.pem；可写几个",
)
@click.option(
    "--head",
    metavar="哈希",
    callback=_head,
    help="台账的最后一行必须是它（最后一次打印的台账哈希，至少前 8 位）",
)
@click.option("--jobs", metavar="进程数", type=click.IntRange(1, 64), help="同时工作的进程数；不写用全部核心")
@click.option("--font-path", metavar="目录", type=FONT_FOLDER, multiple=True, help="另外的字体文件夹")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
def verify(  # noqa: PLR0913, PLR0917 - one parameter an option
    folder: Path,
    quick: bool,  # noqa: FBT001 - a click flag
    trust: tuple[str, ...],
    head: str | None,
    jobs: int | None,
    font_path: tuple[Path, ...],
    as_json: bool,  # noqa: FBT001 - a click flag
) -> int:
    """用密钥重新生成每份试卷，从答案重算每个成绩，指出每处不一致。

    有成绩时，还核对台账的每一行、成绩的签名和台账记载的每个文件。只看，不写任何东西；上次写到一半中断的，只说出来。
    """
    with progress("核验", 0) as bar:
        task = bar.task_ids[0]
        result = verify_exam(
            folder,
            jobs=Jobs.wanted(jobs, os.cpu_count()),
            reprint=not quick,
            font_paths=font_path,
            on_progress=lambda done, total: bar.update(task, completed=done, total=total),
            trusted=read_trust(trust),
            head=head,
        )
    if as_json:
        show_json(_as_json(result))
    else:
        _show(result)
        if quick:
            click.echo("用了 --quick：成品只比了校验值，成绩单和考情分析没有比对。")
    return FAULTS if result.problems else 0


def _as_json(result: Verified) -> dict[str, object]:
    return {
        "problems": [problem.as_dict() for problem in result.problems],
        "notes": [note.as_dict() for note in result.notes],
        "forms": result.forms,
        "files": result.files,
        "reprinted": result.reprinted,
        "older_printer": result.older_printer,
        "rescored": result.rescored,
        "ledger_lines": result.ledger_lines,
        "ledger_head": result.ledger_head,
        "fingerprint": result.fingerprint,
        "unchecked": list(result.unchecked),
        "acts": [
            {
                "line": line.seq,
                "act": line.act.value,
                "number": line.details.get("number"),
                "form": line.details.get("form"),
                "question": line.details.get("question"),
                "by_form": line.details.get("by_form"),
                "by_exam": line.details.get("by_exam"),
                "time": line.time.isoformat(),
                "by": line.by,
                "reason": line.details.get("reason"),
            }
            for line in result.acts
        ],
    }


def _show(result: Verified) -> None:
    show_problems(result.problems)
    for note in result.notes:
        click.echo(f"提示 {note}")
    click.echo(
        f"试卷 {result.forms} 份、文件 {result.files} 个；重新印制比对 {result.reprinted} 个。"
        + (f"{result.older_printer} 个由别的版本印制，只比了校验值。" if result.older_printer else "")
    )
    if result.ledger_lines:
        scores = f"；从答案重算成绩 {result.rescored} 人" if result.rescored else ""
        click.echo(f"台账 {result.ledger_lines} 行{scores}。")
        click.echo(f"台账最后一行的哈希：{result.ledger_head}")
    for line in result.acts:
        form = f"，试卷 {line.details['form']}" if "form" in line.details else ""
        reason = line.details.get("reason")
        why = f"{line.time:%Y-%m-%d %H:%M}，{line.by}" + ("" if reason is None else f"：{reason}")
        click.echo(f"台账第 {line.seq} 行：{said_of(line)}{form}（{why}）")
    if result.fingerprint:
        click.echo(f"签成绩的公钥指纹（应与事先公布的相同）：{result.fingerprint}")
    if result.unchecked:
        click.echo("组卷时题库自己停用、没有照着查的规则：")
        for words in result.unchecked:
            click.echo(f"  {words}")
    click.echo(f"发现 {len(result.problems)} 处不一致。" if result.problems else "全部一致。")
