"""``quizgen exam recheck``: requests to check a score, from the application to the letter."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import click

from quizgen.cli.terminal.chinese import WIDTH, Command, CommandGroup
from quizgen.cli.terminal.present import show_problems
from quizgen.cli.terminal.values import DAY, FONT_FOLDER, NAME, REASON, no_doubles
from quizgen.cli.terminal.who import existing_key, named_stamp, sign_key_option
from quizgen.files.shell import command_line
from quizgen.markup.figures import exact_text
from quizgen.markup.width import wrap
from quizgen.model.kinds import KIND_SHORT_TITLES, Kind
from quizgen.model.ledger import Stamp
from quizgen.workflows.after.noting import AfterOrder
from quizgen.workflows.after.recheck import (
    Compared,
    Request,
    ask_for_recheck,
    compare_recheck,
    decide_recheck,
)
from quizgen.workflows.marks.explain import Explained

FAULTS = 1
_folder = click.argument("folder", metavar="目录", type=click.Path(path_type=Path, file_okay=False))
_request = click.argument("request", metavar="申请号", type=click.IntRange(min=1))
_by = click.option(
    "--by", metavar="姓名", type=NAME, help="经手人，记入台账；不写用 $QUIZGEN_BY 或配置文件里的"
)


@click.group(
    cls=CommandGroup,
    example="""quizgen exam recheck ask exams/2026-autumn --number 001 --name 测试甲 \\
  --reason 觉得多选题漏了分 --received 2026-12-10 --by 张三
quizgen exam recheck show exams/2026-autumn 1""",
)
def recheck() -> None:
    """核分：受理申请，另一个人照答卷再读一遍，几个人签字，通知本人。

    先用 ask 登记申请；另一个人照答卷填 rechecks/0001.xlsx；用 show 逐题对照；登记有错的，改正登记表，
    用 exam mark 重新阅卷；两次一致以后，用 decide 写结果和通知。核分只核对漏登、漏评和加分，不重新评判。
    """


@recheck.command(
    cls=Command,
    example="""quizgen exam recheck ask exams/2026-autumn --number 001 --name 测试甲 \\
  --reason 觉得多选题漏了分 --received 2026-12-10 --by 张三
quizgen exam recheck ask exams/2026-autumn --number 001 --name 测试甲 \\
  --reason 觉得多选题漏了分 --received 2026-12-20 --late 住院 --by 张三""",
)
@_folder
@click.option("--number", metavar="编号", type=NAME, required=True, help="申请人的编号")
@click.option("--name", metavar="姓名", type=NAME, required=True, help="申请人的姓名，与编号核对")
@click.option("--reason", metavar="理由", type=REASON, required=True, help="申请的理由")
@click.option("--received", metavar="日期", type=DAY, help="收到申请的日期；不写是今天")
@click.option("--late", metavar="原因", type=REASON, help="过了期限仍受理的，写明为什么")
@_by
@sign_key_option
def ask(  # noqa: PLR0913, PLR0917 - one parameter an option
    folder: Path,
    number: str,
    name: str,
    reason: str,
    received: datetime.datetime | None,
    late: str | None,
    by: str | None,
    sign_key: Path | None,
) -> None:
    """登记一个核分申请，写出给第二个人填的核分表。

    期限照最后一次公布（exam publish）写的；过了期限的不受理，除非用 --late 写明为什么。
    核分表上没有登记的答案，也没有标准答案。
    """
    stamp = named_stamp(by)
    day = stamp.time.date() if received is None else received.date()
    order = AfterOrder(folder, stamp, existing_key(sign_key, folder))
    done = ask_for_recheck(order, Request(number, name, reason, day, late or ""))
    for note in done.noted.notes:
        click.echo(f"提示 {note}")
    _ahead(stamp, day)
    click.echo(f"已受理第 {done.line.request} 号核分申请：编号 {number}，期限 {done.last}。")
    click.echo(f"由另一个人照答卷填：{folder / done.sheet}")
    shown = command_line("quizgen", "exam", "recheck", "show", folder, str(done.line.request))
    click.echo(f"填好后逐题对照：{shown}")
    click.echo(f"台账最后一行的哈希（请抄存）：{done.noted.head}")


def _ahead(stamp: Stamp, day: datetime.date) -> None:
    if day > stamp.time.date():
        click.echo(f"提示 收到的日期 {day} 晚于电脑的今天 {stamp.time.date()}，核对日期和电脑的时间。")


@recheck.command(cls=Command, example="quizgen exam recheck show exams/2026-autumn 1")
@_folder
@_request
def show(folder: Path, request: int) -> int:
    """逐题对照：登记（读卡）的答案、标准答案、得分、从哪里来，第二次读的哪里不同。

    只显示在屏幕上，不写文件；内有标准答案，注意保密。
    """
    found = compare_recheck(folder, request)
    asked = found.asked
    late = f"（过期，{asked.late}）" if asked.late else ""
    click.echo(f"第 {asked.request} 号　编号 {asked.number}　{asked.name}　{asked.received} 收到{late}")
    click.echo(f"理由：{asked.reason}　受理：{asked.by}")
    click.echo(f"受理时 {asked.standing}，现在 {found.now}")
    for item in found.items:
        for line in _item(item, found):
            click.echo(line)
    total = sum((item.mark.points for item in found.items), Fraction(0))
    click.echo(f"各题相加 {exact_text(total)} 分。")
    return _reading(found)


def _item(item: Explained, found: Compared) -> Iterator[str]:
    mark = item.mark
    kind = KIND_SHORT_TITLES[Kind(item.kind)]
    points = "".join(
        f"；{point.text} {'未给分' if point.earned is None else exact_text(point.earned)}"
        for point in item.points
    )
    text = (
        f"第 {mark.number} 题 {kind}：登记“{item.typed}”，读作 {item.answer}，标准答案 {item.key}，"
        f"得 {exact_text(mark.points)}／{exact_text(mark.full)}{points}"
        f"（{found.sources.get(mark.number, '')}）"
    )
    yield from wrap(text, WIDTH)


def _reading(found: Compared) -> int:
    reading = found.reading
    if reading is None:
        click.echo("核分表不在了，不能对照。")
        return FAULTS
    if reading.faults:
        click.echo(f"核分表还有 {len(reading.faults)} 处没有填好：")
        show_problems(reading.faults)
        return FAULTS
    show_problems(reading.differences)
    if reading.differences:
        click.echo(f"两次不同的 {len(reading.differences)} 处，查清以前不能写结果。")
        return FAULTS
    click.echo(f"第二次读的 {reading.checked} 题与登记的全部一致。")
    return 0


@recheck.command(
    cls=Command,
    example="""quizgen exam recheck decide exams/2026-autumn 1 --reader 王五 \\
  --signed 赵六 --signed 孙七 --signed 周八 --by 张三""",
)
@_folder
@_request
@click.option("--reader", metavar="姓名", type=NAME, required=True, help="第二次读答卷、填核分表的人")
@click.option(
    "--signed",
    metavar="姓名",
    type=NAME,
    multiple=True,
    required=True,
    callback=no_doubles,
    help="签字的人，至少两个，一个写一次",
)
@_by
@click.option("--font-path", metavar="目录", type=FONT_FOLDER, multiple=True, help="另外的字体文件夹")
@sign_key_option
def decide(  # noqa: PLR0913, PLR0917 - one parameter an option
    folder: Path,
    request: int,
    reader: str,
    signed: tuple[str, ...],
    by: str | None,
    font_path: tuple[Path, ...],
    sign_key: Path | None,
) -> None:
    """写核分的结果，出核分结果通知（PDF 和 Word）。

    核分表要填全，并且与现在的登记一致：登记有错的，先改正登记表，用 exam mark 重新阅卷。
    结果是维持还是更正，由受理时和现在的成绩算出。通知写明核对了什么、结果、谁签字，不写标准答案。
    """
    order = AfterOrder(folder, named_stamp(by), existing_key(sign_key, folder))
    done = decide_recheck(order, request, reader, signed, font_path)
    for note in done.noted.notes:
        click.echo(f"提示 {note}")
    before, now = done.asked.standing, done.done.standing
    outcome = f"维持 {now}" if before == now else f"{before} 更正为 {now}"
    click.echo(
        f"第 {request} 号核分：编号 {done.asked.number}，{outcome}；签字 {'、'.join(done.done.signed)}。"
    )
    for name in done.files:
        click.echo(f"已写入 {folder / name}")
    click.echo(f"台账最后一行的哈希（请抄存）：{done.noted.head}")
