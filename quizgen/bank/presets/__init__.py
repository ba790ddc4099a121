"""Blueprints found by their names: a bank's own, the project's, or those that fit any subject."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from quizgen.bank.settings import folders_near
from quizgen.files.entries import is_passing

FOLDER = "blueprints"
_PACKAGED = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Preset:
    """A blueprint file; ``packaged``: it is one for any subject, so its title names none."""

    path: Path
    packaged: bool

    @property
    def name(self) -> str:
        """What it is asked for by."""
        return self.path.stem


def presets(banks: Sequence[Path], further: Sequence[Path] = ()) -> tuple[Preset, ...]:
    """Every preset once, the nearest of a name: of the banks, of ``further`` folders, of this package.

    A bank has those in ``blueprints`` in its folder, or in one of the two folders above it.
    """
    own = (folder / FOLDER for bank in banks for folder in folders_near(bank))
    found: dict[str, Preset] = {}
    for one in (*_in((*own, *further), packaged=False), *_in((_PACKAGED,), packaged=True)):
        found.setdefault(one.name, one)
    return tuple(found.values())


def _in(folders: Iterable[Path], *, packaged: bool) -> Iterator[Preset]:
    for folder in folders:
        for path in sorted(folder.glob("*.yaml")):
            if not is_passing(Path(path.name)):
                yield Preset(path, packaged)
