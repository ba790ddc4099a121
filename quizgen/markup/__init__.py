"""Inline text of questions, read once into a neutral tree that every printer walks.

Below everything that shows text, so that a question reads the same on paper, in Word, in the browser and in
a message.
"""

from quizgen.markup.inline import (
    Blank,
    Bold,
    Break,
    Formula,
    Inline,
    Plain,
    Sub,
    Sup,
    blank_count,
    inline_text,
    parse,
    plain_text,
)

__all__ = [
    "Blank",
    "Bold",
    "Break",
    "Formula",
    "Inline",
    "Plain",
    "Sub",
    "Sup",
    "blank_count",
    "inline_text",
    "parse",
    "plain_text",
]
