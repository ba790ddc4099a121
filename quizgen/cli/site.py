"""``quizgen site``: the Chinese site built or served."""

from __future__ import annotations

from pathlib import Path

import click

from quizgen.cli.chinese import Group
from quizgen.workflows.build_site import build_site, serve_site

_PATH = click.Path(path_type=Path)
_config = click.option(
    "--config", metavar="文件", type=_PATH, default="mkdocs.yml", show_default=True, help="网站的设置"
)


@click.group(cls=Group, example="quizgen site build\nquizgen site serve")
def site() -> None:
    """生成知识库网站，或在本机边改边看。"""


@site.command(example="quizgen site build\nquizgen site build --to build/site")
@_config
@click.option(
    "--to", "target", metavar="目录", type=_PATH, default="build/site", show_default=True, help="写到哪里"
)
def build(config: Path, target: Path) -> None:
    """生成整个网站；页面引用了不存在的编号、链接断了，都会报出并停止。

    生成的文件夹可以放到任何网页服务器上，也可以直接双击 index.html 打开；不需要互联网。
    """
    built = build_site(config, target)
    click.echo(f"已生成 {built.pages} 个网页，共 {built.size / 1_000_000:.1f} MB：{built.folder}")
    click.echo(f"打开：{built.folder / 'index.html'}")


@site.command(example="quizgen site serve\nquizgen site serve --address 127.0.0.1:8001")
@_config
@click.option(
    "--address",
    metavar="地址:端口",
    default="127.0.0.1:8000",
    show_default=True,
    help="在哪个地址上提供",
)
def serve(config: Path, address: str) -> int:
    """在本机打开网站，改了页面自动刷新；按 Ctrl+C 结束。"""
    return serve_site(config, address)
