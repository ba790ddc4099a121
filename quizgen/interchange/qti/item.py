"""An item of QTI 2.2: every sub-question a response with a score of its own, all of them summed up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import assert_never
from xml.sax.saxutils import escape, quoteattr

from quizgen.interchange.draft import Draft, DraftPicture
from quizgen.interchange.formats import CannotHold
from quizgen.interchange.moodle.marks import spellings
from quizgen.interchange.outgoing import Aside, Outgoing
from quizgen.interchange.qti.xhtml import inline_xhtml, picture_xhtml, table_xhtml
from quizgen.interchange.rich.html_out import without_unfit
from quizgen.markup import blank_count, plain_text
from quizgen.model.kinds import Answering, Kind, traits_of
from quizgen.model.split import equal_shares

NAMESPACE = "http://www.imsglobal.org/xsd/imsqti_v2p2"
_SCHEMA = f"{NAMESPACE} http://www.imsglobal.org/xsd/qti/qtiv2p2/imsqti_v2p2.xsd"
_LONGEST_TITLE = 60
_LINES = 8


@dataclass(slots=True)
class QtiItem:
    """An item as it grows: declarations, processing, pictures, what its responses add up to."""

    declarations: list[str] = field(default_factory=list)
    processing: list[str] = field(default_factory=list)
    terms: list[str] = field(default_factory=list)
    pictures: dict[str, bytes] = field(default_factory=dict)
    rubrics: list[str] = field(default_factory=list)
    xml: str = ""
    count: int = 0

    def response(self) -> str:
        """The identifier of the next response."""
        self.count += 1
        return f"RESPONSE_{self.count}"

    def scores(self, identifier: str, worth: Fraction, *, mapped: bool) -> None:
        """A response that counts so much of the item when it is right."""
        number = identifier.rpartition("_")[2]
        outcome = f"SCORE_{number}"
        self.declarations.append(_outcome(outcome, "float", "0"))
        value = f'<mapResponse identifier="{identifier}"/>'
        if mapped:
            self.processing.append(_set(outcome, value))
        else:
            match = (
                f'<match><variable identifier="{identifier}"/><correct identifier="{identifier}"/></match>'
            )
            one = _set(outcome, '<baseValue baseType="float">1</baseValue>')
            self.processing.append(
                f"<responseCondition><responseIf>{match}{one}</responseIf></responseCondition>"
            )
        share = f'<baseValue baseType="float">{_decimal(worth)}</baseValue>'
        self.terms.append(f'<product><variable identifier="{outcome}"/>{share}</product>')

    def shown(self, picture: DraftPicture | None, name: str) -> str:
        """A picture that belongs to the item."""
        if picture is None:
            return ""
        shown, file = picture_xhtml(picture, name)
        self.pictures[file] = picture.content
        return shown


def qti_item(one: Outgoing) -> QtiItem:
    """The question as an item worth one point, as far as a program can mark it. Raises CannotHold."""
    item, draft = QtiItem(), one.draft
    if draft.kind is Kind.CASE:
        shares = equal_shares(tuple(part.points for part in draft.parts))
        body = f"<div>{inline_xhtml(draft.stem)}</div>{_below(draft, item)}"
        for part, aside, share in zip(draft.parts, one.asides, shares, strict=True):
            body += f"<div>（{part.number}）{_asked(part, aside, item, share)}</div>"
    else:
        body = _asked(draft, one.asides[0], item, Fraction(1))
    words = " ".join(without_unfit(plain_text(draft.stem)).split())
    title = f"{draft.source_id} {words}"[:_LONGEST_TITLE]
    head = (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<assessmentItem xmlns="{NAMESPACE}" '
        f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="{_SCHEMA}" '
        f'identifier={quoteattr(draft.source_id)} title={quoteattr(title)} xml:lang="zh-CN" '
        'adaptive="false" timeDependent="false">\n'
    )
    explained = draft.explain or any(part.explain for part in draft.parts)
    outcomes = [
        _outcome("SCORE", "float", "0", ' normalMaximum="1"'),
        _outcome("MAXSCORE", "float", "1"),
    ]
    feedback = ""
    if explained:
        outcomes.append(
            '<outcomeDeclaration identifier="FEEDBACK" cardinality="single" baseType="identifier"/>\n'
        )
        feedback = _feedback(draft)
        item.processing.append(_set("FEEDBACK", '<baseValue baseType="identifier">EXPLAIN</baseValue>'))
    if item.terms:
        item.processing.append(_set("SCORE", f"<sum>{''.join(item.terms)}</sum>"))
    processing = "".join(item.processing)
    processed = f"<responseProcessing>{processing}</responseProcessing>\n" if processing else ""
    declared = "".join(sorted(item.declarations, key=lambda text: text.startswith("<outcome")))
    declared += "".join(outcomes)
    body = "".join(item.rubrics) + body
    item.xml = f"{head}{declared}<itemBody>{body}</itemBody>\n{processed}{feedback}</assessmentItem>\n"
    return item


def _decimal(value: Fraction) -> str:
    return f"{float(value):.9f}".rstrip("0").rstrip(".") or "0"


def _outcome(identifier: str, base: str, value: str, more: str = "") -> str:
    return (
        f'<outcomeDeclaration identifier="{identifier}" cardinality="single" baseType="{base}"{more}>'
        f"<defaultValue><value>{value}</value></defaultValue></outcomeDeclaration>\n"
    )


def _set(identifier: str, value: str) -> str:
    return f'<setOutcomeValue identifier="{identifier}">{value}</setOutcomeValue>'


def _feedback(draft: Draft) -> str:
    told = [f"<p>{inline_xhtml(draft.explain)}</p>"] if draft.explain else []
    told += [f"<p>（{part.number}）{inline_xhtml(part.explain)}</p>" for part in draft.parts if part.explain]
    return (
        '<modalFeedback outcomeIdentifier="FEEDBACK" identifier="EXPLAIN" showHide="show">'
        f"{''.join(told)}</modalFeedback>\n"
    )


def _below(draft: Draft, item: QtiItem) -> str:
    shown = item.shown(draft.picture, draft.source_id)
    return (f"<p>{shown}</p>" if shown else "") + table_xhtml(draft.table)


def _declare(
    item: QtiItem, identifier: str, sort: tuple[str, str], right: Sequence[str], mapping: str
) -> None:
    """A response of this cardinality and base type."""
    cardinality, base = sort
    values = "".join(f"<value>{escape(one)}</value>" for one in right)
    item.declarations.append(
        f'<responseDeclaration identifier="{identifier}" cardinality="{cardinality}" baseType="{base}">'
        f"<correctResponse>{values}</correctResponse>{mapping}</responseDeclaration>\n"
    )


def _mapping(worth: Mapping[str, Fraction], *, typed: bool = False) -> str:
    """What every answer earns, all of them named, since some programs leave the rest out of account."""
    case = ' caseSensitive="false"' if typed else ""
    entries = "".join(
        f'<mapEntry mapKey={quoteattr(key)} mappedValue="{_decimal(share)}"{case}/>'
        for key, share in worth.items()
    )
    return f'<mapping lowerBound="0" upperBound="1" defaultValue="0">{entries}</mapping>'


def _asked(draft: Draft, aside: Aside, item: QtiItem, worth: Fraction) -> str:
    kind = draft.kind
    if kind is None:
        raise TypeError
    if kind is Kind.FILL:
        return _blanks(draft, item, worth) + _below(draft, item)
    stem = f"<div>{inline_xhtml(draft.stem)}{escape(aside.words)}</div>{_below(draft, item)}"
    match traits_of(kind).answering:
        case Answering.LETTERS:
            return stem + _choice(draft, item, worth)
        case Answering.TRUTH:
            options = (("TRUE", "对"), ("FALSE", "错"))
            right = "TRUE" if draft.truth else "FALSE"
            return stem + _choices(
                options, [right], item, worth, single=True, fixed=frozenset(("TRUE", "FALSE"))
            )
        case Answering.PAIRS:
            return stem + _pairs(draft, item, worth)
        case Answering.SEQUENCE:
            return stem + _sequence(draft, item, worth)
        case Answering.LINES:
            return stem + _written(draft, aside, item)
        case Answering.BLANKS | Answering.PARTS:
            raise TypeError(kind)
        case unknown:
            assert_never(unknown)


def _choice(draft: Draft, item: QtiItem, worth: Fraction) -> str:
    options = [
        (f"C{number}", inline_xhtml(one.text) + item.shown(one.picture, f"{draft.source_id}-{number}"))
        for number, one in enumerate(draft.options, 1)
    ]
    right = [f"C{number}" for number, one in enumerate(draft.options, 1) if one.right]
    fixed = frozenset(f"C{number}" for number, one in enumerate(draft.options, 1) if one.last)
    return _choices(options, right, item, worth, single=draft.kind is Kind.SINGLE, fixed=fixed)


def _choices(  # noqa: PLR0913 - what a choice consists of
    options: Sequence[tuple[str, str]],
    right: Sequence[str],
    item: QtiItem,
    worth: Fraction,
    *,
    single: bool,
    fixed: frozenset[str],
) -> str:
    identifier = item.response()
    share = Fraction(1, len(right))
    earned = {key: share if key in right else Fraction(0 if single else -1) for key, _ in options}
    cardinality = "single" if single else "multiple"
    _declare(item, identifier, (cardinality, "identifier"), right, _mapping(earned))
    item.scores(identifier, worth, mapped=True)
    shown = "".join(
        f'<simpleChoice identifier="{key}"{" fixed=" + chr(34) + "true" + chr(34) if key in fixed else ""}>'
        f"{text}</simpleChoice>"
        for key, text in options
    )
    most = 1 if single else 0
    return (
        f'<choiceInteraction responseIdentifier="{identifier}" shuffle="true" maxChoices="{most}">'
        f"{shown}</choiceInteraction>"
    )


def _blanks(draft: Draft, item: QtiItem, worth: Fraction) -> str:
    if blank_count(draft.stem) != len(draft.blanks):
        message = "空的个数与答案的个数不同"
        raise CannotHold(message)
    fields: list[str] = []
    for accepted in draft.blanks:
        identifier = item.response()
        texts = spellings(map(plain_text, map(without_unfit, accepted)))
        _declare(
            item,
            identifier,
            ("single", "string"),
            texts[:1],
            _mapping(dict.fromkeys(texts, Fraction(1)), typed=True),
        )
        item.scores(identifier, worth / len(draft.blanks), mapped=True)
        length = max(map(len, texts)) + 4
        fields.append(f'<textEntryInteraction responseIdentifier="{identifier}" expectedLength="{length}"/>')
    return f"<div>{inline_xhtml(draft.stem, fields)}</div>"


def _pairs(draft: Draft, item: QtiItem, worth: Fraction) -> str:
    identifier = item.response()
    count = len(draft.pairs)
    right = [f"L{number} R{number}" for number in range(1, count + 1)]
    _declare(
        item,
        identifier,
        ("multiple", "directedPair"),
        right,
        _mapping(dict.fromkeys(right, Fraction(1, count))),
    )
    item.scores(identifier, worth, mapped=True)
    lefts = _associable("L", [pair.left for pair in draft.pairs], 1)
    rights = _associable(
        "R", [*(pair.right for pair in draft.pairs), *(one.text for one in draft.extra)], count
    )
    return (
        f'<matchInteraction responseIdentifier="{identifier}" shuffle="true" maxAssociations="{count}">'
        f"<simpleMatchSet>{lefts}</simpleMatchSet><simpleMatchSet>{rights}</simpleMatchSet></matchInteraction>"
    )


def _associable(letter: str, texts: Sequence[str], most: int) -> str:
    return "".join(
        f'<simpleAssociableChoice identifier="{letter}{number}" matchMax="{most}">{inline_xhtml(text)}'
        "</simpleAssociableChoice>"
        for number, text in enumerate(texts, 1)
    )


def _sequence(draft: Draft, item: QtiItem, worth: Fraction) -> str:
    identifier = item.response()
    keys = [f"C{number}" for number in range(1, len(draft.items) + 1)]
    _declare(item, identifier, ("ordered", "identifier"), keys, "")
    item.scores(identifier, worth, mapped=False)
    named = sorted(zip(keys, draft.items, strict=True), key=lambda one: one[1])
    shown = "".join(
        f'<simpleChoice identifier="{key}">{inline_xhtml(text)}</simpleChoice>' for key, text in named
    )
    return f'<orderInteraction responseIdentifier="{identifier}" shuffle="true">{shown}</orderInteraction>'


def _written(draft: Draft, aside: Aside, item: QtiItem) -> str:
    identifier = item.response()
    item.declarations.append(
        f'<responseDeclaration identifier="{identifier}" cardinality="single" baseType="string"/>\n'
    )
    told = "".join(f"<li>{line}</li>" for line in _told(draft, aside))
    if told:
        number = f"<p>（{draft.number}）</p>" if draft.number else ""
        item.rubrics.append(f'<rubricBlock view="scorer">{number}<ol>{told}</ol></rubricBlock>')
    return f'<extendedTextInteraction responseIdentifier="{identifier}" expectedLines="{_LINES}"/>'


def _told(draft: Draft, aside: Aside) -> Iterator[str]:
    for point in draft.scoring:
        yield inline_xhtml(point.text) + (f"（占 {point.share}）" if point.share is not None else "")
    yield from map(inline_xhtml, aside.bands)
