"""The text of Word documents: what a person sees is read, what is not plain text is named with its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from quizgen.office.document import UNREAD, Document, Paragraph
from quizgen.office.word.reading import read_word
from tests.office.word_files import paragraph, run, word_file

RED = '<w:color w:val="FF0000"/>'
LINE = '<w:u w:val="single"/>'


def read(path: Path, *body: str, **parts: str) -> Document:
    return read_word(word_file(path / "题库.docx", *body, parts=parts), "题库.docx")


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


def told(document: Document) -> list[str]:
    """Every note as its rule, its place, its message."""
    return [f"{one.rule} {one.spot.paragraph} {one.message}" for one in document.notes]


def field(code: str, result: str | None = None) -> str:
    shown = "" if result is None else f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run(result)}'
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{code}</w:instrText></w:r>{shown}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def test_scripts_are_mark_up_and_signs_that_are_none_stay(tmp_path: Path) -> None:
    sub, above = '<w:vertAlign w:val="subscript"/>', '<w:vertAlign w:val="superscript"/>'
    document = read(
        tmp_path, paragraph("H", run("2", sub), "O 和 m", run("2", above), "，5~10 天，a~1~，价 5$")
    )
    assert texts(document) == [r"H~2~O 和 m^2^，5\~10 天，a\~1\~，价 5\$"]
    assert document.notes == ()


def test_a_script_without_a_spelling_is_named(tmp_path: Path) -> None:
    document = read(tmp_path, paragraph("见说明", run("[1,2]", '<w:vertAlign w:val="superscript"/>')))
    assert texts(document) == ["见说明[1,2]"]
    assert told(document) == ["D309 第 1 段 上标或下标“[1,2]”照普通文字读"]


@pytest.mark.parametrize(
    "looks",
    [
        "<w:b/>",
        RED,
        '<w:highlight w:val="yellow"/>',
        '<w:shd w:val="clear" w:fill="FFFF00"/>',
        '<w:em w:val="dot"/>',
    ],
)
def test_what_stands_out_is_marked(tmp_path: Path, looks: str) -> None:
    document = read(tmp_path, paragraph("A．甲　B．", run("乙", looks), "　C．丙"))
    assert isinstance(block := document.blocks[0], Paragraph)
    assert [(one.text, one.marked) for one in block.runs] == [
        ("A．甲　B．", False), ("乙", True), ("　C．丙", False),
    ]  # fmt: skip


@pytest.mark.parametrize("looks", ["<w:b/>", RED, '<w:highlight w:val="yellow"/>'])
def test_the_look_of_the_whole_document_marks_nothing(tmp_path: Path, looks: str) -> None:
    document = read(tmp_path, *(paragraph(run(f"{one}．选项", looks)) for one in "ABCD"), paragraph("题干"))
    assert not any(
        one.marked for block in document.blocks if isinstance(block, Paragraph) for one in block.runs
    )


@pytest.mark.parametrize("colour", ["auto", "000000", "333333", "808080"])
def test_black_and_grey_mark_nothing(tmp_path: Path, colour: str) -> None:
    document = read(tmp_path, paragraph("甲乙丙丁"), paragraph(run("戊", f'<w:color w:val="{colour}"/>')))
    assert not any(
        one.marked for block in document.blocks if isinstance(block, Paragraph) for one in block.runs
    )


def test_a_style_marks_as_what_is_set_by_hand(tmp_path: Path) -> None:
    styles = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>'
        f'<w:style w:type="character" w:styleId="k"><w:name w:val="答案"/><w:rPr>{RED}</w:rPr></w:style>'
    )
    document = read(tmp_path, paragraph("甲乙丙丁", run("戊", '<w:rStyle w:val="k"/>')), styles=styles)
    assert isinstance(block := document.blocks[0], Paragraph)
    assert [one.marked for one in block.runs] == [False, True]


def test_underlined_blanks_are_kept_and_told_apart(tmp_path: Path) -> None:
    document = read(
        tmp_path, paragraph("由", run("\u00a0\u00a0 \u3000", LINE), "负责，", run("党委", LINE), "领导")
    )
    assert isinstance(block := document.blocks[0], Paragraph)
    assert [(one.text, one.underlined) for one in block.runs] == [
        ("由", False), ("\u00a0\u00a0 \u3000", True), ("负责，", False), ("党委", True), ("领导", False),
    ]  # fmt: skip


def test_a_link_is_neither_marked_nor_underlined(tmp_path: Path) -> None:
    blue = f'<w:color w:val="0563C1"/>{LINE}'
    document = read(
        tmp_path,
        paragraph(
            "见", f'<w:hyperlink r:id="x">{run("网页", blue)}</w:hyperlink>', field('HYPERLINK "x"', "页")
        ),
        paragraph("很长的一段别的文字"),
    )
    assert isinstance(block := document.blocks[0], Paragraph)
    assert [(one.text, one.marked, one.underlined) for one in block.runs] == [("见网页页", False, False)]


def test_breaks_tabs_and_wide_blanks_are_kept(tmp_path: Path) -> None:
    inside = (
        "<w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t><w:tab/><w:t>丙　丁</w:t><w:noBreakHyphen/><w:t>戊</w:t></w:r>"
    )
    assert texts(read(tmp_path, paragraph(inside))) == ["甲\n乙\t丙　丁-戊"]


@pytest.mark.parametrize(
    ("inside", "seen"),
    [
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>', "√"),
        ('<w:r><w:sym w:font="Wingdings 2" w:char="F050"/></w:r>', "√"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FB"/></w:r>', "×"),
        (run("P", '<w:rFonts w:ascii="Wingdings 2" w:hAnsi="Wingdings 2"/>'), "√"),
        (run("\uf0b3", '<w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/>'), "≥"),
        (field('SYMBOL 252 \\f "Wingdings" \\s 12'), "√"),
        (field("EQ \\o\\ac(○,3)"), "③"),
        (field("EQ \\f(1,2)"), "1/2"),
        (field("MACROBUTTON NoMacro 点这里"), "点这里"),
    ],
)  # fmt: skip
def test_signs_of_symbol_fonts_and_fields_are_what_a_person_sees(
    tmp_path: Path, inside: str, seen: str
) -> None:
    document = read(tmp_path, paragraph("答案：", inside, "。"))
    assert texts(document) == [f"答案：{seen}。"]
    assert document.notes == ()


def test_a_sign_that_is_not_known_is_named(tmp_path: Path) -> None:
    document = read(tmp_path, paragraph("甲", '<w:r><w:sym w:font="某字体" w:char="F0AA"/></w:r>'))
    assert texts(document) == ["甲\ufffd"]
    assert told(document) == ["D310 第 1 段 认不出的符号：某字体 U+F0AA"]


def test_the_result_of_a_field_is_read_not_its_code(tmp_path: Path) -> None:
    nested = field(f"IF {'1'} = 1", "甲")
    inner = f'<w:fldSimple w:instr="SEQ 题">{run("7")}</w:fldSimple>'
    assert texts(read(tmp_path, paragraph("第", inner, "题", nested))) == ["第7题甲"]


def test_a_field_that_shows_something_unknown_leaves_a_sign(tmp_path: Path) -> None:
    document = read(tmp_path, paragraph("若", field("EQ \\i(0,1,x)"), "成立"))
    assert texts(document) == [f"若{UNREAD}成立"]
    assert [one.rule for one in document.notes] == ["D314"]


def test_a_field_without_an_end_swallows_nothing(tmp_path: Path) -> None:
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    document = read(tmp_path, paragraph("甲", begin, "乙"), paragraph("丙"))
    assert texts(document) == ["甲", "丙"]
    assert told(document) == ["D314 第 1 段 域没有写完：乙"]


def test_controls_tags_and_insertions_are_read_through(tmp_path: Path) -> None:
    control = f"<w:sdt><w:sdtPr/><w:sdtContent>{run('乙')}</w:sdtContent></w:sdt>"
    tag = f'<w:smartTag w:element="x">{run("丙")}</w:smartTag>'
    block = f"<w:sdt><w:sdtContent>{paragraph('丁')}</w:sdtContent></w:sdt>"
    document = read(tmp_path, paragraph("甲", control, tag), block)
    assert texts(document) == ["甲乙丙", "丁"]
    assert document.notes == ()


def test_a_prompt_is_no_text(tmp_path: Path) -> None:
    control = (
        f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{run('单击此处')}</w:sdtContent></w:sdt>"
    )
    document = read(tmp_path, paragraph("姓名：", control))
    assert texts(document) == ["姓名："]
    assert told(document) == ["D314 第 1 段 没有填的控件，提示语“单击此处”没有读"]


def test_changes_are_read_as_accepted_and_every_paragraph_is_named(tmp_path: Path) -> None:
    deleted = '<w:del w:id="1"><w:r><w:delText>不</w:delText></w:r></w:del>'
    inserted = f'<w:ins w:id="2">{run("全部")}</w:ins>'
    document = read(
        tmp_path, paragraph("第一"), paragraph(deleted, "属于", inserted), paragraph("第三", inserted)
    )
    assert texts(document) == ["第一", "属于全部", "第三全部"]
    assert told(document) == [
        "D301 第 2 段 有修订，照接受以后的读：添“全部”，删“不”",
        "D301 第 3 段 有修订，照接受以后的读：添“全部”",
    ]


def test_a_paragraph_whose_end_was_deleted_goes_on_in_the_next(tmp_path: Path) -> None:
    joined = paragraph("上半", properties='<w:rPr><w:del w:id="1"/></w:rPr>')
    assert texts(read(tmp_path, joined, paragraph("下半"), paragraph("下一段"))) == ["上半下半", "下一段"]


def test_notes_comments_and_margins_are_named_not_read(tmp_path: Path) -> None:
    note = f'<w:footnote w:id="2">{paragraph("出自讲话")}</w:footnote>'
    comment = f'<w:comment w:id="0">{paragraph("这题要改")}</w:comment>'
    document = read(
        tmp_path,
        paragraph(
            "甲", '<w:r><w:footnoteReference w:id="2"/></w:r>', '<w:r><w:commentReference w:id="0"/></w:r>'
        ),
        footnotes=note,
        comments=comment,
        header1=paragraph("某局题库"),
        footer1=paragraph("第", field("PAGE", "1"), "页"),
    )
    assert texts(document) == ["甲"]
    assert told(document) == [
        "D305  页眉没有读：“某局题库”",
        "D305  页脚没有读：“第页”",
        "D302 第 1 段 脚注没有读进题目：“出自讲话”",
        "D303 第 1 段 批注没有读进题目：“这题要改”",
    ]


def test_text_out_of_sight_is_read_and_named(tmp_path: Path) -> None:
    white = run("答案B", '<w:color w:val="FFFFFF"/>')
    document = read(
        tmp_path, paragraph("题", run("答案A", "<w:vanish/>")), paragraph(white), paragraph("很长的正文文字")
    )
    assert texts(document) == ["题答案A", "答案B", "很长的正文文字"]
    assert told(document) == [
        "D306 第 1 段 看不见的字也读了：“答案A”",
        "D306 第 2 段 看不见的字也读了：“答案B”",
    ]


def test_struck_text_is_read_and_named(tmp_path: Path) -> None:
    document = read(tmp_path, paragraph("甲", run("乙", "<w:strike/>")))
    assert texts(document) == ["甲乙"]
    assert told(document) == ["D315 第 1 段 划掉的字也读了：“乙”"]


def test_a_box_of_text_is_read_once_beside_its_paragraph(tmp_path: Path) -> None:
    inside = f"<w:txbxContent>{paragraph('材料一')}</w:txbxContent>"
    box = (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor><a:graphic><a:graphicData>'
        f"<wps:wsp><wps:txbx>{inside}</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing>"
        f"</mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>{inside}</v:textbox></v:shape></w:pict>"
        "</mc:Fallback></mc:AlternateContent></w:r>"
    )
    document = read(tmp_path, paragraph("甲", box), paragraph("乙"))
    assert texts(document) == ["甲", "材料一", "乙"]
    assert told(document) == ["D304 第 1 段 文本框里的字接在这一段后面读：“材料一”"]
    assert document.blocks[1].spot.paragraph == "第 1 段旁的文本框"


def test_a_table_of_contents_is_left_out_and_named(tmp_path: Path) -> None:
    styles = '<w:style w:type="paragraph" w:styleId="t1"><w:name w:val="toc 1"/></w:style>'
    document = read(
        tmp_path,
        paragraph("一、单选题\t1", properties='<w:pStyle w:val="t1"/>'),
        paragraph("正文"),
        styles=styles,
    )
    assert texts(document) == ["正文"]
    assert told(document) == ["D312  目录的 1 行没有读"]


def test_headings_have_their_level(tmp_path: Path) -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="s"><w:name w:val="小节"/><w:basedOn w:val="1"/></w:style>'
    )
    document = read(
        tmp_path,
        paragraph("一、单选题", properties='<w:pStyle w:val="1"/>'),
        paragraph("（一）", properties='<w:pStyle w:val="s"/>'),
        paragraph("（二）", properties='<w:outlineLvl w:val="2"/>'),
        paragraph("正文"),
        styles=styles,
    )
    assert [block.heading for block in document.blocks if isinstance(block, Paragraph)] == [1, 1, 3, 0]


def test_empty_paragraphs_stand_between_but_do_not_count(tmp_path: Path) -> None:
    document = read(tmp_path, paragraph("甲"), "<w:p/>", paragraph(" "), paragraph("乙"))
    assert texts(document) == ["甲", "", " ", "乙"]
    assert document.blocks[3].spot.paragraph == "第 2 段"
