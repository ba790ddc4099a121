"""``quizgen site``: the Chinese site checked, built, served, printed."""

from __future__ import annotations

from pathlib import Path

import click

from quizgen.cli.terminal.chinese import CommandGroup
from quizgen.cli.terminal.places import CONFIG, KNOWLEDGE, PAGES, cache_folder, project_place
from quizgen.cli.terminal.present import show_json, show_problems
from quizgen.cli.terminal.values import ADDRESS, FONT_FOLDER
from quizgen.workflows.site.book import make_book
from quizgen.workflows.site.build import build_site, check_site, serve_site

FAULTS = 1
_PATH = click.Path(path_type=Path)
_config = click.option("--config", metavar="文件", type=_PATH, help="网站的设置（默认 mkdocs.yml）")


@click.group(cls=CommandGroup, example="quizgen site check\nquizgen site build\nquizgen site serve")
def site() -> None:
    """检查、生成知识库网站，或在本机边改边看。"""


@site.command(example="quizgen site check\nquizgen site check --texts ../shared/sources")
@click.option("--docs", metavar="目录", type=_PATH, help="网页的文件夹（默认 docs）")
@click.option(
    "--knowledge", metavar="目录", type=_PATH, help="知识库的数据文件夹（默认网页文件夹里的 _data）"
)
@click.option("--texts", metavar="目录", type=_PATH, help="原文文件夹（来源编号.txt），查网页有没有照抄")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON，供程序读取")
def check(docs: Path | None, knowledge: Path | None, texts: Path | None, as_json: bool) -> int:  # noqa: FBT001 - a click flag
    """检查全部网页的文字，一次报出全部错误，不生成网站。

    检查出处、页首、引用的编号和用字：每一段、每一条、表格每一行说了事的都要有出处；给出原文时，还查照抄。
    有错误时退出码为 1。断了的链接由 quizgen site build 报出。
    """
    pages = project_place(PAGES, docs)
    report = check_site(pages, knowledge or pages / KNOWLEDGE.name, texts)
    if as_json:
        show_json(
            {
                "problems": [problem.as_dict() for problem in report.problems],
                "pages": report.pages,
                "texts_checked": texts is not None,
            }
        )
        return FAULTS if report.problems else 0
    show_problems(report.problems)
    if texts is None and (knowledge or pages / KNOWLEDGE.name).is_dir():
        click.echo("没有给出原文（--texts），未查照抄。")
    count = len(report.problems)
    click.echo(f"读了 {report.pages} 个网页，{f'发现 {count} 处错误' if count else '没有发现错误'}。")
    return FAULTS if report.problems else 0


@site.command(example="quizgen site build\nquizgen site build --to build/site")
@_config
@click.option(
    "--to", "target", metavar="目录", type=_PATH, default="build/site", show_default=True, help="写到哪里"
)
def build(config: Path | None, target: Path) -> None:
    """生成整个网站；页面引用了不存在的编号、链接断了，都会报出并停止。

    生成的文件夹可以放到任何网页服务器上，也可以直接双击 index.html 打开；不需要互联网。
    """
    built = build_site(project_place(CONFIG, config), target, cache_folder())
    click.echo(f"已生成 {built.pages} 个网页，共 {built.size / 1_000_000:.1f} MB：{built.folder}")
    click.echo(f"打开：{built.folder / 'index.html'}")


@site.command(example="quizgen site serve\nquizgen site serve --address 127.0.0.1:8001")
@_config
@click.option(
    "--address",
    metavar="地址:端口",
    type=ADDRESS,
    default="127.0.0.1:8000",
    show_default=True,
    help="在哪个地址上提供",
)
def serve(config: Path | None, address: str) -> int:
    """在本机打开网站，改了页面自动刷新；按 Ctrl+C 结束。"""
    return serve_site(project_place(CONFIG, config), address, cache_folder())


@site.command(example="quizgen site book\nquizgen site book --out 全书.pdf")
@_config
@click.option(
    "--out", metavar="文件", type=_PATH, default="build/book.pdf", show_default=True, help="写到哪个文件"
)
@click.option(
    "--font-path", "font_paths", metavar="目录", type=FONT_FOLDER, multiple=True, help="另有字体的文件夹"
)
def book(config: Path | None, out: Path, font_paths: tuple[Path, ...]) -> None:
    """把整个知识库印成一个 PDF：封面、目录、各章、全部事实，A4，适合黑白打印。

    次序同网站的导航。不需要浏览器，也不需要互联网；同样的内容得到同样的文件。以前印的全书会被换成新的，
    别的文件不会被覆盖。页面有错误、链接断了，都会报出并停止。
    """

    def began() -> None:
        click.echo("正在排版全书，大约半分钟……", err=True)

    made = make_book(project_place(CONFIG, config), out, font_paths, began)
    size = made.size / 1_000_000
    facts = f"，{made.facts} 条事实" if made.facts else ""
    click.echo(f"已印成全书：{made.chapters} 章{facts}，{size:.1f} MB：{made.file}")
