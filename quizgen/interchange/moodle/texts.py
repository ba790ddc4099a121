"""Texts of Moodle's XML, whatever format they are kept in, with the pictures that lie beside them."""

from __future__ import annotations

from functools import partial
from typing import Any
from urllib.parse import unquote

from quizgen.interchange.draft import DraftPicture
from quizgen.interchange.rich.formats_in import as_html, formatted_tree, read_formatted
from quizgen.interchange.rich.html_in import RichText
from quizgen.interchange.rich.pictures_in import from_base64, picture_of_bytes, picture_of_data

_PLUGIN_FILE = "@@PLUGINFILE@@/"


def text_in(element: Any, name: str) -> str:
    """What ``<name><text>`` or ``<name>`` holds; empty when it is not there."""
    found = element.find(name)
    if found is None:
        return ""
    inner = found.find("text")
    return str((found if inner is None else inner).text or "").strip()


def tree_of(element: Any) -> Any | None:
    """The text of ``<questiontext>`` and the like as a tree of HTML; None when its format has no tags."""
    return formatted_tree(_text(element), _form(element))


def source_of(element: Any) -> str:
    """The text as HTML, or as it stands where its format has no tags."""
    text = _text(element)
    return as_html(text, _form(element)) or text


def read_text(element: Any | None) -> RichText:
    """A text with all that it shows; nothing for None."""
    if element is None:
        return RichText()
    return read_formatted(_text(element), _form(element), pictures_of(element))


def _text(element: Any) -> str:
    return str(element.findtext("text") or "").strip()


def _form(element: Any) -> str:
    return str(element.get("format") or "html")


def pictures_of(element: Any) -> partial[DraftPicture | None]:
    """Where a text finds its pictures: in the files beside it, or in its own addresses."""
    files = {str(file.get("name")): str(file.text or "") for file in element.findall("file")}
    return partial(_picture_at, files)


def _picture_at(files: dict[str, str], source: str, alt: str, width_mm: float | None) -> DraftPicture | None:
    if not source.startswith(_PLUGIN_FILE):
        return picture_of_data(source, alt, width_mm)
    name = unquote(source.removeprefix(_PLUGIN_FILE)).partition("?")[0].rpartition("/")[2]
    content = from_base64(files[name]) if name in files else None
    return None if content is None else picture_of_bytes(content, alt, width_mm)
