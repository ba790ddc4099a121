"""Automatic numbers of Word lists: every paragraph has the one that Word shows, as LibreOffice does."""

from __future__ import annotations

from pathlib import Path

import pytest

from quizgen.office.document import Paragraph
from quizgen.office.word.list_numbers import list_number
from quizgen.office.word.reading import read_word
from tests.libreoffice import convert
from tests.office.word_files import definition, from_start, level, list_of, numbered, paragraph, word_file

QUESTIONS = definition(0, level(0, "decimal", "%1."), level(1, "upperLetter", "%2．"))
OF_FIRST = list_of(1, 0)
EMPTY = "<w:p/>"


def numbers(path: Path, *body: str, numbering: str, styles: str = "") -> list[str]:
    file = word_file(path / "编号.docx", *body, parts={"numbering": numbering, "styles": styles})
    blocks = read_word(file, "编号.docx").blocks
    return [block.number for block in blocks if isinstance(block, Paragraph)]


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("decimal", "1 10 21 100"),
        ("decimalZero", "01 10 21 100"),
        ("upperLetter", "A J U VVVV"),
        ("lowerLetter", "a j u vvvv"),
        ("upperRoman", "I X XXI C"),
        ("lowerRoman", "i x xxi c"),
        ("chineseCounting", "一 十 二十一 一百"),
        ("chineseCountingThousand", "一 十 二十一 一百"),
        ("ideographDigital", "一 一〇 二一 一〇〇"),
        ("chineseLegalSimplified", "壹 壹拾 贰拾壹 壹佰"),
        ("decimalEnclosedCircle", "① ⑩ 21 100"),
        ("decimalEnclosedCircleChinese", "① ⑩ 21 100"),
        ("decimalEnclosedParen", "⑴ ⑽ 21 100"),
        ("decimalEnclosedFullstop", "⒈ ⒑ 21 100"),
        ("decimalFullWidth", "１ １０ ２１ １００"),
        ("ideographTraditional", "甲 癸 21 100"),
        ("ideographZodiac", "子 酉 21 100"),
        ("none", "   "),
    ],
)
def test_every_form_of_number(form: str, expected: str) -> None:
    assert [list_number(count, form) for count in (1, 10, 21, 100)] == expected.split(" ")


@pytest.mark.parametrize(
    ("count", "expected"),
    [
        (101, "一百零一"),
        (110, "一百一十"),
        (1001, "一千零一"),
        (10_300, "一万零三百"),
        (99_999, "九万九千九百九十九"),
    ],
)
def test_long_counts_in_chinese(count: int, expected: str) -> None:
    assert list_number(count, "chineseCountingThousand") == expected


def test_an_unknown_form_is_shown_as_digits_and_named(tmp_path: Path) -> None:
    numbering = definition(0, level(0, "hindiVowels", "%1.")) + OF_FIRST
    document = read_word(
        word_file(tmp_path / "a.docx", numbered(1, 0, "甲"), parts={"numbering": numbering}), "a.docx"
    )
    assert isinstance(block := document.blocks[0], Paragraph)
    assert block.number == "1."
    assert [(one.rule, one.message) for one in document.notes] == [
        ("D310", "编号的样式“hindiVowels”认不出，按 1、2、3 读")
    ]


def test_options_begin_anew_below_every_question(tmp_path: Path) -> None:
    body = [numbered(1, one, "题") for one in (0, 1, 1, 1, 0, 1, 1)]
    assert numbers(tmp_path, *body, numbering=QUESTIONS + OF_FIRST) == [
        "1.", "A．", "B．", "C．", "2.", "A．", "B．",
    ]  # fmt: skip


def test_text_between_does_not_disturb_a_list(tmp_path: Path) -> None:
    body = [numbered(1, 0, "甲"), paragraph("中间"), EMPTY, numbered(1, 0, "乙"), numbered(1, 0, "")]
    assert numbers(tmp_path, *body, numbering=QUESTIONS + OF_FIRST) == ["1.", "", "", "2.", "3."]


def test_lists_of_one_definition_count_on_unless_one_begins_anew(tmp_path: Path) -> None:
    more = list_of(2, 0) + list_of(3, 0, from_start(5))
    body = [numbered(one, 0, "题") for one in (1, 1, 2, 3, 3, 1)]
    found = numbers(tmp_path, *body, numbering=QUESTIONS + OF_FIRST + more)
    assert found == ["1.", "2.", "3.", "5.", "6.", "7."]


def test_a_level_of_its_own_for_one_list(tmp_path: Path) -> None:
    mine = level(0, "chineseCounting", "（%1）")
    own = list_of(2, 0, f'<w:lvlOverride w:ilvl="0">{mine}</w:lvlOverride>')
    body = [numbered(2, 0, "题"), numbered(2, 0, "题")]
    assert numbers(tmp_path, *body, numbering=QUESTIONS + own) == ["（一）", "（二）"]


def test_a_level_may_go_on_below_the_next_heading(tmp_path: Path) -> None:
    levels = level(0, "chineseCounting", "%1、") + level(1, "decimal", "%2.", '<w:lvlRestart w:val="0"/>')
    numbering = definition(0, levels) + OF_FIRST
    body = [numbered(1, one, "题") for one in (0, 1, 1, 0, 1)]
    assert numbers(tmp_path, *body, numbering=numbering) == ["一、", "1.", "2.", "二、", "3."]


def test_numbers_of_several_levels(tmp_path: Path) -> None:
    levels = level(0, "chineseCounting", "第%1章") + level(1, "decimal", "%1.%2", "<w:isLgl/>")
    numbering = definition(0, levels) + OF_FIRST
    body = [numbered(1, one, "题") for one in (0, 0, 1, 1)]
    assert numbers(tmp_path, *body, numbering=numbering) == ["第一章", "第二章", "2.1", "2.2"]


def test_a_style_gives_the_number_and_a_paragraph_may_take_it_away(tmp_path: Path) -> None:
    levels = level(0, "decimal", "%1、", '<w:pStyle w:val="t"/>')
    levels += level(1, "upperLetter", "%2、", '<w:pStyle w:val="x"/>')
    numbering = definition(0, levels) + OF_FIRST
    style = (
        '<w:style w:type="paragraph" w:styleId="{}"><w:name w:val="{}"/>'
        '<w:pPr><w:numPr><w:numId w:val="1"/>{}</w:numPr></w:pPr></w:style>'
    )
    based = '<w:style w:type="paragraph" w:styleId="u"><w:name w:val="u"/><w:basedOn w:val="t"/></w:style>'
    styles = style.format("t", "题", "") + style.format("x", "项", '<w:ilvl w:val="1"/>') + based
    none = '<w:pStyle w:val="t"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>'
    body = [paragraph("题", properties=f'<w:pStyle w:val="{one}"/>') for one in "txxu"]
    body.append(paragraph("题", properties=none))
    assert numbers(tmp_path, *body, numbering=numbering, styles=styles) == ["1、", "A、", "B、", "2、", ""]


def test_a_list_that_stands_in_a_style_of_lists(tmp_path: Path) -> None:
    linked = '<w:styleLink w:val="L"/>' + level(0, "decimal", "%1)")
    numbering = definition(0, '<w:numStyleLink w:val="L"/>') + definition(1, linked)
    numbering += list_of(1, 0) + list_of(2, 1)
    styles = (
        '<w:style w:type="numbering" w:styleId="L"><w:name w:val="列表"/>'
        '<w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>'
    )
    body = [numbered(1, 0, "甲"), numbered(1, 0, "乙")]
    assert numbers(tmp_path, *body, numbering=numbering, styles=styles) == ["1)", "2)"]


def test_bullets_are_the_signs_that_are_seen(tmp_path: Path) -> None:
    font = '<w:rPr><w:rFonts w:ascii="{0}" w:hAnsi="{0}"/></w:rPr></w:lvl>'
    ticks = level(0, "bullet", "\uf0fc").replace("</w:lvl>", font.format("Wingdings"))
    dots = level(1, "bullet", "\uf0b7").replace("</w:lvl>", font.format("Symbol"))
    numbering = definition(0, ticks, dots) + OF_FIRST
    assert numbers(tmp_path, numbered(1, 0, "甲"), numbered(1, 1, "乙"), numbering=numbering) == ["√", "•"]


def test_libreoffice_shows_the_same_numbers(tmp_path: Path) -> None:
    forms = (
        "decimal", "upperLetter", "lowerLetter", "upperRoman", "chineseCounting", "chineseCountingThousand",
        "ideographTraditional",
    )  # fmt: skip
    deeper = level(1, "decimalEnclosedCircle", "%2") + level(2, "lowerLetter", "%1-%3)")
    lists = "".join(definition(index, level(0, form, "%1．"), deeper) for index, form in enumerate(forms))
    pointed = "".join(list_of(index + 1, index) for index in range(len(forms)))
    again = list_of(90, 0, from_start(3))
    depths = (0, 1, 1, 2, 1, 0, 1, 2, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
    body = [numbered(index + 1, depth, "题") for index in range(len(forms)) for depth in depths]
    body += [numbered(90, 0, "题"), numbered(90, 1, "题"), numbered(1, 0, "题")]
    file = word_file(tmp_path / "编号.docx", *body, parts={"numbering": lists + pointed + again})
    blocks = read_word(file, "编号.docx").blocks
    mine = [f"{one.number} {one.text}" for one in blocks if isinstance(one, Paragraph)]
    (text,) = convert([file], "txt:Text", tmp_path / "txt")
    theirs = [" ".join(one.split()) for one in text.read_text(encoding="utf-8-sig").splitlines()]
    assert mine == theirs
