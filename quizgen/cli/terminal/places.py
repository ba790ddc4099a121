"""Where commands find folders that no option names."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from quizgen.errors import QuizgenError

BANK, KNOWLEDGE, PAGES, CONFIG = Path("question_bank"), Path("docs/_data"), Path("docs"), Path("mkdocs.yml")
"""Their names, as seen from the project's folder."""
_OPTIONS = {
    BANK: ("--bank", "题库"),
    KNOWLEDGE: ("--knowledge", "知识库的数据"),
    PAGES: ("--docs", "网页"),
    CONFIG: ("--config", "网站的设置"),
}


class NotFoundHere(QuizgenError):
    """Neither this folder nor one above it has what a command needs (``standard``, a name from above)."""

    def __init__(self, standard: Path) -> None:
        option, what = _OPTIONS[standard]
        super().__init__(
            f"这个文件夹和它上面的文件夹里都没有 {standard.as_posix()}（{what}）；"
            f"请在项目的文件夹里运行，或用 {option} 指明它在哪里。"
        )


def project_place(standard: Path, chosen: Path | None = None) -> Path:
    """The chosen path, else the nearest one of the standard name, from the current folder upwards.

    Raises NotFoundHere.
    """
    found = chosen or _nearest(standard)
    if found is None:
        raise NotFoundHere(standard)
    return found


def register_of_project() -> Path | None:
    """The nearest register; None in a project that has no facts. Raises NotFoundHere outside a project."""
    register, config = _nearest(KNOWLEDGE), _nearest(CONFIG)
    if register is None and config is None:
        raise NotFoundHere(KNOWLEDGE)
    outside = register is not None and config is not None and len(register.parts) > len(config.parts) + 1
    return None if outside else register


def banks_or_default(chosen: Sequence[Path]) -> tuple[Path, ...]:
    """The banks that were named, else the project's. Raises NotFoundHere."""
    return tuple(chosen) or (project_place(BANK),)


def bank_near() -> tuple[Path, ...]:
    """The project's bank, where there is a project."""
    found = _nearest(BANK)
    return () if found is None else (found,)


def knowledge_near(banks: Sequence[Path], chosen: Path | None = None) -> Path | None:
    """What was chosen, else the register beside one of the banks, else the project's; None: there is none."""
    if chosen is not None:
        return chosen
    beside = (bank.parent / KNOWLEDGE for bank in banks)
    return next((place for place in beside if place.is_dir()), None) or _nearest(KNOWLEDGE)


def _nearest(standard: Path) -> Path | None:
    """As a path from the current folder (``../docs``), None when there is none up to the root."""
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / standard).exists():
            return Path(os.path.relpath(folder / standard, here))
    return None


def cache_folder() -> Path:
    """The private cache folder of the tool; it need not exist yet."""
    if chosen := os.environ.get("XDG_CACHE_HOME"):
        return Path(chosen) / "quizgen"
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "quizgen" / "cache"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "quizgen"
    return Path.home() / ".cache" / "quizgen"
