"""Lines become paragraphs: what stands out in the whole document is marked, text is in the bank's syntax."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from quizgen.markup.inline_source import Above, Below, Literal, Maths, SourcePiece, write_inline
from quizgen.model.rules.documents import D309
from quizgen.office.document import DocumentPicture, Paragraph, TextRun
from quizgen.office.word.line import Glyphs, Told, WordLine
from quizgen.office.word.looks import RunLooks, is_coloured

_Look = tuple[bool, bool]


@dataclass(frozen=True, slots=True)
class UsualLook:
    """How most of the text of a document looks."""

    bold: bool
    colour: str
    painted: bool

    def marks(self, looks: RunLooks) -> bool:
        """Whether such a run stands out."""
        colour = looks.colour or ""
        return (
            bool(looks.bold and not self.bold)
            or bool(looks.painted and not self.painted)
            or bool(looks.dotted)
            or (colour != self.colour and is_coloured(colour))
        )


def usual_look(lines: Iterable[WordLine]) -> UsualLook:
    """The look of most characters."""
    bold: Counter[bool] = Counter()
    painted: Counter[bool] = Counter()
    colours: Counter[str] = Counter()
    for line in lines:
        for piece in line.pieces:
            if isinstance(piece, Glyphs):
                count = len(piece.text)
                bold[bool(piece.looks.bold)] += count
                painted[bool(piece.looks.painted)] += count
                colours[piece.looks.colour or ""] += count
    colour = colours.most_common(1)[0][0] if colours else ""
    return UsualLook(bold[True] > bold[False], colour, painted[True] > painted[False])


def finished(line: WordLine, usual: UsualLook) -> Iterator[Paragraph | DocumentPicture]:
    """The blocks of a line: one paragraph, or its text cut where a picture stands in the middle of it."""
    number = line.number
    pieces = list(line.pieces)
    while pieces and isinstance(pieces[-1], DocumentPicture):
        pieces.pop()
    behind = line.pieces[len(pieces) :]
    for is_text, group in groupby(pieces, key=lambda one: isinstance(one, Glyphs)):
        if is_text:
            texts = [one for one in group if isinstance(one, Glyphs)]
            yield Paragraph(_runs(texts, usual, line), None, line.spot, number, line.heading)
            number = ""
        else:
            yield from (_placed(one, line) for one in group if isinstance(one, DocumentPicture))
    if not any(isinstance(one, Glyphs) for one in pieces) and (number or not behind):
        yield Paragraph((), None, line.spot, number, line.heading)
    for one in (*behind, *line.floating):
        if isinstance(one, DocumentPicture):
            yield _placed(one, line)


def _placed(picture: DocumentPicture, line: WordLine) -> DocumentPicture:
    return DocumentPicture(picture.content, None, line.spot, picture.alt, picture.width_mm)


def _runs(texts: list[Glyphs], usual: UsualLook, line: WordLine) -> tuple[TextRun, ...]:
    looked = [(_source(one), (usual.marks(one.looks), bool(one.looks.underlined))) for one in texts]
    merged: list[tuple[SourcePiece, _Look]] = []
    for (sort, look), group in groupby(looked, key=lambda one: (type(one[0]), one[1])):
        pieces = [piece for piece, _ in group]
        merged += [(one, look) for one in (pieces if sort is Maths else [_joined(pieces)])]
    written = write_inline([piece for piece, _ in merged])
    for lost in written.lost:
        line.told.append(Told(D309, f"上标或下标“{lost}”照普通文字读", "核对这道题"))
    looks = [look for _, look in merged]
    runs = []
    for look, pairs in groupby(zip(looks, written.sources, strict=True), key=lambda one: one[0]):
        if text := "".join(source for _, source in pairs):
            runs.append(TextRun(text, *look))
    return tuple(runs)


def _source(glyphs: Glyphs) -> SourcePiece:
    if glyphs.formula:
        return Maths(glyphs.text)
    if not glyphs.text.strip() or not glyphs.looks.position:
        return Literal(glyphs.text)
    return Below(glyphs.text) if glyphs.looks.position == "sub" else Above(glyphs.text)


def _joined(pieces: list[SourcePiece]) -> SourcePiece:
    text = "".join(one.source if isinstance(one, Maths) else one.text for one in pieces)
    match pieces[0]:
        case Below():
            return Below(text.strip())
        case Above():
            return Above(text.strip())
        case _:
            return Literal(text)
