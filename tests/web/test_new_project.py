"""``quizgen new`` from an installed wheel, outside the repository: its site, its first paper.

All of it is made once, by the program as it is installed: the wheel in a fresh virtual environment that
borrows only the libraries of this one.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from dataclasses import dataclass
from importlib.util import cache_from_source
from pathlib import Path

import pypdfium2
import pytest
from playwright.sync_api import Page, expect

from tests.found import things_below, things_in
from tests.web.browsers import OLDEST, Browsers, watched
from tests.web.page import ROOT

TITLE = "消防安全知识"
FOREIGN = ("主体责任", "从严治党", "述职评议", "武侯", "厦门", "白银市", "顺义", "五篇材料")
"""What belongs to the subject of this repository."""


@dataclass(frozen=True)
class Made:
    """The folder of the project, everything that the commands printed."""

    folder: Path
    printed: str

    @property
    def site(self) -> Path:
        return self.folder / "build" / "site"


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The program of a fresh virtual environment with the wheel of this checkout."""
    desk = tmp_path_factory.mktemp("wheel")
    source = desk / "source"
    source.mkdir()
    shutil.copytree(ROOT / "quizgen", source / "quizgen", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source)
    bare = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    build = "from setuptools import build_meta; build_meta.build_wheel('..')"
    subprocess.run([sys.executable, "-c", build], cwd=source, env=bare, check=True, capture_output=True)
    (wheel,) = things_in(desk, "*.whl")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", desk / "venv"], env=bare, check=True)
    (packages,) = things_below(desk / "venv" / "lib", "site-packages")
    (packages / "borrowed.pth").write_text(sysconfig.get_paths()["purelib"], encoding="utf-8")
    python = desk / "venv" / "bin" / "python"
    install = ["-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--no-compile", str(wheel)]
    subprocess.run([python, *install], env=bare, check=True, capture_output=True)
    compiled_as_here(source / "quizgen", packages / "quizgen")
    shutil.rmtree(source)
    return desk / "venv" / "bin" / "quizgen"


def compiled_as_here(source: Path, installed: Path) -> None:
    """Give what was installed the compiled files of this checkout: what they were made of is the same."""
    for module in things_below(installed, "*.py"):
        own = source / module.relative_to(installed)
        kept = Path(cache_from_source(str(ROOT / "quizgen" / module.relative_to(installed))))
        assert module.read_bytes() == own.read_bytes()
        if kept.is_file():
            shutil.copystat(own, module)
            target = Path(cache_from_source(str(module)))
            target.parent.mkdir(exist_ok=True)
            shutil.copy(kept, target)


@pytest.fixture(scope="module")
def made(installed: Path, tmp_path_factory: pytest.TempPathFactory) -> Made:
    """A project with its site and its first paper, made by the installed program alone."""
    desk = tmp_path_factory.mktemp("elsewhere")
    bare = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    printed: list[str] = []

    def run(folder: Path, *words: str) -> None:
        done = subprocess.run(
            [installed, *words],
            cwd=folder,
            env={**bare, "PYTHONUTF8": "1", "QUIZGEN_BY": "张三"},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 0, done.stderr + done.stdout
        printed.append(done.stdout + done.stderr)

    run(desk, "new", "消防", "--title", TITLE)
    folder = desk / "消防"
    run(folder, "knowledge", "check")
    run(folder, "site", "build")
    run(folder, "exam", "new", "exams/diyici", "--blueprint", "kaoshi")
    run(folder, "exam", "build", "exams/diyici")
    return Made(folder, "\n".join(printed))


def test_the_program_is_the_one_installed(installed: Path) -> None:
    python = installed.with_name("python")
    bare = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    where = subprocess.run(
        [python, "-c", "import quizgen; print(quizgen.__file__)"],
        cwd=installed.parent,
        env=bare,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert Path(where.stdout.strip()).is_relative_to(installed.parents[1])


def test_everything_is_made(made: Made) -> None:
    files = {path.relative_to(made.folder).as_posix() for path in things_below(made.folder)}
    pages = {f"build/site/{name}.html" for name in ("index", "zhuanti", "lianxi", "kaoshi", "404")}
    papers = {
        f"exams/diyici/{name}" for name in ("papers/A.pdf", "papers/A.docx", "keys/A.pdf", "sheets/A.pdf")
    }
    own = {".gitignore", "README.md", "mkdocs.yml", "pack.yaml", "question_bank/bank.yaml"}
    assert pages | papers | own <= files
    assert "（题库里有 15 道样题" in made.printed
    assert "这个项目没有知识登记" in made.printed
    ignored = (made.folder / ".gitignore").read_text(encoding="utf-8").splitlines()
    assert {"exams/", "secret.key", "build/"} <= set(ignored)


def words_of(file: Path) -> str:
    """The words of a file: of a PDF what its pages say, of an office file its parts, else the file itself."""
    if file.suffix == ".pdf":
        document = pypdfium2.PdfDocument(file)
        try:
            return "".join(page.get_textpage().get_text_bounded() for page in document)
        finally:
            document.close()
    if file.suffix in {".docx", ".xlsx"}:
        with zipfile.ZipFile(file) as package:
            return "".join(package.read(name).decode("utf-8", "replace") for name in package.namelist())
    return file.read_bytes().decode("utf-8", "replace")


def test_nothing_speaks_of_another_subject(made: Made) -> None:
    texts = {path: words_of(path) for path in things_below(made.folder) if path.is_file()}
    assert len(texts) > 60
    assert TITLE in texts[made.site / "index.html"]
    assert "消防安全知识测试" in texts[made.folder / "exams" / "diyici" / "papers" / "A.pdf"]
    found = [(str(path), word) for path, text in texts.items() for word in FOREIGN if word in text]
    assert found == []
    assert [word for word in FOREIGN if word in made.printed] == []


@pytest.fixture(params=[360, 1440])
def reading(
    request: pytest.FixtureRequest, made: Made, all_browsers: Browsers
) -> tuple[Page, str, list[str]]:
    page, asked = watched(all_browsers[OLDEST], width=request.param)
    return page, made.site.as_uri(), asked


def test_reading_searching_practising(reading: tuple[Page, str, list[str]]) -> None:
    page, site, asked = reading
    page.goto(f"{site}/index.html")
    page.keyboard.press("/")
    page.keyboard.type("要点")
    expect(page.locator("a", has_text="要点").first).to_be_visible()
    page.goto(f"{site}/zhuanti.html")
    page.locator(".qz-selftest").scroll_into_view_if_needed()
    expect(page.get_by_role("button", name="提交这 5 题")).to_be_visible()
    page.goto(f"{site}/lianxi.html")
    expect(page.get_by_text("共 15 题").first).to_be_visible()
    expect(page.locator("a", has_text="现场抽题")).to_be_visible()
    assert page.get_by_text("按来源").count() == 0
    page.goto(f"{site}/lianxi.html#/exam")
    page.get_by_role("button", name="开始考试").click()
    expect(page.locator("h2").first).to_contain_text("消防安全知识测试")
    page.goto(f"{site}/lianxi.html#/draw")
    expect(page.get_by_text("可抽 14 题")).to_be_visible()
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide == 0
    assert [one for one in asked if not one.startswith("file:")] == []
