"""Texts of Moodle's XML, whatever format they are kept in, with the pictures that lie beside them."""

from __future__ import annotations

import re
from functools import partial
from typing import Any
from urllib.parse import unquote

from quizgen.interchange.draft import DraftPicture
from quizgen.interchange.rich.html_in import RichText, html_tree, read_html
from quizgen.interchange.rich.pictures_in import from_base64, picture_of_bytes, picture_of_data
from quizgen.markup.inline_source import literal

_PLUGIN_FILE = "@@PLUGINFILE@@/"
_MARKDOWN = re.compile(r"\*\w|\w\*|^#+ |\]\(|`", re.MULTILINE)


def text_in(element: Any, name: str) -> str:
    """What ``<name><text>`` or ``<name>`` holds; empty when it is not there."""
    found = element.find(name)
    if found is None:
        return ""
    inner = found.find("text")
    return str((found if inner is None else inner).text or "").strip()


def is_html(element: Any) -> bool:
    """Whether a text is HTML: said so, or of Moodle's own sort, which may hold tags."""
    return element.get("format", "html") in {"html", "moodle_auto_format", "moodle"}


def tree_of(element: Any) -> Any:
    """The text of ``<questiontext>`` and the like as a tree of HTML."""
    return html_tree(source_of(element))


def source_of(element: Any) -> str:
    """The text as HTML, lines kept where the format keeps them."""
    text = str(element.findtext("text") or "").strip()
    if element.get("format") in {"moodle_auto_format", "moodle"}:
        return re.sub(r"\r?\n", "<br>", text)
    return text


def read_text(element: Any | None) -> RichText:
    """A text with all that it shows; nothing for None."""
    if element is None:
        return RichText()
    if is_html(element):
        return read_html(source_of(element), pictures_of(element))
    text = str(element.findtext("text") or "").strip()
    found = RichText("\n".join(literal(line.strip()) for line in text.splitlines()))
    if element.get("format") == "markdown" and _MARKDOWN.search(text):
        found.doubts.append("文字用了 Markdown 的标记，照原样留着")
    return found


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


def taken_out(tree: Any, name: str) -> list[Any]:
    """All elements of this class, removed from the tree; the text behind each stays."""
    found = [one for one in tree.iter() if name in (one.get("class") or "").split()]
    for one in found:
        one.drop_tree()
    return found
