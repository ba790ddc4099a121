"""The 个人成绩单: complete, on one page, the same every time, nothing personal in its code."""

from __future__ import annotations

import io

import cv2
import docx
import numpy as np
import pypdfium2
import pytest

from quizgen.model.review import SignedResult
from quizgen.model.terms import TERMS_BEFORE
from quizgen.render.scores.cards import card_pdf
from quizgen.render.scores.docx_card import card_docx
from quizgen.render.typst_pdf import Printer
from quizgen.workflows.marks.official import read_officials
from tests.render.reading import page_texts, squeezed
from tests.signed_scores import person, score, signed_folder


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> SignedResult:
    """A signed result."""
    folder = signed_folder(tmp_path_factory.mktemp("scores") / "exam", [score(person(1), "86.5")])
    (exam,) = read_officials([folder]).exams
    return exam.result(exam.scores.candidates[0])


def said(result: SignedResult) -> list[str]:
    """What every card must say."""
    return [
        *("测试甲", "2026001", "测试一局", "科长", "主体责任知识测试", "2026年12月1日", "86.5", "满分100分"),
        *("合格（良好）", "合格线80分", "名次1／1", "闭卷，有人监考，第1次参加", "2028年12月1日"),
        *(
            "单项选择题",
            "理论",
            "纪律",
            "明责",
            result.code,
            result.fingerprint[:8],
            TERMS_BEFORE.never_alone,
        ),
    ]


def test_the_pdf_says_everything_on_one_page(printer: Printer, result: SignedResult) -> None:
    (text,) = page_texts(card_pdf(result, printer))
    assert [words for words in said(result) if squeezed(words) not in text] == []


def test_the_word_card_says_the_same(result: SignedResult) -> None:
    document = docx.Document(io.BytesIO(card_docx(result)))
    text = squeezed("".join(node.text or "" for node in document.element.body.iter("{*}t")))
    assert [words for words in said(result) if squeezed(words) not in text] == []


def test_the_same_result_gives_the_same_bytes(printer: Printer, result: SignedResult) -> None:
    assert card_pdf(result, printer) == card_pdf(result, printer)
    assert card_docx(result) == card_docx(result)


def test_the_qr_code_holds_the_number_and_the_code_only(printer: Printer, result: SignedResult) -> None:
    image = pypdfium2.PdfDocument(card_pdf(result, printer))[0].render(scale=3).to_numpy()
    read, _, _ = cv2.QRCodeDetector().detectAndDecode(np.ascontiguousarray(image[:, :, :3]))
    assert read == f"2026001 {result.code}"


def test_a_minimum_that_was_missed_stands_on_the_card(printer: Printer, result: SignedResult) -> None:
    update = {
        "missed": ("理论至少 60 分",),
        "passed": False,
        "grade": "不合格",
        "valid_until": None,
        "rank": None,
    }
    (text,) = page_texts(card_pdf(result.model_copy(update=update), printer))
    assert "没有达到的最低分：理论至少60分" in text
    assert "名次" not in text


def test_a_name_that_no_font_prints_is_left_to_be_written(printer: Printer, result: SignedResult) -> None:
    someone = result.candidate.model_copy(update={"name": "张\ue000"})
    (text,) = page_texts(card_pdf(result.model_copy(update={"candidate": someone}), printer))
    assert "姓名编号2026001" in text
    assert "张" not in text


def test_many_topics_still_fit_on_the_page(printer: Printer, result: SignedResult) -> None:
    topics = tuple(result.topics[0].model_copy(update={"name": f"专题{index}"}) for index in range(14))
    update = {"topics": topics, "sections": result.sections * 6, "missed": ("理论至少 60 分",)}
    assert len(page_texts(card_pdf(result.model_copy(update=update), printer))) == 1
