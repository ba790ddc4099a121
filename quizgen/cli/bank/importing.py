"""``quizgen bank import``: questions of other files looked at, then brought into a bank."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import click

from quizgen.cli.terminal.chinese import Command
from quizgen.cli.terminal.present import progress, show_json, show_table
from quizgen.cli.terminal.values import TITLE
from quizgen.errors import AlreadyExists, Problem, shown
from quizgen.files.safe import make_parents, write_replacing
from quizgen.files.shell import command_line
from quizgen.files.text import read_bytes
from quizgen.interchange.draft import Draft
from quizgen.interchange.in_words import key_in_words, kind_in_words, place_in_words
from quizgen.markup import plain_text
from quizgen.markup.width import columns
from quizgen.workflows.bank_import.ids import PREFIX
from quizgen.workflows.bank_import.look import look_at_files
from quizgen.workflows.bank_import.notes import counted_notes
from quizgen.workflows.bank_import.order import DoubtsOpen, ImportOrder, SourceKind
from quizgen.workflows.bank_import.page import BEGINNING, preview_page
from quizgen.workflows.bank_import.rows import Deed, HowRead, SeenFile, SeenFiles, SeenQuestion
from quizgen.workflows.bank_import.write import ImportedBank, write_bank

FAULTS = 1
_PATH = click.Path(path_type=Path)
_FIRST, _CHANGED = 8, 40
"""So many questions that were understood are shown, and changes."""
_STEM, _KEY, _PLACE = 36, 12, 12
"""Columns of the terminal for a stem, a key, a place."""


def _prefix(_ctx: click.Context, _param: click.Parameter, text: str | None) -> str | None:
    if text is not None and PREFIX.fullmatch(text) is None:
        message = f"“{text}”不能作编号的前缀：要 2 至 6 个大写字母，如 XF。"
        raise click.BadParameter(message)
    return text


def _topic(_ctx: click.Context, _param: click.Parameter, text: str | None) -> str | None:
    names = [] if text is None else text.split("/")
    if len(names) > len(("一级", "二级")) or any(
        not name.strip() or set("，、；：") & set(name) for name in names
    ):
        message = f"“{text}”不能作专题：写“一级”或“一级/二级”，名称里没有逗号、顿号、分号、冒号。"
        raise click.BadParameter(message)
    return text


@click.command(
    "import",
    cls=Command,
    example="""quizgen bank import 消防题库.txt
quizgen bank import 消防题库.txt --preview 预览.html
quizgen bank import 消防题库.txt --to 消防题库
quizgen bank import 消防题库.txt --to 消防题库 --update""",
)
@click.argument("files", metavar="文件...", type=_PATH, nargs=-1, required=True)
@click.option("--to", metavar="题库", type=_PATH, help="写成这个文件夹，或添进这个题库；不写则只看不写")
@click.option(
    "--from",
    "kind",
    metavar="格式",
    type=click.Choice([one.value for one in SourceKind]),
    default=SourceKind.AUTO.value,
    show_default=True,
    help="auto 看文件名和内容；excel、word、text、moodle、gift",
)
@click.option("--map", "mapping", metavar="文件.yaml", type=_PATH, help="表格各列的意思，认不出时用")
@click.option(
    "--preview",
    metavar="文件.html",
    type=_PATH,
    help="只看：预览另写成一个网页，可以给同事看（只有本人可读）",
)
@click.option("--accept-doubts", is_flag=True, help="看过了：存疑的题照收，状态写“审核”；不收的题略去")
@click.option("--update", is_flag=True, help="原文件改过，再导入：更新当初导入的题，别的不动")
@click.option("--replace-edited", is_flag=True, help="导入以后手工改过的题，也换成文件里的（同 --update 用）")
@click.option(
    "--prefix", metavar="字母", callback=_prefix, help="新题编号的前缀，如 XF；不写则取名称的拼音首字母"
)
@click.option("--topic", metavar="专题", callback=_topic, help="文件没有写专题的题归在这里（默认 未分类）")
@click.option("--title", metavar="名称", type=TITLE, help="新题库的名称，不写用文件名")
@click.option("--sealed", is_flag=True, help="新题只供考试，永不上网站（pool: exam）")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON，供程序读取")
def import_(  # noqa: PLR0913, PLR0917 - one parameter an option
    files: tuple[Path, ...],
    to: Path | None,
    kind: str,
    mapping: Path | None,
    preview: Path | None,
    accept_doubts: bool,  # noqa: FBT001 - a click flag
    update: bool,  # noqa: FBT001 - a click flag
    replace_edited: bool,  # noqa: FBT001 - a click flag
    prefix: str | None,
    topic: str | None,
    title: str | None,
    sealed: bool,  # noqa: FBT001 - a click flag
    as_json: bool,  # noqa: FBT001 - a click flag
) -> int:
    """把别处的题库读进来：先看读成了什么，再写成题库。

    每道题说出在原文件的哪里、读成了什么、哪里要核对、什么带不过来，题数加起来与文件对得上。
    有存疑的、不收的，就什么也不写；改好原文件再来，或者看过以后加 --accept-doubts。
    存疑的题收下时状态是“审核”，抽不到，用 quizgen bank review 审过才用。

    写成的题库通过 quizgen bank check，带一份配好的蓝图，马上能组卷。原文件改了以后加 --update 再导入：
    题的编号不变，只更新改了的题；导入以后手工改过的题不覆盖，文件里没有了的题不删，逐题说明。
    可以一次给几个文件，格式不同也行。
    """
    if preview is not None and accept_doubts:
        message = "--preview 只看不写，不能和 --accept-doubts 一起用。"
        raise click.UsageError(message)
    if (update or accept_doubts) and to is None:
        message = "--update、--accept-doubts 要同 --to 一起用：说明写到哪个题库。"
        raise click.UsageError(message)
    order = ImportOrder(
        files,
        to,
        SourceKind(kind),
        mapping,
        accept_doubts=accept_doubts,
        update=update,
        replace_edited=replace_edited,
        prefix=prefix or "",
        topic=topic or "",
        title=title or "",
        sealed=sealed,
    )
    with progress("读题、核对", len(files)) as bar:
        task = bar.task_ids[0]
        target, seen = look_at_files(order, lambda done, total: bar.update(task, completed=done, total=total))
    if not as_json:
        _show(seen)
    only_looked = to is None or preview is not None
    if preview is not None:
        _write_preview(preview, seen, files)
    try:
        written = None if only_looked else write_bank(order, target, seen)
    except DoubtsOpen:
        if as_json:
            show_json(_data(seen, None))
        raise
    if as_json:
        show_json(_data(seen, written))
    elif written is not None:
        _show_written(seen, written)
    else:
        _show_next(files, preview, seen)
    return FAULTS if only_looked and seen.open else 0


def _write_preview(path: Path, seen: SeenFiles, files: Sequence[Path]) -> None:
    """An earlier preview may be replaced, nothing else."""
    if path.exists() and not (path.is_file() and read_bytes(path).startswith(BEGINNING)):
        raise AlreadyExists(path)
    make_parents(path)
    write_replacing(path, preview_page(seen, files))


def _show(seen: SeenFiles) -> None:
    """What every file was understood as, then all that has to be looked at."""
    for file in seen.files:
        _show_file(file)
    for standing, title in ((HowRead.DOUBTFUL, "存疑，请核对："), (HowRead.REFUSED, "不收：")):
        _show_problems(title, [one for row in seen.rows if row.standing is standing for one in row.reasons])
    _show_problems("不属于任何题的文字，或数目不合：", seen.file_doubts)
    _show_problems("读文件时留意到的：", [note for file in seen.files for note in file.understood.notes])
    if notes := counted_notes(seen):
        click.echo("改写的、没有带过来的：")
        for line in notes:
            click.echo(shown(f"  {line}"))
    changed = [row for row in seen.rows if row.act is Deed.CHANGE]
    if changed:
        click.echo("更新的题：")
    for row in changed[:_CHANGED]:
        click.echo(shown(f"  {row.id}：{row.changes}"))
    if len(changed) > _CHANGED:
        click.echo(f"  ……共 {len(changed)} 题，全部的用 --preview 看")
    _show_problems("文件里已经没有的题：", seen.gone)
    total = len(list(seen.rows))
    parts = " + ".join(f"{one} {seen.count(one)}" for one in HowRead)
    click.echo(f"合计 {total} 题 = {parts}。")


def _show_file(file: SeenFile) -> None:
    kinds: dict[str, int] = {}
    for row in file.rows:
        name = kind_in_words(row.made.draft)
        kinds[name] = kinds.get(name, 0) + 1
    told = "，".join(f"{name} {count}" for name, count in kinds.items())
    held = "" if file.understood.held is None else f"；文件自己的题号有 {file.understood.held} 个"
    click.echo(shown(f"{file.path}：{len(file.rows)} 题{f'（{told}）' if told else ''}{held}。"))
    fine = [row for row in file.rows if row.standing is HowRead.FINE]
    if fine:
        first = fine[:_FIRST]
        title = f"认得的前 {len(first)} 题" if len(first) < len(fine) else "认得的题"
        show_table(title, ("位置", "题型", "题干", "答案", "写成"), map(_cells, first))


def _cells(row: SeenQuestion) -> tuple[str, ...]:
    draft = row.made.draft
    place = _cut(place_in_words(draft), _PLACE)
    return (place, kind_in_words(draft), _cut(_stem(draft), _STEM), _cut(key_in_words(draft), _KEY), row.id)


def _stem(draft: Draft) -> str:
    return shown(plain_text(draft.stem).replace("\n", " "))


def _cut(text: str, width: int) -> str:
    if columns(text) <= width:
        return text
    while columns(text) > width - 2:
        text = text[:-1]
    return f"{text}…"


def _show_problems(title: str, problems: Iterable[Problem]) -> None:
    lines = [str(one) for one in problems]
    if lines:
        click.echo(title)
    for line in lines:
        click.echo(f"  {line}")


def _show_next(files: Sequence[Path], preview: Path | None, seen: SeenFiles) -> None:
    if preview is not None:
        click.echo(f"已写入 {preview}（里面有答案，只有本人可读）；没有写题库。")
    else:
        click.echo("只看了一遍，没有写文件。")
    command = command_line("quizgen", "bank", "import", *files, "--to", _folder_for(files))
    what = "改好原文件，或看过以后加 --accept-doubts，写成题库" if seen.open else "写成题库"
    click.echo(f"{what}：{command}")


def _folder_for(files: Sequence[Path]) -> str:
    return f"{files[0].stem}-题库" if Path(files[0].stem).exists() else files[0].stem


def _show_written(seen: SeenFiles, written: ImportedBank) -> None:
    acts = seen.acts
    told = "、".join(f"{act} {acts[act]} 题" for act in Deed if acts[act])
    if not written.files:
        click.echo(f"{told}；{written.folder} 没有要改的。")
        return
    click.echo(f"{told}；已写入 {written.folder}。")
    waiting = seen.count(HowRead.DOUBTFUL)
    if waiting:
        review = command_line(
            "quizgen", "bank", "review", "审题表.xlsx", "--status", "审核", "--bank", written.folder
        )
        click.echo(f"{waiting} 题状态是“审核”，审过才抽得到：{review}")
    if written.blueprint:
        exam = command_line("quizgen", "exam", "new", "exams/diyici", "--bank", written.folder)
        click.echo(f"下一步：{exam}")


def _data(seen: SeenFiles, written: ImportedBank | None) -> dict[str, Any]:
    return {
        "problems": [one.as_dict() for row in seen.rows for one in row.reasons]
        + [one.as_dict() for one in seen.file_doubts],
        "notes": [one.as_dict() for row in seen.rows for one in row.made.notes]
        + [one.as_dict() for file in seen.files for one in file.understood.notes],
        "gone": [one.as_dict() for one in seen.gone],
        "files": [
            {
                "file": str(file.path),
                "held": file.understood.held,
                "questions": len(file.rows),
                **{one.name.lower(): file.count(one) for one in HowRead},
                "leftover": len(file.understood.leftover),
            }
            for file in seen.files
        ],
        "questions": [_question_data(row) for row in seen.rows],
        "written": None if written is None else {"folder": str(written.folder), "files": list(written.files)},
    }


def _question_data(row: SeenQuestion) -> dict[str, Any]:
    draft = row.made.draft
    return {
        "file": draft.shown_as,
        "line": draft.line,
        "sheet": draft.spot.sheet,
        "cell": draft.spot.cell,
        "paragraph": draft.spot.paragraph,
        "number": draft.number,
        "kind": None if draft.kind is None else draft.kind.value,
        "standing": row.standing.name.lower(),
        "act": row.act.name.lower(),
        "id": row.id or None,
        "changes": row.changes,
        "stem": plain_text(draft.stem),
        "key": key_in_words(draft),
    }
