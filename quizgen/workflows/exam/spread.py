"""A build spread over a Dask cluster: every task is a share, one that is lost is done again."""

from __future__ import annotations

import hashlib
import logging
import re
import threading
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import CancelledError
from contextlib import contextmanager
from dataclasses import dataclass, replace
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from quizgen.errors import Problem, QuizgenError
from quizgen.files.lock import LOCK, FolderInUse, is_held
from quizgen.files.text import read_bytes
from quizgen.records.exam_folder import ExamFolder
from quizgen.records.names import EXAM
from quizgen.workflows.exam.build import BuildOrder, BuildResult, build_exam
from quizgen.workflows.exam.composing import SetWhole
from quizgen.workflows.exam.intact import intact_exam
from quizgen.workflows.exam.products import BATCH, printer_name
from quizgen.workflows.exam.shards import Shard
from quizgen.workflows.processes import Jobs, leave_interrupts, starting_processes
from quizgen.workflows.progress import OnProgress

if TYPE_CHECKING:
    from distributed import Client

FORMS_PER_TASK = 1000
"""Fewer are not worth sending: a process has to read the exam and set its pieces first."""

_MOST_SHARES = 9999
_PATIENCE_SECONDS = 10
_LOCAL = re.compile(r"local:([1-9]\d?)")
_ADDRESS = re.compile(
    r"(?!local:)(?:(?:tcp|tls)://)?[^\s/:]+:\d{1,5}|(?:tcp|tls)://\[[0-9a-fA-F:]+\]:\d{1,5}"
)


@dataclass(frozen=True, slots=True)
class Cluster:
    """Who prints: the workers of the scheduler at ``address``, or so many processes ``here``."""

    address: str
    here: int = 0

    @classmethod
    def parsed(cls, text: str) -> Cluster | None:
        """``local:2`` or ``tcp://10.0.0.1:8786``; None when it is neither."""
        if found := _LOCAL.fullmatch(text):
            return cls(text, int(found[1]))
        return cls(text) if _ADDRESS.fullmatch(text) else None


class DaskExtraMissing(QuizgenError):
    """The libraries of the extra are not installed."""

    def __init__(self) -> None:
        super().__init__(
            "用 --dask 分派要先运行 pip install 'quizgen[dask]'（在线），或用 pip 装事先下载好的 distributed"
            "（离线）；不装也可以用 --jobs、--shard 分着印。"
        )


class NoScheduler(QuizgenError):
    """Nothing answers at the address, or what answers has no workers."""

    def __init__(self, address: str, *, answers: bool) -> None:
        silent = "连不上 Dask 的调度程序，查对地址，看它是否在运行"
        what = "调度程序没有工作进程，先启动 dask worker" if answers else silent
        super().__init__(f"{address}：{what}；什么也没有印。")


class WorkersUnfit(QuizgenError):
    """Workers do not see the exam, or would print other bytes."""

    def __init__(self, folder: Path, reasons: Mapping[str, str]) -> None:
        said = "；".join(f"工作进程 {address} {reason}" for address, reason in sorted(reasons.items()))
        super().__init__(
            f"{said}。每个工作进程都要以同样的路径看到“{folder}”（网络盘），装同样版本的 quizgen；"
            "什么也没有印。"
        )


class ShareFailed(QuizgenError):
    """A share was not printed, for a reason that the worker said."""

    def __init__(self, shard: Shard, said: str) -> None:
        super().__init__(f"印第 {shard} 份时：{said}印好的都在；再运行一次同样的命令，从这里接着印。")


class WorkersLost(QuizgenError):
    """The same share killed several workers, or the scheduler went away."""

    def __init__(self, shard: Shard | None) -> None:
        died = f"印第 {shard} 份的工作进程接连死掉（多半是内存不够）"
        what = "同调度程序的连接断了" if shard is None else died
        super().__init__(f"{what}。印好的都在；再运行一次同样的命令，从这里接着印。")


@dataclass(frozen=True, slots=True)
class ShareDone:
    """What a worker says of its share; ``error`` is the sentence where it could not be printed."""

    made: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    whole: tuple[SetWhole, ...] = ()
    error: str = ""


_one_at_a_time = threading.Lock()


def print_share(order: BuildOrder, shard: Shard) -> ShareDone:
    """Print one share; runs in a worker, one at a time however many threads it has."""
    with _one_at_a_time:
        try:
            result = build_exam(replace(order, shard=shard), lambda _done, _total: None)
        except QuizgenError as error:
            return ShareDone(error=str(error))
    return ShareDone(result.made, result.problems, result.whole)


def fitness(folder: Path, digest: str, printer: str) -> str:
    """Why this process cannot print the exam; runs in a worker."""
    if printer_name() != printer:
        return f"装的是另一个版本（{printer_name()}，这里是 {printer}）"
    return "" if _digest(folder) == digest else "看不到这个文件夹，或者看到的是另一次考试"


def build_spread(order: BuildOrder, cluster: Cluster, forms: int, on_progress: OnProgress) -> BuildResult:
    """Print in shares of at least so many forms on a cluster, then merge what they noted.

    Raises DaskExtraMissing, NoScheduler, WorkersUnfit, ShareFailed, WorkersLost, what ``build_exam`` raises.
    """
    if find_spec("distributed") is None:
        raise DaskExtraMissing
    if is_held(order.folder):
        raise FolderInUse(order.folder / LOCK, "")
    folder = intact_exam(order.folder)
    away = replace(
        order,
        folder=order.folder.resolve(),
        font_paths=tuple(path.resolve() for path in order.font_paths),
        jobs=Jobs(),
        sign_key=None,
    )
    with _connected(cluster) as client:
        workers = _fit_workers(client, cluster, away.folder)
        done = _print_shares(client, away, _shares(folder, forms, workers), on_progress)
    problems = tuple(problem for one in done for problem in one.problems)
    made = tuple(name for one in done for name in one.made)
    whole = tuple(one for share in done for one in share.whole)
    if problems:
        return BuildResult(made, (), problems, whole=whole)
    result = build_exam(order, on_progress)
    kept = set(result.kept).difference(made)
    return replace(
        result,
        made=(*made, *result.made),
        kept=tuple(name for name in result.kept if name in kept),
        whole=(*whole, *result.whole),
    )


def _shares(folder: ExamFolder, forms: int, workers: int) -> list[Shard]:
    """As many shares as leave each so many forms, but work for every worker."""
    batches = -(-len(folder.lines_at(len(folder.acts))) // BATCH)
    count = max(batches // max(1, -(-forms // BATCH)), min(workers, batches), 1)
    of = min(count, _MOST_SHARES)
    return [Shard(number, of) for number in range(1, of + 1)]


@contextmanager
def _connected(cluster: Cluster) -> Iterator[Client]:
    """A client of the cluster; processes here are ended with it. Raises NoScheduler, WorkersLost."""
    from distributed import Client, LocalCluster  # noqa: PLC0415 - an extra
    from distributed.comm.core import CommClosedError  # noqa: PLC0415 - the same

    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what matters is said in our own words
    with TemporaryDirectory(prefix="quizgen-dask-") as scratch:
        if not cluster.here:
            try:
                client = Client(cluster.address, timeout=_PATIENCE_SECONDS, set_as_default=False)
            except (OSError, ValueError) as error:
                raise NoScheduler(cluster.address, answers=False) from error
            try:
                with client:
                    yield client
            except CommClosedError as error:
                raise WorkersLost(None) from error
            return
        with starting_processes():
            local = LocalCluster(
                n_workers=cluster.here,
                threads_per_worker=1,
                host="127.0.0.1",
                dashboard_address=None,
                local_directory=scratch,
                silence_logs=logging.CRITICAL,
            )
        with local, Client(local, set_as_default=False) as client:
            _leave_interrupts_to_us(client)
            yield client


def _leave_interrupts_to_us(client: Client) -> None:
    """Ctrl-C goes to every process of the terminal: those that are started here, also later, pass over it."""
    from distributed import Worker, WorkerPlugin  # noqa: PLC0415 - an extra

    class Deaf(WorkerPlugin):
        def setup(self, worker: Worker) -> None:  # noqa: ARG002 - a plugin is told
            leave_interrupts()

    client.register_plugin(Deaf())


def _fit_workers(client: Client, cluster: Cluster, folder: Path) -> int:
    """How many workers there are. Raises NoScheduler, WorkersUnfit."""
    try:
        client.wait_for_workers(1, timeout=_PATIENCE_SECONDS)
    except TimeoutError as error:
        raise NoScheduler(cluster.address, answers=True) from error
    said = client.run(fitness, folder, _digest(folder), printer_name(), on_error="return")
    reasons = {
        address: answer if isinstance(answer, str) else f"没有装 quizgen，或者装的不一样（{answer}）"
        for address, answer in said.items()
        if answer
    }
    if reasons:
        raise WorkersUnfit(folder, reasons)
    return len(said)


def _print_shares(
    client: Client, order: BuildOrder, shares: Sequence[Shard], on_progress: OnProgress
) -> list[ShareDone]:
    """Have the shares printed, by another worker where one dies. Raises ShareFailed, WorkersLost."""
    from distributed import KilledWorker, as_completed  # noqa: PLC0415 - an extra

    asked = {client.submit(print_share, order, shard, pure=False, retries=2): shard for shard in shares}
    done: list[ShareDone] = []
    for future in as_completed(asked, loop=client.loop):
        try:
            share = future.result()
        except KilledWorker as error:
            raise WorkersLost(asked[future]) from error
        except CancelledError as error:
            raise WorkersLost(None) from error
        if share.error:
            raise ShareFailed(asked[future], share.error)
        done.append(share)
        on_progress(len(done), len(shares))
    return done


def _digest(folder: Path) -> str:
    """The SHA-256 of what says which exam a folder is; empty where there is none."""
    path = folder / EXAM
    return hashlib.sha256(read_bytes(path)).hexdigest() if path.is_file() else ""
