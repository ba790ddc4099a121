"""Pieces of Moodle's XML as text: each value is escaped here, HTML inside it was escaped before."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from quizgen.interchange.draft import Draft, DraftOption, DraftPicture
from quizgen.interchange.rich.html_out import inline_html, picture_html, table_html, without_unfit
from quizgen.interchange.rich.pictures_in import picture_kind

LONGEST_NAME = 60
"""Characters of a question's name; Moodle keeps 255, its lists show far fewer."""


@dataclass(frozen=True, slots=True)
class Html:
    """HTML with the pictures it shows, by the names that it has for them."""

    source: str
    files: tuple[tuple[str, bytes], ...] = ()

    def __add__(self, other: Html) -> Html:
        return Html(self.source + other.source, (*self.files, *other.files))


NO_HTML = Html("")


def below(draft: Draft, name: str) -> Html:
    """The picture and the table below a stem; ``name`` begins the name of the picture."""
    table = Html(f"<br>{table_html(draft.table)}" if draft.table else "")
    return (NO_HTML if draft.picture is None else _picture(draft.picture, name)) + table


def option(shown: DraftOption, name: str) -> Html:
    """What an option shows; ``name`` begins the name of its picture."""
    words = Html(inline_html(shown.text))
    return words if shown.picture is None else words + _picture(shown.picture, name)


def _picture(picture: DraftPicture, name: str) -> Html:
    file = f"{name.replace('#', '-')}.{picture_kind(picture.content)}"
    shown = picture_html(f"@@PLUGINFILE@@/{file}", picture.alt, picture.width_mm)
    return Html(f"<p>{shown}</p>", ((file, picture.content),))


def value(tag: str, text: str) -> str:
    """``<idnumber>XM-0019</idnumber>``."""
    return f"    <{tag}>{escape(without_unfit(text))}</{tag}>\n"


def rich(tag: str, html: Html, attributes: str = "", *, form: str = "html", inside: str = "") -> str:
    """An element with a text in HTML and its pictures; ``inside`` are elements behind the text."""
    files = "".join(
        f'<file name={quoteattr(name)} path="/" encoding="base64">{base64.b64encode(content).decode()}</file>'
        for name, content in html.files
    )
    text = escape(without_unfit(html.source))
    return f'    <{tag}{attributes} format="{form}"><text>{text}</text>{files}{inside}</{tag}>\n'


def answer(share: str, html: Html, feedback: str = "", *, form: str = "html") -> str:
    """An ``<answer>`` with its share of the points in percent."""
    said = rich("feedback", Html(feedback)).strip()
    return rich("answer", html, f' fraction="{share}"', form=form, inside=said)


def combined_feedback() -> str:
    """The three feedbacks and ``shownumcorrect``: without them a question is stored in halves."""
    names = ("correctfeedback", "partiallycorrectfeedback", "incorrectfeedback")
    return "".join(rich(name, NO_HTML) for name in names) + value("shownumcorrect", "1")


def name_of(identifier: str, stem: str) -> str:
    """What lists of questions show: the id, the beginning of the stem."""
    words = " ".join(without_unfit(stem).split())
    told = f"{identifier} {words}"
    return told if len(told) <= LONGEST_NAME else f"{told[: LONGEST_NAME - 1]}…"


def tags(texts: Iterable[str]) -> str:
    """The tags of a question; nothing without any."""
    inside = "".join(f"<tag><text>{escape(without_unfit(text))}</text></tag>" for text in texts)
    return f"    <tags>{inside}</tags>\n" if inside else ""


def category(path: Sequence[str]) -> str:
    """The category of the questions behind it; a ``/`` inside a name is doubled."""
    text = "/".join(one.replace("/", "//") for one in path)
    return (
        f'  <question type="category">\n    <category><text>{escape(without_unfit(text))}</text></category>\n'
        f'    <info format="html"><text></text></info>\n  </question>\n'
    )
