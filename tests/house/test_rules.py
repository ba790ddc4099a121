"""The house rules that can be read off the files that git tracks."""

from __future__ import annotations

import re
import subprocess
from functools import cache
from importlib.metadata import metadata
from pathlib import Path

import pytest
from packaging.specifiers import SpecifierSet

from tools.architecture import caption

ROOT = Path(__file__).parents[2]
MAX_LINES = 500
MAX_SCRIPT_LINES = 300
OLDEST_PYTHON = "3.11.2"
"""What Debian 12 has."""
# Spelt in two parts, so that this file does not find itself.
HOSTS = [
    "".join(parts)
    for parts in (
        ("pypi", r"\.org"),
        ("python", "hosted"),
        ("registry", r"\.npm"),
        ("npm", r"js\.(org|com)"),
        ("deb", r"\.debian\.org"),
        ("security", r"\.debian\.org"),
    )
]
MACHINE_PATHS = re.compile(r"(?<![\w./-])/(?:work|root|farm|home/\w+|opt/pypi\S*|opt/wheels|tmp/\w+)/")


def pins(name: str) -> dict[str, str]:
    text = (ROOT / name).read_text(encoding="utf-8")
    return dict(re.findall(r"^([a-z0-9._-]+)==(\S+)", text, re.MULTILINE))


@cache
def tracked() -> list[Path]:
    """Every text file that git tracks, or would track once added."""
    listing = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(listing, cwd=ROOT, capture_output=True, check=True).stdout.decode().split("\0")
    return [ROOT / name for name in sorted(set(names)) if name and (ROOT / name).is_file()]


def text_of(path: Path) -> str:
    """The text of a file; a deliberately misencoded sample still shows its ASCII."""
    return path.read_bytes().decode("utf-8", "replace")


PYTHON = [path for path in tracked() if path.suffix == ".py"]
SCRIPTS = [path for path in tracked() if path.suffix == ".js" and "quizgen/web" in path.as_posix()]
"""What runs in the readers' browsers."""


def test_a_module_opens_with_a_caption_of_one_sentence() -> None:
    said = {path.relative_to(ROOT).as_posix(): caption(path) for path in PYTHON}
    assert len(said) > 1000
    none = [name for name, one in said.items() if not re.fullmatch(r"\S[^\n]*\.", one)]
    assert none == [], "the docstring must begin with a sentence of its own paragraph"
    more = [name for name, one in said.items() if re.search(r"\.\s+[A-Z]", one)]
    assert more == [], "one sentence, then a blank line"


def test_no_module_is_longer_than_a_person_reads() -> None:
    long = {path.relative_to(ROOT).as_posix(): text_of(path).count("\n") for path in PYTHON}
    assert {name: lines for name, lines in long.items() if lines > MAX_LINES} == {}


def test_no_script_of_the_site_is_longer_than_300_lines() -> None:
    long = {path.relative_to(ROOT).as_posix(): text_of(path).count("\n") for path in SCRIPTS}
    assert len(long) > 30
    assert {name: lines for name, lines in long.items() if lines > MAX_SCRIPT_LINES} == {}


def test_no_file_names_a_package_registry() -> None:
    hosts = re.compile("|".join(HOSTS), re.IGNORECASE)
    assert [name for name, text in texts() if hosts.search(text)] == []


def test_no_file_names_a_path_of_some_machine() -> None:
    assert [name for name, text in texts() if MACHINE_PATHS.search(text)] == []


@cache
def texts() -> list[tuple[str, str]]:
    return [(path.relative_to(ROOT).as_posix(), text_of(path)) for path in tracked()]


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_a_lock_is_pinned_with_hashes_without_addresses(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert not re.search(r"://|file:/|git\+|/|^-", text, re.MULTILINE)
    entries = re.split(r"\n(?=[a-z])", re.sub(r"^#.*\n?", "", text, flags=re.MULTILINE).strip())
    for entry in entries:
        assert re.match(r"[a-z0-9._-]+==[^ ]+ \\\n    --hash=sha256:[0-9a-f]{64}", entry), entry.split("\n")[
            0
        ]


def test_both_locks_agree() -> None:
    runtime, development = (pins(name) for name in ("requirements.lock", "requirements-dev.lock"))
    assert runtime.items() <= development.items()


def test_the_lock_covers_what_the_project_declares() -> None:
    settings = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    block = re.search(r"^dependencies = \[(.*?)^\]", settings, re.MULTILINE | re.DOTALL)
    assert block is not None
    declared = {name.lower() for name in re.findall(r'"([A-Za-z0-9._-]+)>=', block.group(1))}
    assert declared <= pins("requirements.lock").keys()


@pytest.mark.parametrize("name", sorted(pins("requirements-dev.lock")))
def test_a_locked_package_runs_on_the_oldest_python(name: str) -> None:
    wanted = str(metadata(name).json.get("requires_python", ""))
    assert SpecifierSet(wanted).contains(OLDEST_PYTHON), f"{name} wants Python {wanted}"
