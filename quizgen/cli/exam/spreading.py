"""The options of ``exam build`` that share a build out: to several runs, to a Dask cluster."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from quizgen.markup.words import narrow
from quizgen.workflows.exam.build import BuildOrder, BuildResult, build_exam
from quizgen.workflows.exam.shards import Shard
from quizgen.workflows.exam.spread import FORMS_PER_TASK, Cluster, build_spread
from quizgen.workflows.progress import OnProgress

F = TypeVar("F", bound=Callable[..., Any])


def _shard(_ctx: click.Context, _param: click.Parameter, text: str | None) -> Shard | None:
    """``2/8``: the second of eight shares."""
    if text is None:
        return None
    shard = Shard.parsed(narrow(text))
    if shard is None:
        message = f"“{text}”不是分片，写成 2/8 这样：n 份里的第 i 份，i 从 1 到 n。"
        raise click.BadParameter(message)
    return shard


def _cluster(_ctx: click.Context, _param: click.Parameter, text: str | None) -> Cluster | None:
    """``local:2``, or where the scheduler is."""
    if text is None:
        return None
    cluster = Cluster.parsed(narrow(text).strip())
    if cluster is None:
        message = f"“{text}”不是地址，写成 tcp://10.0.0.1:8786（调度程序），或 local:2（本机两个进程）。"
        raise click.BadParameter(message)
    return cluster


def spread_options(command: F) -> F:
    """``--shard``, ``--dask`` and ``--task``."""
    options = (
        click.option(
            "--shard",
            metavar="i/n",
            callback=_shard,
            help="只印 n 份里的第 i 份，几个进程、几台电脑同时印；都印完再运行一次不写它的 build",
        ),
        click.option(
            "--dask",
            metavar="地址",
            callback=_cluster,
            help="由 Dask 分派：tcp://地址:8786，或 local:2（本机两个进程）；要装 quizgen[dask]",
        ),
        click.option(
            "--task",
            metavar="份数",
            type=click.IntRange(1),
            default=FORMS_PER_TASK,
            show_default=True,
            help="--dask 一个任务至少几份，按整百算；考试小的自动少些",
        ),
    )
    for option in reversed(options):
        command = option(command)
    return command


def build_as_asked(
    order: BuildOrder, cluster: Cluster | None, forms: int, on_progress: OnProgress
) -> BuildResult:
    """Print here, or spread over a cluster."""
    if cluster is None:
        return build_exam(order, on_progress)
    if order.shard is not None or order.forms:
        one = "--shard" if order.shard is not None else "--form"
        message = f"--dask 自己分派全部试卷，不能同 {one} 一起写。"
        raise click.UsageError(message)
    return build_spread(order, cluster, forms, on_progress)
