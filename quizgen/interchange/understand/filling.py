"""A fill-in put together: its blanks with the texts that each accepts."""

from __future__ import annotations

import re
from dataclasses import replace

from quizgen.interchange.draft import Draft
from quizgen.interchange.key_words import blanks_of
from quizgen.interchange.understand.asked import OpenQuestion
from quizgen.interchange.understand.lines import BLANK
from quizgen.interchange.understand.sources import KeySource, Sources
from quizgen.interchange.understand.stems import answers_in_brackets, fill_stem, tagged, underlined_answers
from quizgen.model.rules.drafts import D002, D010

_SLASHED = re.compile(r"[一-鿿]\s*[/／]\s*[一-鿿]")
_BARS = re.compile(r"[|｜]")


def filled(draft: Draft, asked: OpenQuestion, sources: Sources) -> Draft:
    """The draft with blanks in its stem and their answers."""
    stem = fill_stem(draft.stem, literal=asked.ours)
    if not sources.keys:
        return _answered_inside(draft, asked, stem.text)
    count = stem.brackets
    read = [blanks for source in sources.keys if (blanks := _blanks(source, count, asked))]
    lines = [source.text for source in sources.keys]
    if len(read) != len(lines) and len(lines) == count > 1:
        read = [tuple((line,) for line in lines)]
    if not read:
        return replace(draft, stem=stem.text)
    if any(one != read[0] for one in read[1:]):
        asked.doubt(D002, "几处答案写的不一样")
    slashed = (text for blank in read[0] for text in blank if _SLASHED.search(text))
    if not asked.ours and (text := next(slashed, "")):
        asked.doubt(D010, f"“{text[:20]}”里的斜线可能分开几种写法，当作一个答案读")
    if any("\n" in text for blank in read[0] for text in blank):
        asked.doubt(D010, "一个空的答案有几行，可能是别的题的")
    return replace(draft, stem=stem.text, blanks=read[0])


def _blanks(source: KeySource, count: int, asked: OpenQuestion) -> tuple[tuple[str, ...], ...] | None:
    if count == 1 and (pieces := [one.strip() for one in _BARS.split(source.text)])[1:]:
        asked.doubt(D010, f"题干只有一个空，{source.where}“{source.text[:20]}”分成几个；当作几种写法读")
        return (tuple(dict.fromkeys(one for one in pieces if one)),)
    read = blanks_of(source.text, count)
    if read is None:
        asked.doubt(D010, f"题干有 {count} 个空，{source.where}“{source.text[:20]}”看不出怎样分")
    return read


def _answered_inside(draft: Draft, asked: OpenQuestion, stem: str) -> Draft:
    """Answers that stand in the blanks: underlined words, words in brackets."""
    if any(line.underlined for line in asked.stem) and BLANK not in stem:
        text, answers = underlined_answers(asked.stem)
        return replace(draft, stem=tagged(text).text, blanks=tuple((one,) for one in answers if one))
    if BLANK in stem:
        return replace(draft, stem=stem)
    text, answers = answers_in_brackets(draft.stem)
    if answers:
        asked.doubt(D010, "答案是从括号里认出来的")
        return replace(draft, stem=text, blanks=tuple((one,) for one in answers))
    return replace(draft, stem=stem)
