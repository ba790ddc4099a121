"""A question put together from its lines: its kind, its text, its key, what else is said of it."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction

from quizgen.interchange.draft import Draft
from quizgen.interchange.kind_words import SaidKind, kind_within, kind_word
from quizgen.interchange.soundness import said, weighed
from quizgen.interchange.understand.asked import FieldText, OpenQuestion
from quizgen.interchange.understand.choosing import choice_key, drafted
from quizgen.interchange.understand.fields import FieldName
from quizgen.interchange.understand.filling import filled
from quizgen.interchange.understand.folding import folded
from quizgen.interchange.understand.judging import judged
from quizgen.interchange.understand.options import in_columns
from quizgen.interchange.understand.pairing import ordered, paired
from quizgen.interchange.understand.placing import placed_pictures
from quizgen.interchange.understand.sources import Sources, answer_fields, single_text, sources_of
from quizgen.interchange.understand.stems import choice_stem, has_lost, joined, tagged
from quizgen.interchange.understand.told import told_kind
from quizgen.interchange.understand.written import numbered, written_answer
from quizgen.model.kinds import Kind
from quizgen.model.rules.drafts import D002, D003, D004, D007, D008, D014, D016, D018, D019

_POINTS = re.compile(r"\d{1,3}(?:\.\d{1,2})?")
_ASKED_BELOW = re.compile(r"\n\s*(?:问题|请问|请回答|试问|思考题|要求)\s*[:：]?\s*$")
_NUMBER_INSIDE = re.compile(r"(?<=[\s。；;)）])(\d+)\s*[.、．]\s*(?=[^\d\s])")
_LISTED = re.compile(r"(?<!\d)1\s*[.、．]")
_OUR_ID = re.compile(r"[A-Z]{2,6}-[0-9]{4,6}")
"""An id as banks of this program have it: in a file, a sign that it was written by this program."""
_TAGS = re.compile(r"[、,，;；|\s]+")


def assemble(file: str, asked: OpenQuestion) -> Draft:
    """The draft of a question with its doubts and refusals."""
    return weighed(_draft(file, asked))


def _draft(file: str, asked: OpenQuestion) -> Draft:
    asked.ours = asked.ours or bool(_OUR_ID.fullmatch(single_text(asked, FieldName.SOURCE_ID).strip()))
    if asked.case and len(asked.parts) > 1:
        return _case(file, asked)
    if asked.case and asked.parts:
        return _draft(file, _merged(asked))
    asked.options, inside = in_columns(asked.options)
    if inside:
        asked.doubt(D008, f"选项的文字里夹着像选项 {inside} 的字母")
    stem = tagged(joined(asked.stem))
    field_kind = kind_word(single_text(asked, FieldName.KIND)) or kind_within(
        single_text(asked, FieldName.KIND)
    )
    tag = kind_word(asked.mark.before) if asked.mark and asked.mark.before else None
    own = stem.said or tag or field_kind
    sources = sources_of(asked)
    kind = told_kind(asked, own, sources)
    base = Draft(
        kind, stem.text, file, asked.start.line, asked.start.spot, asked.mark.written if asked.mark else ""
    )
    made = _of_kind(base, asked, sources, own or asked.section.kind)
    made = _with_fields(made, asked, sources, stem.points)
    return _with_doubts(made, asked)


def _merged(asked: OpenQuestion) -> OpenQuestion:
    """A case with one sub-question as an ordinary question: its text goes before the stem."""
    part = asked.parts[0]
    part.doubt(D007, "材料只有一个小题，按普通的题读")
    part.stem = [*asked.stem, *part.stem]
    part.figures = [*asked.figures, *part.figures]
    part.tables = [*asked.tables, *part.tables]
    part.fields = [*asked.fields, *part.fields]
    part.doubts = [*asked.doubts, *part.doubts]
    return replace(part, start=asked.start, mark=asked.mark or part.mark)


def _of_kind(  # noqa: PLR0911 - one return a kind
    draft: Draft, asked: OpenQuestion, sources: Sources, own: SaidKind | None
) -> Draft:
    match draft.kind:
        case Kind.SINGLE | Kind.MULTIPLE:
            return _choice(draft, asked, sources, own)
        case Kind.TRUE_FALSE:
            return judged(draft, asked, sources)
        case Kind.FILL:
            return filled(draft, asked, sources)
        case Kind.MATCHING:
            return paired(draft, asked, sources)
        case Kind.ORDERING:
            return ordered(draft, asked, sources)
        case Kind.SHORT | Kind.ESSAY:
            text = "\n".join(one.text for one in sources.keys)
            if len(sources.keys) > 1 and any(one.where == "答案表" for one in sources.keys):
                asked.doubt(D002, "有几处答案，接在一起了")
            scoring, sample = written_answer(text, literal=asked.ours)
            return replace(draft, scoring=scoring, sample=sample, stem=_unbracketed(draft.stem))
        case _:
            return draft


def _unbracketed(stem: str) -> str:
    """The stem of a written question without an empty bracket at its end."""
    return re.sub(r"[（(]\s*[)）]\s*$", "", stem).rstrip()


def _choice(draft: Draft, asked: OpenQuestion, sources: Sources, own: SaidKind | None) -> Draft:
    letters = frozenset(one.letter for one in asked.options)
    stem = choice_stem(draft.stem, letters)
    before = (
        (asked.mark.before,)
        if asked.mark and asked.mark.before.isalpha() and asked.mark.before.isascii()
        else ()
    )
    right = choice_key(asked, sources, (*stem.keys, *before))
    kind = Kind.MULTIPLE if len(right) > 1 else Kind.SINGLE
    if own is not None and right:
        if own.only is Kind.SINGLE and len(right) > 1:
            asked.doubt(D003, f"写在单选题里，答案是 {''.join(sorted(right))}")
        elif own.only is Kind.MULTIPLE and len(right) == 1:
            asked.doubt(D004, f"写在多选题里，答案只有 {''.join(right)}")
    elif own is not None and own.only is Kind.MULTIPLE:
        kind = Kind.MULTIPLE
    return replace(draft, kind=kind, stem=stem.text, options=drafted(asked.options, right, known=bool(right)))


def _case(file: str, asked: OpenQuestion) -> Draft:
    _share_answers(asked)
    for part in asked.parts:
        part.ours = asked.ours
    parts = tuple(_draft(file, part) for part in asked.parts)
    stem = tagged(_ASKED_BELOW.sub("", joined(asked.stem)))
    number = asked.mark.written if asked.mark else ""
    draft = Draft(Kind.CASE, stem.text, file, asked.start.line, asked.start.spot, number, parts=parts)
    return _with_doubts(_with_fields(draft, asked, sources_of(asked), stem.points), asked)


def _share_answers(asked: OpenQuestion) -> None:
    """An answer below the last sub-question that numbers one for each of them, divided among them."""
    *others, last = asked.parts
    fields = answer_fields(last)
    if len(fields) != 1 or any(answer_fields(one) or one.given for one in others):
        return
    texts = numbered(fields[0].text)
    if len(texts) != len(asked.parts):
        return
    last.fields.remove(fields[0])
    for part, text in zip(asked.parts, texts, strict=True):
        line = replace(fields[0].lines[0], text=text, plain=folded(text), marked=(), underlined=())
        part.fields.append(FieldText(FieldName.ANSWER, fields[0].word, [line]))


def _with_fields(draft: Draft, asked: OpenQuestion, sources: Sources, points: Fraction | None) -> Draft:
    """What the fields of a question say: its points, its topic, its difficulty."""
    written = _POINTS.search(folded(single_text(asked, FieldName.POINTS)))
    head = asked.section.head
    worth = Fraction(written[0]) if written else points
    if worth is None and head is not None and draft.kind is not Kind.CASE:
        worth = head.points
    tags = single_text(asked, FieldName.TAGS)
    return replace(
        draft,
        points=worth,
        explain="\n".join([*([draft.explain] if draft.explain else []), *sources.explain]),
        topic=single_text(asked, FieldName.TOPIC) or asked.section.topic,
        difficulty=single_text(asked, FieldName.DIFFICULTY),
        level=single_text(asked, FieldName.LEVEL),
        basis=single_text(asked, FieldName.BASIS),
        tags=tuple(one for one in _TAGS.split(tags) if one),
        source_id=single_text(asked, FieldName.SOURCE_ID),
    )


def _holds_next(asked: OpenQuestion) -> bool:
    """Whether the number of the next question stands inside the text, in no list that begins with 1."""
    if asked.number is None:
        return False
    lines = [*asked.stem, *(line for option in asked.options for line in option.lines)]
    lines += [line for one in asked.fields for line in one.lines]
    following = str(asked.number + 1)
    return any(
        following in line.plain
        and any(found[1] == following for found in _NUMBER_INSIDE.finditer(line.plain))
        and not _LISTED.search(line.plain)
        for line in lines
    )


def _with_doubts(draft: Draft, asked: OpenQuestion) -> Draft:
    """Pictures and tables of a question, then every doubt noted on the way."""
    for text in () if asked.ours else asked.like_headings:
        asked.doubt(D018, f"“{text}”接在题干后面，像是标题")
    pictures, options = placed_pictures(asked, draft.options)
    picture = pictures[0] if pictures else None
    if len(pictures) > 1:
        asked.doubt(D016, f"题干下面有 {len(pictures)} 张图片，只留第一张")
    table = asked.tables[0].rows if asked.tables else ()
    if len(asked.tables) > 1:
        asked.doubt(D016, f"有 {len(asked.tables)} 个表格，只留第一个")
    if asked.mark is not None and _holds_next(asked):
        asked.doubt(D014, f"夹着像第 {asked.mark.number + 1} 题的文字")
    if any(has_lost(line.text) for line in asked.stem):
        asked.doubt(D019)
    held = replace(draft, picture=picture, table=table, options=options)
    return replace(held, doubts=tuple(said(held, rule, message) for rule, message in asked.doubts))
