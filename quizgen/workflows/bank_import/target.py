"""The folder that questions are brought into: a new one, one from earlier imports, a bank made by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from quizgen.bank.entries import Entry, LoadedBank
from quizgen.bank.load import load_bank
from quizgen.bank.topics import B002
from quizgen.errors import ContentFaults
from quizgen.files.new_folder import is_taken
from quizgen.files.text import read_utf8
from quizgen.files.yaml_lines import parse_yaml
from quizgen.interchange.origin import read_origins
from quizgen.model.origin import Origins
from quizgen.workflows.bank_import.order import NoPlaceForABank, NotABankFolder


@dataclass(frozen=True, slots=True)
class TargetBank:
    """Where the questions go (None: nowhere, they are only looked at).

    ``loaded`` is the bank that is there (None: it will be new), ``origins`` what earlier imports left there,
    ``now`` its questions as they are written, by id.
    """

    folder: Path | None
    loaded: LoadedBank | None = None
    origins: Origins | None = None
    now: Mapping[str, Mapping[str, Any]] | None = None

    @property
    def by_hand(self) -> bool:
        """Whether the bank was made by people, so that its rules and its topics are theirs."""
        return self.loaded is not None and not (self.origins is not None and self.origins.whole)

    @property
    def entries(self) -> Mapping[str, Entry]:
        """The questions that are there, by id."""
        return {} if self.loaded is None else {one.question.id: one for one in self.loaded.entries}


def open_target(folder: Path | None) -> TargetBank:
    """Look at the folder. Raises NotABankFolder, NoPlaceForABank, BadOrigins, ContentFaults, CannotRead."""
    if folder is None or not is_taken(folder):
        return TargetBank(folder)
    if not folder.is_dir():
        raise NotABankFolder(folder)
    if not any(folder.rglob("*.yaml")):
        raise NoPlaceForABank(folder)
    origins = read_origins(folder)
    loaded = load_bank((folder,))
    if loaded.problems:
        raise ContentFaults(loaded.problems)
    now: dict[str, Mapping[str, Any]] = {}
    for file in loaded.files:
        found, _ = parse_yaml(read_utf8(Path(file)), file, B002.id)
        now |= {str(one["id"]): one for one in (found.data if found is not None else ())}
    return TargetBank(folder, loaded, origins, now)
