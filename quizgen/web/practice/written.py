"""Text of the bank as elements of a page, with the picture and the table below a stem."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from quizgen.markup.formula_text import formula_aloud
from quizgen.markup.inline import Blank, Bold, Break, Formula, Plain, Sub, Sup, parse
from quizgen.model.illustrated import Illustrated, Pictured
from quizgen.model.lettered import ShownOption
from quizgen.web.browser_data import FormulaBox
from quizgen.web.pages.nodes import add, add_text
from quizgen.web.practice.below import PictureOf, picture_data
from quizgen.web.practice.formula_box import formula_box


def say(parent: Element, text: str) -> None:
    """Append inline text of the bank to ``parent``; it is never read as Markdown."""
    for piece in parse(text):
        match piece:
            case Plain(words):
                add_text(parent, words)
            case Bold(words):
                add(parent, "strong", text=words)
            case Sub(words, bold):
                add(add(parent, "strong") if bold else parent, "sub", text=words)
            case Sup(words, bold):
                add(add(parent, "strong") if bold else parent, "sup", text=words)
            case Formula(node, source):
                frame = add(
                    parent,
                    "span",
                    "qf",
                    role="math",
                    aria_label=formula_aloud(node),
                    data_formula=source,
                )
                _boxed(frame, formula_box(node))
            case Blank():
                add_text(parent, "____")
            case Break():
                add(parent, "br")


def _boxed(parent: Element, box: FormulaBox) -> None:
    """Append a box of a formula with everything inside."""
    frame = add(parent, "span", box["look"])
    for part in box["inside"]:
        if isinstance(part, str):
            add_text(frame, part)
        else:
            _boxed(frame, part)


def put_option(parent: Element, option: ShownOption, picture_of: PictureOf) -> None:
    """Append the words of an option, then its picture."""
    say(parent, option.words)
    if option.picture is not None:
        _put_picture(parent, "qp-choice-picture", option.picture, picture_of)


def _put_picture(parent: Element, css: str, body: Pictured, picture_of: PictureOf) -> None:
    picture = picture_data(body, picture_of)
    if picture is not None:
        size = {"width": str(picture["width"]), "height": str(picture["height"])}
        add(parent, "img", css, src=picture["src"], alt=picture["alt"] or "图，没有说明", **size)


def put_below(parent: Element, body: Illustrated, picture_of: PictureOf) -> None:
    """Append the picture and the table of a question."""
    if body.image is not None:
        _put_picture(add(parent, "p", "qp-picture"), "", body, picture_of)
    if body.table:
        table = add(add(parent, "div", "qp-scroll"), "table", "qp-table qp-given")
        head, *rows = body.table
        heading = add(add(table, "thead"), "tr")
        for cell in head:
            say(add(heading, "th", scope="col"), cell)
        listing = add(table, "tbody")
        for row in rows:
            line = add(listing, "tr")
            for cell in row:
                say(add(line, "td"), cell)
