"""Inline text of questions, read once into a neutral tree that every printer walks."""

from quizgen.markup.inline import (
    Blank,
    Bold,
    Break,
    Inline,
    Plain,
    blank_count,
    inline_text,
    parse,
    plain_text,
)

__all__ = ["Blank", "Bold", "Break", "Inline", "Plain", "blank_count", "inline_text", "parse", "plain_text"]
