"""The project's whole bank, out and in again, is the same records: only what was named as lost differs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from quizgen.bank.load import load_bank
from quizgen.interchange.columns.reading import read_bank_table
from quizgen.interchange.draft import Draft
from quizgen.interchange.formats import BankToWrite, ExportFormat
from quizgen.interchange.gift.read import read_gift
from quizgen.interchange.gift.write import write_gift
from quizgen.interchange.listing.excel import write_excel
from quizgen.interchange.losses import losses
from quizgen.interchange.moodle.read import read_moodle
from quizgen.interchange.moodle.write import write_moodle
from quizgen.interchange.outgoing import Outgoing, outgoing
from quizgen.interchange.records import make
from quizgen.model.question import Question

ROOT = Path(__file__).parents[2]
NAMED = frozenset(
    ("cites", "about", "enemies", "show", "last", "point", "words", "bands", "grid", "lines", "why")
)
"""D503 to D508; ``any_order`` (D513) and ``id`` are no part of what is asked."""


def plain(value: Any) -> Any:
    """Plain data without what is named as lost, tuples as lists."""
    if isinstance(value, dict):
        left = NAMED | {"any_order", "id", "share", "status"}
        return {key: plain(one) for key, one in value.items() if key not in left}
    return [plain(one) for one in value] if isinstance(value, list | tuple) else value


@pytest.fixture(scope="module")
def sent() -> tuple[Outgoing, ...]:
    bank = load_bank((ROOT / "question_bank",), cache_folder=None, default_topics=None)
    return tuple(outgoing(one, bank.picture) for one in bank.active)


def record(draft: Draft) -> Any:
    made = make(draft, lambda _: "fig/a.png")
    assert made.fields is not None
    assert not made.doubts
    return plain(dict(made.fields))


def before(asked: Question) -> Any:
    return plain(asked.model_dump(mode="json", exclude_defaults=True) | {"kind": asked.kind})


def differing(sent: tuple[Outgoing, ...], drafts: tuple[Draft, ...]) -> list[str]:
    found = {one.source_id: record(one) for one in drafts}
    return [one.question.id for one in sent if found.get(one.question.id) != before(one.question)]


def test_moodle_brings_all_of_them_back(sent: tuple[Outgoing, ...]) -> None:
    drafts = read_moodle(write_moodle(BankToWrite("题库", sent)).content, "题库.xml").drafts
    assert len(sent) > 500
    assert differing(sent, drafts) == []


def test_gift_brings_back_all_but_what_was_named(sent: tuple[Outgoing, ...]) -> None:
    written = write_gift(BankToWrite("题库", sent))
    named = {one.about.question.id for one in written.remarks if one.rule.id in {"D501", "D517"}}
    kept = tuple(one for one in sent if one.question.id not in named)
    assert len(kept) > 500
    assert differing(kept, read_gift(written.content, "题库.gift").drafts) == []


def test_a_workbook_brings_back_all_but_what_was_named(sent: tuple[Outgoing, ...], tmp_path: Path) -> None:
    written = write_excel(BankToWrite("题库", sent))
    (tmp_path / "题库.xlsx").write_bytes(written.content)
    drafts = read_bank_table(tmp_path / "题库.xlsx", "题库.xlsx").drafts
    named = {one.about.question.id for one in written.remarks}
    named |= {
        one.question.id
        for one in sent
        if any(remark.rule.id == "D510" for remark in losses(one, ExportFormat.EXCEL))
    }
    kept = tuple(one for one in sent if one.question.id not in named)
    assert len(kept) > 500
    assert differing(kept, drafts) == []
