"""``quizgen exam unit-key``, ``open``, ``return``: what a unit does with its part of an exam."""

from __future__ import annotations

from pathlib import Path

import click

from quizgen.cli.terminal.chinese import Command
from quizgen.cli.terminal.present import show_notes
from quizgen.cli.terminal.values import NAME, REASON
from quizgen.cli.terminal.who import named_stamp
from quizgen.files.shell import command_line
from quizgen.records.trust import read_trust
from quizgen.records.units.age import make_unit_key
from quizgen.workflows.units.giving_back import give_back
from quizgen.workflows.units.opening import OpenOrder, open_bundle
from quizgen.workflows.units.split import opens_words

_FOLDER = click.Path(path_type=Path, file_okay=False)
_FILE = click.Path(path_type=Path, dir_okay=False)
_SHOWN = 20


@click.command("unit-key", cls=Command, example="quizgen exam unit-key 本单位私钥.txt")
@click.argument("path", metavar="文件", type=_FILE)
def unit_key(path: Path) -> None:
    """生成本单位拆封用的密钥，私钥写进文件，公钥报给中心。

    与 age-keygen 写的相同（age 格式）。私钥只有本人可读，专人保管；丢了就拆不开，要请中心用新的公钥再分发。
    """
    recipient = make_unit_key(path)
    click.echo(f"已写入 {path}，只有本人可读；请另存一份，专人保管。")
    click.echo(f"公钥（报给中心，写进公钥表）：{recipient}")


@click.command(
    "open",
    cls=Command,
    example="""quizgen exam open 0001-测试一局.age --key 本单位私钥.txt \\
  --to exams/2026-autumn --by 李四
quizgen exam open 0001-测试一局.age --key 本单位私钥.txt \\
  --to exams/2026-autumn --by 李四 --early --reason 停电，提前印""",
)
@click.argument("bundle", metavar="包", type=_FILE)
@click.option("--key", "key_file", metavar="私钥", type=_FILE, required=True, help="本单位拆封用的私钥文件")
@click.option("--to", metavar="目录", type=_FOLDER, required=True, help="写成这个新的考试文件夹")
@click.option(
    "--trust",
    metavar="指纹",
    multiple=True,
    help="必须是这把密钥分发的：中心公布的签名公钥指纹（至少前 16 位）",
)
@click.option("--early", is_flag=True, help="没到开启时间也拆，要写原因")
@click.option("--again", is_flag=True, help="拆过了再拆一次，要写原因")
@click.option("--reason", metavar="原因", type=REASON, help="为什么提前、再拆，记入台账")
@click.option("--by", metavar="姓名", type=NAME, help="拆封人，记入台账；不写用 $QUIZGEN_BY 或配置文件里的")
def open_(  # noqa: PLR0913, PLR0917 - one parameter an option
    bundle: Path,
    key_file: Path,
    to: Path,
    trust: tuple[str, ...],
    early: bool,  # noqa: FBT001 - a click flag
    again: bool,  # noqa: FBT001 - a click flag
    reason: str | None,
    by: str | None,
) -> None:
    """拆封中心发来的包，写成本单位的考试文件夹。

    先核对中心的签名和每个文件的校验值；不到开启时间不拆。时间由这个命令把守、记入台账，密码本身不管时间，
    所以私钥要管好。以后印、登记、读卡、阅卷、核验都在这个文件夹里，与整个考试的一样。
    """
    order = OpenOrder(
        bundle=bundle,
        key_file=key_file,
        to=to,
        stamp=named_stamp(by),
        early=early,
        again=again,
        reason=reason or "",
        trusted=read_trust(trust),
    )
    done = open_bundle(order)
    show_notes(done.notes)
    what = done.details
    click.echo(
        f"{done.title}：{what.unit}，考生 {what.people} 人，试卷 {what.forms} 份，要印 {what.pages} 页。"
    )
    if what.spare:
        click.echo(f"其中备用卷：{'、'.join(what.spare)}。")
    click.echo(opens_words(what.opens) + ("这次是提前拆的，已记入台账。" if done.early else ""))
    click.echo(f"包的校验值（与中心告诉的核对）：{done.digest}")
    click.echo(f"中心的签名公钥指纹（与公布的核对）：{done.centre.fingerprint}")
    click.echo(f"已写入 {to}；要印的见里面的 印制清单.txt。")
    click.echo(f"台账最后一行的哈希（请抄存）：{done.head}")


@click.command(
    "return",
    cls=Command,
    example="""quizgen exam return exams/2026-autumn --to 测试一局.tar
quizgen exam return exams/2026-autumn --to 测试一局.tar --scores-only""",
)
@click.argument("folder", metavar="目录", type=_FOLDER)
@click.option("--to", metavar="文件", type=_FILE, required=True, help="写成这个新文件，交给中心")
@click.option("--scores-only", is_flag=True, help="只交成绩，不交答案（中心也要用 --scores-only 收）")
def return_(folder: Path, to: Path, scores_only: bool) -> None:  # noqa: FBT001 - a click flag
    """阅完卷，把签名的成绩（和答案）打成一个文件交给中心。

    文件里是成绩、签名、台账，连同答案；只看不改。里面有姓名和成绩，没有加密，要当面交或走内网。
    """
    done = give_back(folder, to, scores_only=scores_only)
    if done.unmarked:
        named = "、".join(done.unmarked[:_SHOWN]) + ("……" if len(done.unmarked) > _SHOWN else "")
        click.echo(f"提示：没有成绩的 {len(done.unmarked)} 人，中心不会收：{named}")
        click.echo(
            f"  缺考也要登记，再阅卷：{command_line('quizgen', 'exam', 'mark', folder, '--by', '姓名')}"
        )
    what = "成绩和答案" if done.answers else "成绩，没有答案"
    click.echo(f"已写入 {to}：{done.details.unit}，{len(done.scores.candidates)} 人的{what}。")
    click.echo(f"签名公钥指纹（报给中心）：{done.scores.signer.fingerprint}")
