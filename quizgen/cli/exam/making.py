"""``quizgen exam new`` and ``build``: an exam from blueprint to printed papers."""

from __future__ import annotations

import datetime
import os
import secrets
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import click
from rich.progress import Progress

from quizgen.assemble.draw.derive import KEY_BYTES
from quizgen.bank.checks import RULES
from quizgen.bank.presets import FOLDER, presets
from quizgen.cli.exam.made import show_groups, show_made
from quizgen.cli.exam.spreading import build_as_asked, spread_options
from quizgen.cli.terminal.by_hand import show_by_hand
from quizgen.cli.terminal.chinese import Command
from quizgen.cli.terminal.places import (
    BANK,
    banks_or_default,
    cache_folder,
    knowledge_near,
)
from quizgen.cli.terminal.present import progress, show_problems
from quizgen.cli.terminal.values import DAY, FONT_FOLDER, NAME, TITLE, no_doubles
from quizgen.cli.terminal.who import existing_key, sign_key_option, stamp
from quizgen.errors import Problem
from quizgen.files.shell import command_line
from quizgen.model.exam import Mode
from quizgen.model.nearest import did_you_mean
from quizgen.records.names import PaperLayout, PrintFormat, Product
from quizgen.workflows.exam.build import BuildOrder, BuildResult
from quizgen.workflows.exam.groups import new_group_exams
from quizgen.workflows.exam.new import BEYOND_INSISTING, ExamOrder, NotInsisted, new_exam
from quizgen.workflows.exam.products import needs_sheets, refuse_without_sheet
from quizgen.workflows.exam.shards import Shard
from quizgen.workflows.exam.spread import Cluster
from quizgen.workflows.exam.to_print import in_words
from quizgen.workflows.marks.resit import people_to_resit
from quizgen.workflows.processes import Jobs

FAULTS = 1
_FORMS_NAMED = 8
_FOLDER = click.Path(path_type=Path, file_okay=False)
_DEFAULT_TOPICS = BANK / "topics.yaml"
_PATH = click.Path(path_type=Path)


def _rules(_ctx: click.Context, _param: click.Parameter, numbers: tuple[str, ...]) -> tuple[str, ...]:
    """Numbers of rules of the bank that may be disregarded."""
    known = [rule.id for rule in RULES]
    for number in numbers:
        if number not in known:
            hint = did_you_mean(number, known) or "quizgen bank rules 列出全部规则"
            message = f"没有“{number}”这条规则，{hint}"
            raise click.BadParameter(message)
        if number in BEYOND_INSISTING:
            message = f"违反 {number} 的题读不出来，或者不能印、不能评分，只能改正。"
            raise click.BadParameter(message)
    return tuple(dict.fromkeys(numbers))


def _only_blueprint(banks: Sequence[Path]) -> str:
    """The blueprint of banks that have one only, in their own folders."""
    folders = {bank / FOLDER for bank in banks}
    own = [one.name for one in presets(banks) if one.path.parent in folders]
    if len(own) != 1:
        there = f"有几个：{'、'.join(own)}" if own else "没有；通用的有 quick-10、standard-80 等"
        message = f"缺少“--blueprint”；题库自己的蓝图{there}。"
        raise click.UsageError(message)
    return own[0]


@click.command(
    cls=Command,
    example="""quizgen exam new exams/2026-autumn --blueprint cadre-80 \\
  --mode individual --roster 名册.xlsx --spare 3 --date 2026-12-01
quizgen exam new exams/resit --blueprint cadre-80 --mode reordered --forms 2 \\
  --avoid exams/2026-autumn
quizgen exam new exams/bukao --blueprint cadre-80 --resit exams/2026-autumn \\
  --roster 名册.xlsx
quizgen exam new exams/fenzu --groups 分组.yaml --roster 名册.xlsx \\
  --date 2026-12-01""",
)
@click.argument("folder", metavar="目录", type=_PATH)
@click.option(
    "--blueprint",
    metavar="蓝图",
    help="蓝图文件，或预设名称：题库 blueprints 里的，通用的 quick-10、short-20、standard-80、mixed-100；"
    "题库只有一个自己的蓝图时可以不写",
)
@click.option(
    "--bank",
    "banks",
    metavar="题库",
    type=_PATH,
    multiple=True,
    help="题库文件夹，可写几次（默认 question_bank）",
)
@click.option(
    "--knowledge",
    metavar="目录",
    type=_PATH,
    help="知识库的数据文件夹，用于印出处（默认 docs/_data）；不引用事实的题库用不着",
)
@click.option(
    "--mode",
    metavar="方式",
    type=click.Choice([mode.value for mode in Mode]),
    default=Mode.ONE.value,
    show_default=True,
    help="one 一份；reordered 同题异序的 A/B 卷；parallel 题目不同、难度相同的 A/B 卷；individual 一人一卷",
)
@click.option(
    "--forms", metavar="份数", type=click.IntRange(1, 26), help="A/B……卷的种数；不写则 A/B 卷为 2，其余为 1"
)
@click.option(
    "--spare", metavar="份数", type=click.IntRange(0, 99), default=0, show_default=True, help="另备的备用卷"
)
@click.option(
    "--roster",
    metavar="名册",
    type=_PATH,
    help="名册：.xlsx、.xls、.ods、.csv、.txt，有编号、姓名、单位、职务；先看一遍用 quizgen roster read",
)
@click.option(
    "--groups",
    metavar="分组",
    type=_PATH,
    help="分组的文件（.yaml）：按名册的一列（职级、年龄……）分组，每组一张蓝图，各是目录里的一个考试文件夹",
)
@click.option(
    "--exempt",
    metavar="名单",
    type=_PATH,
    multiple=True,
    callback=no_doubles,
    help="免试名单（同名册一样的表，quizgen exam series 会写）：名单里的人不组卷；可写几次",
)
@click.option("--title", metavar="标题", type=TITLE, help="试卷标题，不写用蓝图的")
@click.option("--date", metavar="日期", type=DAY, help="考试日期，如 2026-12-01")
@click.option("--keeper", metavar="姓名", type=NAME, help="密钥保管人，记入 exam.yaml")
@click.option(
    "--avoid",
    metavar="考试",
    type=_FOLDER,
    multiple=True,
    callback=no_doubles,
    help="避开这次考试用过的全部题（几份共用的补考卷用）",
)
@click.option(
    "--resit",
    metavar="考试",
    type=_FOLDER,
    multiple=True,
    callback=no_doubles,
    help="补考，一人一卷：每人避开自己在这次考试里考过的题，可写几次；"
    "不写 --roster 的，给最后一次签名成绩里要补考的人",
)
@click.option(
    "--despite",
    metavar="规则号",
    multiple=True,
    callback=_rules,
    help="题目违反这条检查规则也照用，如 B023（别的规则不放过）；记入 exam.yaml、台账和说明",
)
@click.option(
    "--written",
    metavar="写在哪里",
    type=click.Choice(["sheet", "paper"]),
    default="sheet",
    show_default=True,
    help="填空、简答、论述写在哪里：sheet 答题卡的答题框，扫描后切图盲评；paper 试卷上",
)
@click.option("--two-person", is_flag=True, help="登分要两人：没有第二个人登记或核对，不能阅卷")
@click.option("--by", metavar="姓名", type=NAME, help="组卷人，记入台账；不写用 $QUIZGEN_BY 或配置文件里的")
@click.option("--no-cache", is_flag=True, help="不使用题库缓存")
def new(  # noqa: PLR0913, PLR0917 - one parameter an option
    folder: Path,
    blueprint: str | None,
    banks: tuple[Path, ...],
    knowledge: Path | None,
    mode: str,
    forms: int | None,
    spare: int,
    roster: Path | None,
    groups: Path | None,
    exempt: tuple[Path, ...],
    title: str | None,
    date: datetime.datetime | None,
    keeper: str | None,
    avoid: tuple[Path, ...],
    resit: tuple[Path, ...],
    despite: tuple[str, ...],
    written: str,
    two_person: bool,  # noqa: FBT001 - a click flag
    by: str | None,
    no_cache: bool,  # noqa: FBT001 - a click flag
) -> None:
    """组一次考试，写成一个新文件夹。

    题目用新生成的密钥抽取：没有密钥，试卷无法预知。用到的题目全文冻结在文件夹里，题库以后修改不影响这次考试。
    抽得到的题先按 quizgen bank check 的规则检查，有错就不组卷。已有的文件夹不会被覆盖；
    条件不能满足时说明缺什么，什么也不写。
    """
    found = banks_or_default(banks)
    if resit and mode == Mode.ONE.value:
        mode = Mode.INDIVIDUAL.value
    elif resit and mode != Mode.INDIVIDUAL.value:
        message = "“--resit”每人一份卷，不能写 --mode reordered、parallel。"
        raise click.UsageError(message)
    if exempt and roster is None:
        message = "“--exempt”从名册里去掉免试的人，要同 --roster 一起写。"
        raise click.UsageError(message)
    if groups is not None and (blueprint or resit):
        message = "“--groups”的蓝图写在分组的文件里，不能同 --blueprint、--resit 一起写。"
        raise click.UsageError(message)
    shared = Mode(mode) in {Mode.REORDERED, Mode.PARALLEL}
    order = ExamOrder(
        folder=folder,
        blueprint=blueprint or ("" if groups is not None else _only_blueprint(found)),
        banks=found,
        knowledge=knowledge_near(found, knowledge),
        mode=Mode(mode),
        key=_new_key(),
        stamp=stamp(by),
        forms=forms or (2 if shared else 1),
        spare=spare,
        roster=roster,
        exempt=exempt,
        title=title,
        date=None if date is None else date.date(),
        keeper=keeper or "",
        avoid=avoid,
        resit=resit,
        people=people_to_resit(resit) if resit and roster is None else (),
        cache=None if no_cache else cache_folder(),
        default_topics=_DEFAULT_TOPICS,
        presets=(BANK / FOLDER,),
        despite=despite,
        on_sheet=written == "sheet",
        two_person=two_person,
    )
    with progress("组卷", 0) as bar:
        if not despite:
            order = replace(order, insist=lambda faults: _insist(faults, bar))
        task = bar.task_ids[0]

        def on_progress(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total)

        one = new_exam(order, on_progress) if groups is None else None
        several = None if groups is None else new_group_exams(order, groups, _new_key, on_progress)
    if one is not None:
        show_made(one, folder, seated=roster is not None)
    if several is not None:
        show_groups(several, folder)


def _new_key() -> bytes:
    return secrets.token_bytes(KEY_BYTES)


def _insist(faults: Sequence[Problem], bar: Progress) -> bool:
    """Show the faults: at a terminal the user decides; a script goes on and the faults are recorded."""
    count = f"抽得到的题有 {len(faults)} 处错误"
    bar.stop()
    if sys.stdin.isatty() and sys.stderr.isatty():
        show_problems(faults)
        question = f"{count}；照用的话，违反的规则记入 exam.yaml、台账和说明。仍要组卷吗？"
        if not click.confirm(question, default=False, err=True):
            raise NotInsisted
        return True
    show_problems(faults)
    click.echo(f"提示：{count}，没有人在终端前确认，照样组卷；请改正以后重新组卷。", err=True)
    return True


@click.command(
    cls=Command,
    example="""quizgen exam build exams/2026-autumn
quizgen exam build exams/2026-autumn --only papers --format pdf --size a3
quizgen exam build exams/2026-autumn --form 001 --large
quizgen exam build exams/2026-autumn --shard 2/8
quizgen exam build exams/2026-autumn --dask local:2""",
)
@click.argument("folder", metavar="目录", type=_FOLDER)
@click.option(
    "--only",
    metavar="种类",
    type=click.Choice([product.value for product in Product]),
    multiple=True,
    help="只生成：papers 试卷、keys 答案、sheets 答题卡",
)
@click.option(
    "--form",
    "codes",
    metavar="卷号",
    multiple=True,
    callback=no_doubles,
    help="只生成这份试卷，如 A、001、S01",
)
@click.option(
    "--format",
    "formats",
    metavar="格式",
    type=click.Choice(["pdf", "docx"]),
    multiple=True,
    help="pdf 或 docx；不写则两种都生成（一人一卷的大考试只生成 pdf）",
)
@click.option(
    "--size",
    "sizes",
    metavar="纸张",
    type=click.Choice(["a4", "a3"]),
    multiple=True,
    help="a4，或 a3 横排两栏；不写为 a4",
)
@click.option("--large", is_flag=True, help="另出大字试卷")
@click.option(
    "--single-sided",
    is_flag=True,
    help="另出单面印的合并文件（all-single.pdf）；all.pdf 供双面印，每份从正面起",
)
@click.option("--separate", is_flag=True, help="大考试：除合并的以外，每份试卷、每张答题卡另出一个 PDF")
@click.option(
    "--keys",
    metavar="答案",
    type=click.Choice(["compact", "full"]),
    default="compact",
    show_default=True,
    help="大考试：compact 只出答案速查表；full 另出每份试卷的答案全文",
)
@click.option("--reference", is_flag=True, help="大考试：合并的试卷、答题卡也每份整份排印，慢约二十倍")
@click.option(
    "--sheet",
    metavar="答题卡",
    type=click.Choice(["full", "none"]),
    default="full",
    show_default=True,
    help="full 生成答题卡；none 不要答题卡",
)
@click.option("--jobs", metavar="进程数", type=click.IntRange(1, 64), help="同时工作的进程数；不写用全部核心")
@click.option("--font-path", metavar="目录", type=FONT_FOLDER, multiple=True, help="另外的字体文件夹")
@spread_options
@click.option("--by", metavar="姓名", type=NAME, help="印制人，记入台账；不写用 $QUIZGEN_BY 或配置文件里的")
@sign_key_option
def build(  # noqa: PLR0913, PLR0917 - one parameter an option
    folder: Path,
    only: tuple[str, ...],
    codes: tuple[str, ...],
    formats: tuple[PrintFormat, ...],
    sizes: tuple[PaperLayout, ...],
    large: bool,  # noqa: FBT001 - a click flag
    single_sided: bool,  # noqa: FBT001 - a click flag
    separate: bool,  # noqa: FBT001 - a click flag
    keys: str,
    reference: bool,  # noqa: FBT001 - a click flag
    sheet: str,
    jobs: int | None,
    font_path: tuple[Path, ...],
    shard: Shard | None,
    dask: Cluster | None,
    task: int,
    by: str | None,
    sign_key: Path | None,
) -> int:
    """生成试卷、答案和答题卡（PDF 和 Word）。

    已有的文件不会重写；中断（Ctrl-C、断电）之后再运行一次，会从停下的地方继续。先核对题目、试卷与组卷时是否一样，
    被改动过的一份也不印。成绩签名以后再印，要用签成绩的密钥（--sign-key）。

    五十份以上、一人一卷的是大考试：题目只排一次，合并的试卷、答题卡由排好的部分拼成，只出合并的试卷、答题卡和
    答案速查表；单份的试卷和答题卡、答案全文、Word 文件要写明才出。
    """
    products = tuple(Product(name) for name in only) or tuple(Product)
    if sheet == "none":
        refuse_without_sheet(folder)
        products = tuple(product for product in products if product is not Product.SHEETS)
    order = BuildOrder(
        folder=folder,
        products=products,
        formats=formats,
        layouts=(*(sizes or ("a4",)), *(("large",) if large else ())),
        stamp=stamp(by),
        forms=codes,
        jobs=Jobs.wanted(jobs, os.cpu_count()),
        font_paths=font_path,
        single_sided=single_sided,
        separate=separate,
        full_keys=keys == "full",
        reference=reference,
        sign_key=existing_key(sign_key, folder),
        shard=shard,
    )
    with progress("生成", 0) as bar:
        at = bar.task_ids[0]
        try:
            result = build_as_asked(
                *(order, dask, task), lambda done, total: bar.update(at, completed=done, total=total)
            )
        except KeyboardInterrupt:
            click.echo("已中断；再运行一次同样的命令会从这里继续。", err=True)
            raise
    show_problems(result.problems)
    if result.without_sheet:
        named = "、".join(result.without_sheet[:_FORMS_NAMED])
        more = f"等 {len(result.without_sheet)} 份" if len(result.without_sheet) > _FORMS_NAMED else ""
        click.echo(f"没有能填涂的题，不做答题卡：试卷 {named}{more}。")
    if formats == ("docx",) and not only and needs_sheets(folder):
        more = command_line("quizgen", "exam", "build", folder, "--only", "sheets")
        click.echo(f"填空、简答、论述写在答题卡上，答题卡只有 PDF，还要印：{more}")
    show_by_hand(result.by_hand)
    _show_whole(result)
    _show_changes(result)
    click.echo(f"新生成 {len(result.made)} 个文件，已有 {len(result.kept)} 个，都在 {folder}。")
    for line in in_words(result.to_print, rooms=False):
        click.echo(line)
    if shard is not None:
        whole = command_line("quizgen", "exam", "build", folder)
        click.echo(f"第 {shard} 份印完；各份都印完以后，再运行一次合并、记入台账：{whole}")
    return FAULTS if result.problems else 0


def _show_whole(result: BuildResult) -> None:
    """The papers that could not be put together from pieces, by what stood in the way."""
    for why in dict.fromkeys(one.why for one in result.whole):
        codes = [one.code for one in result.whole if one.why == why]
        more = f"等 {len(codes)} 份" if len(codes) > _FORMS_NAMED else ""
        click.echo(f"整份排印（{why}）：试卷 {'、'.join(codes[:_FORMS_NAMED])}{more}。")


def _show_changes(result: BuildResult) -> None:
    """What acts about people have to do with the build; nothing when there were none."""
    if result.left_out:
        click.echo(f"退考的不印：试卷 {'、'.join(result.left_out)}。")
    if result.replaced:
        count = len(result.replaced)
        click.echo(f"考生信息、题目改过，重印了 {count} 个文件；旧的在 replaced/ 里，不要再用。")
    if result.apart:
        named = "、".join(result.apart)
        click.echo(f"合并的 all.pdf 是以前生成的，没有动；请另外单独印各文件夹里的：试卷 {named}。")
