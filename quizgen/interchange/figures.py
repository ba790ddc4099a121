"""The pictures of drafts, kept under names that say what they hold."""

from __future__ import annotations

from dataclasses import dataclass, field

from quizgen.files.fit_pictures import fit_picture
from quizgen.files.pictures import BadPicture
from quizgen.interchange.draft import DraftPicture
from quizgen.interchange.record_told import NoUse
from quizgen.model.rules.imports import N102

FIGURE_FOLDER = "fig"
_NAMED = 16
"""Characters of a digest that tell the pictures of one bank apart."""


def name_of_figure(picture: str) -> str:
    """Where a picture is kept below the folder of its bank file, by its name (``Picture.name``)."""
    digest, _, ending = picture.partition(".")
    return f"{FIGURE_FOLDER}/{digest[:_NAMED]}.{ending}"


@dataclass(slots=True)
class KeptFigures:
    """The contents of the pictures by their paths below the bank."""

    contents: dict[str, bytes] = field(default_factory=dict)

    def keep(self, picture: DraftPicture) -> str:
        """Its path as a bank file writes it. Raises NoUse."""
        try:
            found = fit_picture(picture.content)
        except BadPicture as reason:
            raise NoUse(str(reason), N102) from reason
        name = name_of_figure(found.name)
        self.contents[name] = found.data
        return name
