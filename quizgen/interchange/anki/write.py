"""A bank as an Anki package: the same ids every time, so that a newer file updates the cards it brought."""

from __future__ import annotations

import hashlib
import io
import json
import sqlite3
import zipfile
from collections.abc import Sequence
from contextlib import closing
from typing import Any

from quizgen.interchange.anki.cards import FIELDS, CardSides, card_of, tags_of_card
from quizgen.interchange.formats import BankToWrite, WrittenBank
from quizgen.interchange.rich.html_out import without_unfit

_SEPARATOR = "\x1f"
_MODEL = "题库（quizgen）"
_PACKED = (1980, 1, 1, 0, 0, 0)
_IDS = 1 << 40
_FRONT = '<div class="kind">{{题型}}</div>{{题面}}'
_BACK = (
    "{{FrontSide}}<hr id=answer>{{答案}}"
    '{{#解析}}<div class="more">解析：{{解析}}</div>{{/解析}}'
    '{{#出处}}<div class="more">出处：{{出处}}</div>{{/出处}}'
    '<div class="kind">{{编号}}</div>'
)
_STYLE = (
    ".card { font-family: sans-serif; font-size: 20px; line-height: 1.6; text-align: left; }\n"
    ".kind { color: #777; font-size: 14px; } .more { margin-top: 0.8em; }\n"
    "img { max-width: 100%; } table { border-collapse: collapse; } td, th { padding: 2px 8px; }\n"
)
_SCHEMA = """
CREATE TABLE col (id integer primary key, crt integer not null, mod integer not null, scm integer not null,
 ver integer not null, dty integer not null, usn integer not null, ls integer not null, conf text not null,
 models text not null, decks text not null, dconf text not null, tags text not null);
CREATE TABLE notes (id integer primary key, guid text not null, mid integer not null, mod integer not null,
 usn integer not null, tags text not null, flds text not null, sfld integer not null, csum integer not null,
 flags integer not null, data text not null);
CREATE TABLE cards (id integer primary key, nid integer not null, did integer not null, ord integer not null,
 mod integer not null, usn integer not null, type integer not null, queue integer not null,
 due integer not null, ivl integer not null, factor integer not null, reps integer not null,
 lapses integer not null, left integer not null, odue integer not null, odid integer not null,
 flags integer not null, data text not null);
CREATE TABLE revlog (id integer primary key, cid integer not null, usn integer not null,
 ease integer not null, ivl integer not null, lastIvl integer not null, factor integer not null,
 time integer not null, type integer not null);
CREATE TABLE graves (usn integer not null, oid integer not null, type integer not null);
CREATE INDEX ix_notes_usn on notes (usn);
CREATE INDEX ix_cards_usn on cards (usn);
CREATE INDEX ix_revlog_usn on revlog (usn);
CREATE INDEX ix_cards_nid on cards (nid);
CREATE INDEX ix_cards_sched on cards (did, queue, due);
CREATE INDEX ix_revlog_cid on revlog (cid);
CREATE INDEX ix_notes_csum on notes (csum);
"""
"""The tables of a collection of version 11, which every Anki since 2.1 takes."""


def write_anki(bank: BankToWrite) -> WrittenBank:
    """The questions as cards; decks by topic below one that has the name of the bank."""
    cards = [card_of(one) for one in bank.questions]
    media = {name: content for card in cards for name, content in card.media.items()}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        _pack(package, "collection.anki2", _collection(bank, cards))
        names = {str(number): name for number, name in enumerate(media)}
        _pack(package, "media", json.dumps(names, ensure_ascii=False).encode())
        for number, name in names.items():
            _pack(package, number, media[name])
    return WrittenBank(out.getvalue(), len(cards))


def _pack(package: zipfile.ZipFile, name: str, content: bytes) -> None:
    entry = zipfile.ZipInfo(name, _PACKED)
    entry.compress_type = zipfile.ZIP_DEFLATED
    package.writestr(entry, content)


def _number(*parts: str) -> int:
    """A number that always belongs to these words, large enough to be nobody else's."""
    told = hashlib.sha256(_SEPARATOR.join(("quizgen", *parts)).encode()).digest()
    return _IDS + int.from_bytes(told[:5], "big")


def note_guid(identifier: str) -> str:
    """By what Anki knows a note again."""
    return hashlib.sha256(f"quizgen/{identifier}".encode()).hexdigest()[:16]


def _collection(bank: BankToWrite, cards: Sequence[CardSides]) -> bytes:
    with closing(sqlite3.connect(":memory:")) as base:
        base.executescript(_SCHEMA)
        model = _number("model", *FIELDS)
        decks: dict[int, str] = {}
        for place, (one, card) in enumerate(zip(bank.questions, cards, strict=True)):
            deck_name = _deck_name(bank.title, one.draft.topic)
            deck = _number("deck", deck_name)
            decks[deck] = deck_name
            note = _number("note", one.question.id)
            tags = f" {' '.join(tags_of_card(one.draft))} "
            first = card.texts[0]
            checked = int(hashlib.sha1(first.encode(), usedforsecurity=False).hexdigest()[:8], 16)
            guid, flds = note_guid(one.question.id), _SEPARATOR.join(card.texts)
            base.execute(
                "INSERT INTO notes VALUES (?,?,?,?,-1,?,?,?,?,0,'')",
                (note, guid, model, bank.made_at, tags, flds, first, checked),
            )
            base.execute(
                "INSERT INTO cards VALUES (?,?,?,0,?,-1,0,0,?,0,0,0,0,0,0,0,0,'')",
                (_number("card", one.question.id), note, deck, bank.made_at, place + 1),
            )
        base.execute(
            "INSERT INTO col VALUES (1,?,?,?,11,0,0,0,?,?,?,?,'{}')",
            (bank.made_at, bank.made_at * 1000, bank.made_at * 1000, *_settings(bank.made_at, model, decks)),
        )
        base.commit()
        return bytes(base.serialize())


def _deck_name(title: str, topic: str) -> str:
    names = (title, *topic.split("/")) if topic else (title,)
    return "::".join(" ".join(without_unfit(name).replace("::", "：").split()) for name in names)


def _settings(moment: int, model: int, decks: dict[int, str]) -> tuple[str, str, str, str]:
    """Configuration, models, decks, options of decks, as JSON."""
    first = next(iter(decks), 1)
    configuration = {
        "nextPos": 1, "estTimes": True, "activeDecks": [first], "sortType": "noteFld", "timeLim": 0,
        "sortBackwards": False, "addToCur": True, "curDeck": first, "newBury": True, "newSpread": 0,
        "dueCounts": True, "curModel": str(model), "collapseTime": 1200,
    }  # fmt: skip
    told = {str(number): _deck(number, name, moment) for number, name in {1: "Default", **decks}.items()}
    models = {str(model): _model(model, moment, first)}
    return _json(configuration), _json(models), _json(told), _json({"1": _options()})


def _json(settings: dict[str, Any]) -> str:
    return json.dumps(settings, ensure_ascii=False)


def _model(number: int, moment: int, deck: int) -> dict[str, Any]:
    fields = [
        {"name": name, "media": [], "sticky": False, "rtl": False, "ord": place, "font": "Arial", "size": 20}
        for place, name in enumerate(FIELDS)
    ]
    template = {
        "name": "问答", "qfmt": _FRONT, "afmt": _BACK, "did": None, "bafmt": "", "bqfmt": "", "ord": 0,
    }  # fmt: skip
    return {
        "id": number, "name": _MODEL, "type": 0, "mod": moment, "usn": -1, "sortf": 0, "did": deck,
        "tmpls": [template], "flds": fields, "css": _STYLE, "latexPre": "", "latexPost": "", "tags": [],
        "vers": [], "req": [[0, "any", [1, 2]]],
    }  # fmt: skip


def _deck(number: int, name: str, moment: int) -> dict[str, Any]:
    return {
        "id": number, "name": name, "conf": 1, "desc": "", "dyn": 0, "collapsed": False, "extendNew": 10,
        "extendRev": 50, "mod": moment, "usn": -1, "newToday": [0, 0], "revToday": [0, 0],
        "lrnToday": [0, 0], "timeToday": [0, 0],
    }  # fmt: skip


def _options() -> dict[str, Any]:
    return {
        "id": 1, "name": "Default", "mod": 0, "usn": 0, "maxTaken": 60, "autoplay": True, "timer": 0,
        "replayq": True,
        "new": {
            "bury": True, "delays": [1, 10], "initialFactor": 2500, "ints": [1, 4, 7], "order": 1,
            "perDay": 20, "separate": True,
        },
        "rev": {
            "bury": True, "ease4": 1.3, "fuzz": 0.05, "ivlFct": 1, "maxIvl": 36500, "minSpace": 1,
            "perDay": 200,
        },
        "lapse": {"delays": [10], "leechAction": 0, "leechFails": 8, "minInt": 1, "mult": 0},
    }  # fmt: skip
