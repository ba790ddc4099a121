"""The recipes of ``quizgen site``: check the pages, let MkDocs build or serve them."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from quizgen.bank.cache import CACHE_VARIABLE
from quizgen.bank.load import load_bank
from quizgen.errors import AlreadyExists, CannotRead, ContentFaults, Problem, QuizgenError
from quizgen.files.safe import reason_of
from quizgen.files.text import read_utf8
from quizgen.knowledge.checks import check_register
from quizgen.knowledge.content_checks import check_content
from quizgen.knowledge.load import load_knowledge
from quizgen.knowledge.pack import PACK_FILE, load_pack, lost_ways
from quizgen.knowledge.page_checks import check_pages, page_files
from quizgen.knowledge.register import Knowledge
from quizgen.knowledge.texts import text_runs
from quizgen.model.pack import Pack
from quizgen.model.selftest import Askable
from quizgen.web.unused import remove_unused

_TAIL = 30
"""How many of the last lines of a failed build are shown."""
BANK_FOLDER = "question_bank"
"""The folder of the bank, beside that of the pages."""


@dataclass(frozen=True, slots=True)
class BuiltSite:
    """What a build wrote: the folder, how many pages, how many bytes altogether."""

    folder: Path
    pages: int
    size: int


class SiteBuildFailed(QuizgenError):
    """MkDocs gave up; its last lines say why."""

    def __init__(self, said: str) -> None:
        self.said = said
        tail = "\n".join(said.strip().splitlines()[-_TAIL:])
        super().__init__(f"网站没有建成：\n{tail}")


class CannotListen(QuizgenError):
    """The address is taken by another program, or is none of this machine."""

    def __init__(self, address: str, reason: str) -> None:
        super().__init__(
            f"不能在 {address} 上提供网站：{reason}；用 --address 换一个端口，如 127.0.0.1:8001。"
        )


def _is_empty_or_a_site(target: Path) -> bool:
    if not target.is_dir():
        return False
    return all((target / name).is_file() for name in ("index.html", "404.html")) or not any(target.iterdir())


def build_site(config: Path, target: Path, cache: Path | None = None) -> BuiltSite:
    """Build the site strictly: any fault of a page, any broken link ends it.

    ``cache`` is where parsed banks and plans of mock exams are kept (None: nowhere).

    Raises ContentFaults naming every fault of every page, SiteBuildFailed, CannotRead; AlreadyExists for
    a target that holds anything but an earlier site, because building empties it.
    """
    if target.exists() and not _is_empty_or_a_site(target):
        raise AlreadyExists(target)
    check_before(config, cache)
    command = [*_mkdocs(config, "build"), "--strict", "--site-dir", str(target.resolve())]
    done = subprocess.run(  # noqa: S603 - our own interpreter with our own arguments
        command, capture_output=True, check=False, text=True, encoding="utf-8", env=mkdocs_environment(cache)
    )
    if done.returncode:
        raise SiteBuildFailed(done.stderr + done.stdout)
    remove_unused(target)
    pages = sum(1 for _ in target.rglob("*.html"))
    return BuiltSite(target, pages, sum(path.stat().st_size for path in target.rglob("*") if path.is_file()))


def serve_site(config: Path, address: str, cache: Path | None = None) -> int:
    """Serve the site until it is interrupted, building anew whenever a page or a question changes.

    ``address`` is host:port. Gives the exit status. Raises CannotListen, ContentFaults, CannotRead.
    """
    _check_free(address)
    check_before(config, cache)
    command = [*_mkdocs(config, "serve"), "--dev-addr", address]
    project = config.resolve().parent
    for name in (BANK_FOLDER, PACK_FILE):
        if (project / name).exists():
            command += ["--watch", str(project / name)]
    return subprocess.run(command, check=False, env=mkdocs_environment(cache)).returncode  # noqa: S603 - as above


def _check_free(address: str) -> None:
    """Raises CannotListen where a server could not listen."""
    host, _, port = address.rpartition(":")
    plain = host.removeprefix("[").removesuffix("]")
    family = socket.AF_INET6 if ":" in plain else socket.AF_INET
    try:
        with socket.socket(family) as tried:
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            tried.bind((plain, int(port)))
    except OSError as error:
        raise CannotListen(address, reason_of(error)) from error


def check_before(config: Path, cache: Path | None = None) -> None:
    """Name all faults of all pages in one run; the build itself would stop at the first page.

    Raises ContentFaults, CannotRead.
    """
    if not config.is_file():
        raise CannotRead(config, "没有这个文件")
    docs = config.parent / "docs"
    if not docs.is_dir():
        raise CannotRead(docs, "没有这个文件夹")
    shown = docs.as_posix()
    askable, bank_faults = askable_beside(docs, cache)
    _, pack_faults = pack_beside(docs, askable)
    knowledge, faults = knowledge_in(docs / "_data")
    pages = check_pages(knowledge, docs, shown, askable)
    problems = (*pack_faults, *faults, *check_register(knowledge), *bank_faults, *pages)
    if problems:
        raise ContentFaults(sorted(problems))


def pack_beside(docs: Path, askable: Askable | None) -> tuple[Pack, tuple[Problem, ...]]:
    """The pack of the project whose pages are in ``docs``, with its faults: pages, topics that are not there.

    ``askable`` are the questions of the bank beside it (None: no bank, so topics are not looked up).
    """
    shown = (docs.parent / PACK_FILE).as_posix()
    pack, faults = load_pack(docs.parent, shown)
    topics = () if askable is None else askable.topics
    return pack, (*faults, *lost_ways(docs.parent, docs, topics, shown))


def knowledge_in(data: Path) -> tuple[Knowledge, tuple[Problem, ...]]:
    """The register in a folder, with its faults; an empty one where the project has no facts."""
    return load_knowledge(data, data.as_posix()) if data.is_dir() else (Knowledge.none(), ())


def _mkdocs(config: Path, word: str) -> list[str]:
    return [sys.executable, "-m", "mkdocs", word, "--config-file", str(config)]


def mkdocs_environment(cache: Path | None = None) -> dict[str, str]:
    """Chinese output whatever the system's settings, no advertising of other versions, the same caches."""
    quiet = {"PYTHONUTF8": "1", "NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true"}
    kept = {} if cache is None else {CACHE_VARIABLE: str(cache.resolve())}
    return {**os.environ, **quiet, **kept, "PYTHONWARNINGS": "ignore"}


def askable_beside(docs: Path, cache: Path | None = None) -> tuple[Askable | None, tuple[Problem, ...]]:
    """The questions that pages in ``docs`` may ask (None without a bank), with the faults of form there.

    ``cache`` is where parsed banks are kept (None: nowhere).
    """
    bank = docs.resolve().parent / BANK_FOLDER
    if not bank.is_dir():
        return None, ()
    loaded = load_bank((bank,), cache_folder=cache)
    return Askable.of(loaded.topics, loaded.questions), loaded.problems


@dataclass(frozen=True, slots=True)
class SiteReport:
    """How many pages were read with every fault found, in the order of files and lines."""

    pages: int
    problems: tuple[Problem, ...]


def check_site(docs: Path, data: Path, texts: Path | None = None) -> SiteReport:
    """Check all pages of ``docs`` against the register in ``data``, against the source texts if given.

    Faults of the pack come first, then those in the form of the register, of the bank beside ``docs``.
    Without a folder ``data`` there are no facts. Raises CannotRead when ``docs`` or a source text is not
    there.
    """
    if not docs.is_dir():
        raise CannotRead(docs, "没有这个文件夹")
    askable, bank_faults = askable_beside(docs)
    pack, pack_faults = pack_beside(docs, askable)
    knowledge, faults = knowledge_in(data)
    shown = docs.as_posix()
    runs = None if texts is None else text_runs(knowledge, texts, str(texts))
    problems = list(check_pages(knowledge, docs, shown, askable))
    files = page_files(docs)
    for path in files:
        file = f"{shown}/{path.relative_to(docs).as_posix()}"
        try:
            text = read_utf8(path)
        except CannotRead:  # told by check_pages
            continue
        problems += check_content(knowledge, text, file, runs, pack)
    return SiteReport(len(files), (*pack_faults, *faults, *bank_faults, *sorted(problems, key=_place)))


def _place(problem: Problem) -> tuple[str, int, str]:
    return problem.file, problem.line or 0, problem.rule
