"""The options of a question that is answered with letters: words, a picture, or both."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Discriminator, Field, Tag

from quizgen.model.base import Record, Text
from quizgen.model.illustrated import Pictured, picture_in_words

_Why = Annotated[Text | None, Field(title="错因", description="错因：它原本属于谁、为何不对")]


class Distractor(Record):
    """A wrong option; ``why`` says in one clause why it is wrong or where it belongs (None: not said)."""

    text: Text = Field(title="文字", description="选项文字")
    why: _Why = None


class PicturedOption(Pictured):
    """An option that shows a picture, with words above it or without (None)."""

    text: Text | None = Field(None, title="文字", description="图片上方的选项文字；只有图片的不写")
    image: Text = Field(title="图片", description="图片：从这个文件所在的文件夹写起的路径，例如 fig/1.png")


class PicturedDistractor(PicturedOption):
    """A wrong option that shows a picture."""

    why: _Why = None


Option = str | Distractor | PicturedOption
"""An option of either side; a right one of words alone is written as those words."""

_WORDS, _PICTURE = "[words]", "[picture]"
OPTION_TAGS = frozenset({_WORDS, _PICTURE})
"""What pydantic puts into the way to an option beside its number."""


def _is_picture(option: Any) -> str:
    pictured = "image" in option if isinstance(option, dict) else isinstance(option, PicturedOption)
    return _PICTURE if pictured else _WORDS


RightOption = Annotated[
    Annotated[Text, Tag(_WORDS)] | Annotated[PicturedOption, Tag(_PICTURE)], Discriminator(_is_picture)
]
WrongOption = Annotated[
    Annotated[Distractor, Tag(_WORDS)] | Annotated[PicturedDistractor, Tag(_PICTURE)],
    Discriminator(_is_picture),
]


def words_of(option: Option) -> str:
    """The words that an option shows; empty for a picture alone."""
    return option if isinstance(option, str) else option.text or ""


def name_of_option(option: Option) -> str:
    """What an option is called: its words, or else what its picture shows; empty where nobody says it."""
    words = words_of(option)
    return words or option.alt or "" if isinstance(option, PicturedOption) else words


def option_in_words(option: Option) -> str:
    """An option where only words can stand: ``直角三角形［图：…］``."""
    words = words_of(option)
    return words + picture_in_words(option.alt) if isinstance(option, PicturedOption) else words
