"""The whole output folder is verified: what was replaced, taken away, added, renamed, swapped is named."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook

from quizgen.files.text import file_digest
from quizgen.model.ledger import Act, stamped
from quizgen.records.ledger import append, read_ledger
from quizgen.records.names import LEDGER, LIST, SCORES
from quizgen.records.signing import SigningKey
from quizgen.workflows.review.attach import attach_scores
from quizgen.workflows.review.order import AttachOrder
from tests.signed_scores import KEY, OTHER_KEY, REVIEW_DATE, STAMP, person, score, signed_folder
from tests.workflows.review.attached import BOOK, FORM, OTHER_FORM, prepare_attached, verify_attached
from tests.workflows.review.test_attach_scores import workbook

CARD, OTHER_CARD = "成绩单/2026001.pdf", "成绩单/2026002.pdf"


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with everything attached; nobody may change it."""
    work = tmp_path_factory.mktemp("attached")
    prepare_attached(work)
    return work


@pytest.fixture
def work(ready: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    return shutil.copytree(ready, tmp_path / "work")


def swap(out: Path, one: str, other: str) -> None:
    first, second = (out / one).read_bytes(), (out / other).read_bytes()
    (out / one).write_bytes(second)
    (out / other).write_bytes(first)


def resave(path: Path, cell: str = "M9", value: str = "批注") -> None:
    """Change a cell of a workbook as an office program would."""
    book = load_workbook(path)
    book.worksheets[0][cell] = value
    book.save(path)


def retype_code(path: Path, cell: str) -> None:
    """Another spelling that still stands for the same score."""
    resave(path, cell, str(load_workbook(path).worksheets[0][cell].value).lower())


def test_what_was_written_is_confirmed(work: Path) -> None:
    run = verify_attached(work)
    assert run.status == 0, run.out
    assert "全部一致" in run.out
    assert "提示" not in run.out


def test_the_list_tells_no_name_of_anybody(work: Path) -> None:
    told = json.loads((work / "out" / LIST).read_text(encoding="utf-8"))
    assert told["files"][FORM]["people"] == ["2026001"]
    assert "测试" not in (work / "out" / LIST).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("act", "named"),
    [
        (lambda out: shutil.copy(out / OTHER_CARD, out / CARD), f"{CARD}: [F113]"),
        (lambda out: swap(out, CARD, OTHER_CARD), f"{OTHER_CARD}: [F113]"),
        (lambda out: resave(out / "汇总.xlsx", "H5", "100"), "汇总.xlsx: [F113]"),
        (lambda out: load_workbook(out / "汇总.xlsx").save(out / "汇总.xlsx"), "汇总.xlsx: [F113]"),
        (lambda out: (out / CARD).unlink(), f"{CARD}: [F112]"),
        (lambda out: (out / BOOK).unlink(), f"{BOOK}: [F112]"),
        (lambda out: shutil.rmtree(out / "评议"), f"{OTHER_FORM}: [F112]"),
        (lambda out: (out / FORM).rename(out / "丙.docx"), "丙.docx: [F112] 改了名，附成绩时叫“甲.docx”"),
        (lambda out: shutil.copy(out / FORM, out / "丙.docx"), "丙.docx: [F114]"),
        (lambda out: (out / "成绩单" / "2026003.pdf").write_bytes(b"%PDF"), "2026003.pdf: [F114]"),
        (lambda out: (out / "最终成绩.txt").write_text("张三 98", encoding="utf-8"), "最终成绩.txt: [F114]"),
        (lambda out: (out / LIST).unlink(), f"{LIST}: [F111]"),
        (lambda out: (out / LIST).write_text("{}", encoding="utf-8"), f"{LIST}: [F111]"),
        (lambda out: swap(out, FORM, OTHER_FORM), f"{FORM}: [F106]"),
    ],
)
def test_what_was_done_to_the_folder_is_named(work: Path, act: Callable[[Path], object], named: str) -> None:
    act(work / "out")
    run = verify_attached(work)
    assert run.status == 1
    assert named in run.out


def test_a_list_that_was_changed_with_the_files_is_not_that_of_the_ledger(work: Path) -> None:
    path = work / "out" / LIST
    told = json.loads(path.read_text(encoding="utf-8"))
    del told["files"][CARD]
    path.write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
    (work / "out" / CARD).unlink()
    run = verify_attached(work)
    assert run.status == 1
    assert f"{LIST}: [F111] 与台账里记的附件都不同" in run.out


def test_a_link_is_no_file(work: Path) -> None:
    (work / "out" / CARD).unlink()
    (work / "out" / CARD).symlink_to(work / "out" / OTHER_CARD)
    run = verify_attached(work)
    assert run.status == 1
    assert f"{CARD}: [F114] 是一个链接" in run.out


def test_somebody_who_vanished_from_a_document_is_named(work: Path) -> None:
    book = load_workbook(work / "out" / BOOK)
    book.worksheets[0].delete_rows(2)
    book.save(work / "out" / BOOK)
    run = verify_attached(work)
    assert run.status == 1
    assert f"{BOOK}: [F106] 附过编号 2026001 的成绩，现在没有这个人" in run.out


def test_people_may_go_on_working_in_their_documents(work: Path) -> None:
    resave(work / "out" / BOOK)
    (work / "out" / "Thumbs.db").write_bytes(b"x")
    run = verify_attached(work)
    assert run.status == 0, run.out
    assert f"{BOOK}：附上以后改动过" in run.out


def test_one_document_alone_is_held_to_the_list_above_it(work: Path) -> None:
    book = load_workbook(work / "out" / BOOK)
    book.worksheets[0].delete_rows(2)
    book.save(work / "out" / BOOK)
    (work / "out" / CARD).unlink()
    run = verify_attached(work, "--json")
    assert {"F106", "F112"} <= {one["rule"] for one in json.loads(run.out)["problems"]}


@pytest.mark.parametrize("key", [None, OTHER_KEY])
def test_a_ledger_line_of_the_forgers_own_vouches_for_nothing(tmp_path: Path, key: SigningKey | None) -> None:
    exam = signed_folder(tmp_path / "exam", [score(person(1))], ledger_signed=True)
    workbook(tmp_path / BOOK, [("2026001", "测试甲")])
    order = AttachOrder(
        *((exam,), tmp_path / BOOK, tmp_path / "out", STAMP, REVIEW_DATE), cards=False, sign_key=lambda: KEY
    )
    attach_scores(order, lambda _done, _total: None)
    trust = ("--trust", KEY.public.fingerprint)
    assert verify_attached(tmp_path, *trust).status == 0
    resave(tmp_path / "out" / "汇总.xlsx", "H5", "100")
    path = tmp_path / "out" / LIST
    told = json.loads(path.read_text(encoding="utf-8"))
    told["files"]["汇总.xlsx"]["digest"] = file_digest(tmp_path / "out" / "汇总.xlsx")
    path.write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
    details = {**read_ledger(exam).lines[-1].details, "copies": file_digest(path)}
    append(exam, stamped(Act.ATTACHED, STAMP, details=details), key=key)
    run = verify_attached(tmp_path, *trust)
    assert run.status == 1
    assert f"{LIST}: [F111]" in run.out


# Folders of older versions, without a list


@pytest.fixture
def older(work: Path) -> Path:
    """The same as an older version left it: no list, a ledger line without it."""
    out, exam = work / "out", work / "exam"
    (out / LIST).unlink()
    lines = read_ledger(exam).lines
    first = (exam / LEDGER).read_text(encoding="utf-8").splitlines(keepends=True)[0]
    (exam / LEDGER).write_text(first, encoding="utf-8")
    details = {**lines[-1].details, "copies": "0" * 64}
    del details["list"]
    inputs = {SCORES: lines[-1].inputs[SCORES]}
    append(exam, stamped(Act.ATTACHED, STAMP, inputs=inputs, details=details))
    return work


def test_an_older_folder_is_verified_by_what_it_says(older: Path) -> None:
    run = verify_attached(older)
    assert run.status == 0, run.out
    assert "旧版本不写" in run.out


@pytest.mark.parametrize(
    ("act", "named"),
    [
        (lambda out: shutil.copy(out / OTHER_CARD, out / CARD), f"{CARD}: [F113]"),
        (lambda out: resave(out / "汇总.xlsx", "H7", "100"), "汇总.xlsx: [F113] 已附!A7"),
        (lambda out: retype_code(out / "汇总.xlsx", "L7"), "汇总.xlsx: [F113] 已附!A7"),
        (lambda out: shutil.copy(out / CARD, out / "成绩单" / "2026003.pdf"), "2026003.pdf: [F113]"),
    ],
)
def test_what_was_done_to_an_older_folder_is_found_by_its_contents(
    older: Path, act: Callable[[Path], object], named: str
) -> None:
    act(older / "out")
    run = verify_attached(older)
    assert run.status == 1
    assert named in run.out


def test_cards_printed_by_another_version_are_counted_not_compared(older: Path) -> None:
    card = older / "out" / CARD
    card.write_bytes(re.sub(rb"Typst \d+\.\d+\.\d+", b"Typst 0.1.0", card.read_bytes()))
    run = verify_attached(older)
    assert run.status == 0, run.out
    assert "1 份成绩单由别的版本的程序排印，没有比对" in run.out
