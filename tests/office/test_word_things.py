"""Tables, pictures and formulas of Word documents: each in its place, what cannot be read named there."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest

from quizgen.markup import parse
from quizgen.markup.formula import parse_formula
from quizgen.markup.inline import Formula
from quizgen.office.document import UNREAD, Document, DocumentPicture, Grid, Paragraph
from quizgen.office.word.reading import read_word
from quizgen.render.docx.formula import add_formula
from tests.office.test_word_text import told
from tests.office.word_files import cell, paragraph, picture, png, table, word_file


def read(path: Path, *body: str, media: dict[str, bytes] | None = None) -> Document:
    return read_word(word_file(path / "题库.docx", *body, media=media), "题库.docx")


def shape(document: Document) -> list[object]:
    """Texts as they are, pictures as their bytes, tables as the texts of their cells."""
    return [_shape(block) for block in document.blocks]


def _shape(block: object) -> object:
    match block:
        case Paragraph():
            return block.number + block.text
        case DocumentPicture(content):
            return content
        case Grid(rows):
            return [["".join(str(_shape(one)) for one in inside) for inside in row] for row in rows]
        case _:
            raise TypeError(block)


def test_a_table_is_rows_of_cells_with_their_places(tmp_path: Path) -> None:
    rows = (cell("题干", "第二段") + cell("答案"), cell("甲") + cell("A"))
    document = read(tmp_path, paragraph("表前"), table(*rows), paragraph("表后"))
    assert shape(document) == ["表前", [["题干第二段", "答案"], ["甲", "A"]], "表后"]
    assert isinstance(grid := document.blocks[1], Grid)
    assert grid.spot.paragraph == "第 1 个表格"
    assert [one.spot.paragraph for row in grid.rows for inside in row for one in inside][
        -1
    ] == "第 1 个表格第 2 行"
    assert document.blocks[2].spot.paragraph == "第 2 段"


def test_merged_cells_stand_in_their_first(tmp_path: Path) -> None:
    down = '<w:vMerge w:val="restart"/>'
    rows = (
        cell("宽", properties='<w:gridSpan w:val="2"/>') + cell("高", properties=down),
        cell("甲") + cell("乙") + cell("", properties="<w:vMerge/>"),
    )
    assert shape(read(tmp_path, table(*rows))) == [[["宽", "", "高"], ["甲", "乙", ""]]]


def test_deleted_rows_are_left_out_and_named(tmp_path: Path) -> None:
    gone = '<w:trPr><w:del w:id="1"/></w:trPr>'
    document = read(tmp_path, table(cell("甲") + cell("乙"), gone + cell("丙") + cell("丁")))
    assert shape(document) == [[["甲", "乙"]]]
    assert told(document) == ["D301  第 1 个表格有删去的一行，没有读"]


def test_a_frame_around_text_is_no_table(tmp_path: Path) -> None:
    document = read(tmp_path, table(cell("材料一", "材料二")), paragraph("1．题"))
    assert shape(document) == ["材料一", "材料二", "1．题"]
    assert document.blocks[0].spot.paragraph == "第 1 个表格第 1 行"


def test_a_table_inside_a_table_becomes_text_and_is_named(tmp_path: Path) -> None:
    inner = table(cell("内一") + cell("内二"))
    document = read(tmp_path, table(cell("外", inner, "后") + cell("乙")))
    assert shape(document) == [[["外内一内二后", "乙"]]]
    assert told(document) == ["D313 第 1 个表格第 1 行 表格里的表格，照一段一段的文字读"]


def test_pictures_stand_where_they_stood(tmp_path: Path) -> None:
    red, blue = png("red"), png("blue")
    document = read(
        tmp_path,
        paragraph("A．", picture('r:embed="i1"'), "　B．", picture('r:embed="i2"')),
        paragraph("如图，", picture('r:embed="i1"', anchored=True, alt="一张图"), "问什么？"),
        media={"i1.png": red, "i2.png": blue},
    )
    assert shape(document) == ["A．", red, "　B．", blue, "如图，问什么？", red]
    assert isinstance(last := document.blocks[-1], DocumentPicture)
    assert (last.alt, last.width_mm, last.spot.paragraph) == ("一张图", 36, "第 2 段")
    assert document.notes == ()


def test_a_picture_in_a_cell_stays_in_it(tmp_path: Path) -> None:
    image = png()
    document = read(
        tmp_path, table(cell("图") + cell(paragraph(picture('r:embed="i1"')))), media={"i1.png": image}
    )
    assert shape(document) == [[["图", str(image)]]]


@pytest.mark.parametrize(("name", "kind"), [("i1.emf", "EMF"), ("i1.wmf", "WMF"), ("i1.gif", "GIF")])
def test_a_picture_that_no_bank_takes_is_there_and_named(tmp_path: Path, name: str, kind: str) -> None:
    document = read(tmp_path, paragraph("甲", picture('r:embed="i1"')), media={name: b"\x01\x00data"})
    assert shape(document) == ["甲", b"\x01\x00data"]
    assert told(document) == [f"D307 第 1 段 图片是 {kind} 格式，题库收不了"]


def test_a_picture_that_is_only_linked_is_not_fetched(tmp_path: Path) -> None:
    file = word_file(
        tmp_path / "题库.docx",
        paragraph("甲", picture('r:link="x"')),
        links={"x": "http://example.invalid/a.png"},
    )
    document = read_word(file, "题库.docx")
    assert shape(document) == ["甲", b""]
    assert told(document) == ["D307 第 1 段 图片不在文件里，只有链接"]


def test_a_cropped_picture_is_named(tmp_path: Path) -> None:
    crop = '<a:srcRect l="10000" t="0"/>'
    document = read(tmp_path, paragraph(picture('r:embed="i1"', more=crop)), media={"i1.png": png()})
    assert told(document) == ["D318 第 1 段 图片裁剪过，读的是整张"]


def _pict(inside: str) -> str:
    return f"<w:r><w:pict>{inside}</w:pict></w:r>"


def test_shapes_of_older_versions_hold_pictures_and_text(tmp_path: Path) -> None:
    image = png()
    old = _pict('<v:shape style="width:72pt;height:72pt"><v:imagedata r:id="i1"/></v:shape>')
    inside = f"<w:txbxContent>{paragraph('框里')}</w:txbxContent>"
    box = _pict(f"<v:shape><v:textbox>{inside}</v:textbox></v:shape>")
    rule = _pict('<v:rect o:hr="t"/>')
    document = read(
        tmp_path, paragraph("甲", old), paragraph("乙", box), paragraph(rule), media={"i1.png": image}
    )
    assert shape(document) == ["甲", image, "乙", "框里", ""]
    assert isinstance(found := document.blocks[1], DocumentPicture)
    assert found.width_mm == pytest.approx(25.4)
    assert [one.rule for one in document.notes] == ["D304"]


def test_drawn_shapes_and_objects_are_named(tmp_path: Path) -> None:
    graphic = "<a:graphic><a:graphicData><wps:wsp/></a:graphicData></a:graphic>"
    drawn = f"<w:r><w:drawing><wp:inline>{graphic}</wp:inline></w:drawing></w:r>"
    image = '<v:shape><v:imagedata r:id="i1"/></v:shape>'
    maths = f'<w:r><w:object>{image}<o:OLEObject ProgID="Equation.DSMT4"/></w:object></w:r>'
    document = read(tmp_path, paragraph("甲", drawn), paragraph("若", maths, "成立"), media={"i1.wmf": b"x"})
    assert shape(document) == ["甲", f"若{UNREAD}成立"]
    assert told(document) == [
        "D317 第 1 段 图形没有读",
        "D314 第 2 段 公式是嵌入的对象（MathType 之类），读不出",
    ]


@pytest.mark.parametrize(
    "source",
    ["x^2+1", r"\frac{a+b}{2}", r"\sqrt{x+1}", "a_1", "(x+y)^{n+1}", "x≤5", r"\frac{1}{\sqrt{2}}",
     "∑_{i=1}^{n} i", r"\sin x", "a_{ij}^2", "[0,1]", r"\sqrt[3]{8}", "v=s/t"],
)  # fmt: skip
def test_a_formula_that_this_program_writes_comes_back(tmp_path: Path, source: str) -> None:
    made = docx.Document()
    line = made.add_paragraph("若 ")
    add_formula(line, parse_formula(source), size=10.5)
    line.add_run(" 成立")
    made.save(str(tmp_path / "公式.docx"))
    document = read_word(tmp_path / "公式.docx", "公式.docx")
    text = next(block.text for block in document.blocks if isinstance(block, Paragraph))
    assert document.notes == ()
    (formula,) = (one for one in parse(text) if isinstance(one, Formula))
    assert formula.node == parse_formula(source)


def test_a_formula_that_the_bank_cannot_hold_is_text_and_named(tmp_path: Path) -> None:
    integral = (
        "<m:oMath><m:nary><m:naryPr/><m:sub><m:r><m:t>0</m:t></m:r></m:sub><m:sup><m:r><m:t>1</m:t></m:r></m:sup>"
        "<m:e><m:r><m:t>xdx</m:t></m:r></m:e></m:nary></m:oMath>"
    )
    document = read(tmp_path, paragraph("求", integral))
    assert shape(document) == [r"求∫\_0\^1xdx".replace(r"\_", "_")]
    assert told(document) == ["D308 第 1 段 公式题库写不了，读成“∫_0^1xdx”"]
