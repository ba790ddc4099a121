"""Documents with more than text: marked options, automatic numbers, blanks, tables, pictures, soft breaks."""

from __future__ import annotations

from quizgen.errors import Problem, Spot
from quizgen.interchange.draft import Understood
from quizgen.interchange.understand.whole import understand
from quizgen.office.document import Document, DocumentBlock, DocumentPicture, Grid, Paragraph, TextRun
from tests.interchange.said import rows_of


def said(*blocks: DocumentBlock | str, notes: tuple[Problem, ...] = ()) -> Understood:
    made = (paragraph(block) if isinstance(block, str) else block for block in blocks)
    return understand(Document("题.docx", tuple(made), notes))


def paragraph(
    text: str, *, marked: bool = False, number: str = "", heading: int = 0, place: int | None = None
) -> Paragraph:
    spot = Spot(paragraph=f"第 {place} 段") if place else Spot()
    return Paragraph((TextRun(text, marked=marked),), spot=spot, number=number, heading=heading)


def grid(*rows: str) -> Grid:
    return Grid(tuple(tuple((paragraph(cell),) for cell in row.split("|")) for row in rows))


def marked(text: str) -> Paragraph:
    return paragraph(text, marked=True)


def test_marked_options_are_the_key() -> None:
    understood = said(
        "一、单选题",
        *("1. 火警电话是", "A. 110", marked("B. 119"), "C. 120"),
        "二、多选题",
        *("2. 灭火器有", marked("A. 干粉的"), marked("B. 二氧化碳的"), "C. 汽油的"),
    )
    assert [(row[0], row[1], row[4]) for row in rows_of(understood)] == [
        ("single", "B", ""),
        ("multiple", "AB", ""),
    ]


def test_marked_options_on_one_line_are_the_key() -> None:
    line = Paragraph((TextRun("A. 110  "), TextRun("B. 119", marked=True), TextRun("\tC. 120")))
    assert [row[1:] for row in rows_of(said("1. 火警电话是", line))] == [
        ("B", "火警电话是", "110 / 119 / 120", "")
    ]


def test_a_mark_on_a_part_of_an_option_is_doubted() -> None:
    partly = Paragraph((TextRun("B. 拨打"), TextRun("119", marked=True), TextRun("报警")))
    assert [row[4] for row in rows_of(said("1. 起火了应当", "A. 围观", partly))] == ["D013"]


def test_marks_that_disagree_with_the_key_are_doubted() -> None:
    rows = rows_of(said("1. 火警电话是", "A. 119", marked("B. 110"), "答案：A"))
    assert [(row[1], row[4]) for row in rows] == [("A", "D002")]


def test_where_all_options_are_marked_none_is_the_key() -> None:
    assert [row[4] for row in rows_of(said("1. 火警电话是", marked("A. 119"), marked("B. 110")))] == ["D104"]


def test_automatic_numbers_count_as_typed_ones() -> None:
    understood = said(
        paragraph("单项选择题", number="一、"),
        paragraph("2021年施行的是（  ）。", number="1."),
        paragraph("数据安全法", number="A."),
        paragraph("民法通则", number="B."),
        "答案：A",
        paragraph("1.5 倍是多少的一倍半？", number="2."),
        paragraph("一", number="A."),
        paragraph("二", number="B."),
        "答案：A",
    )
    assert rows_of(understood) == [
        ("single", "A", "2021年施行的是", "数据安全法 / 民法通则", ""),
        ("single", "A", "1.5 倍是多少的一倍半？", "一 / 二", ""),
    ]


def test_underlined_space_is_a_blank_and_underlined_words_are_answers() -> None:
    empty = Paragraph((TextRun("1. 火警电话是"), TextRun("\xa0\xa0\xa0", underlined=True), TextRun("。")))
    told = Paragraph((TextRun("2. 急救电话是"), TextRun("120", underlined=True), TextRun("。")))
    understood = said("一、填空题", empty, "答案：119", told)
    assert [row[:3] for row in rows_of(understood)] == [
        ("fill", "119", "火警电话是____。"),
        ("fill", "120", "急救电话是____。"),
    ]


def test_soft_breaks_part_options() -> None:
    assert rows_of(said("1. 火警电话是（  ）\nA. 110\nB. 119\n答案：B", "2. 天是蓝的。（√）")) == [
        ("single", "B", "火警电话是", "110 / 119", ""),
        ("true_false", "√", "天是蓝的。", "", ""),
    ]


def test_a_table_of_keys_across() -> None:
    understood = said(
        *("1. 一加一等于", "A. 2  B. 3", "2. 二加二等于", "A. 3  B. 4", "3. 三是奇数。"),
        "参考答案",
        grid("题号|1|2|3", "答案|A|B|√"),
    )
    assert [(row[1], row[4]) for row in rows_of(understood)] == [("A", ""), ("B", ""), ("√", "")]


def test_a_table_of_keys_down_in_two_columns() -> None:
    understood = said(
        *("1. 一加一等于", "A. 2  B. 3", "2. 二加二等于", "A. 3  B. 4"),
        grid("题号|答案|题号|答案", "1|A|2|B"),
    )
    assert [(row[1], row[4]) for row in rows_of(understood)] == [("A", ""), ("B", "")]


def test_a_table_of_keys_with_one_too_few_is_doubted() -> None:
    understood = said(
        *("1. 一加一等于", "A. 2  B. 3", "2. 二加二等于", "A. 3  B. 4"),
        grid("题号|1|2", "答案|A|"),
    )
    assert [row[4] for row in rows_of(understood)] == ["D005", "D005 D104"]


def test_places_for_answers_and_points_are_no_keys() -> None:
    understood = said(grid("题号|一|二|总分", "得分|||"), "1. 天是蓝的。（√）", grid("题号|1|2", "答案||"))
    assert [row[4] for row in rows_of(understood)] == [""]
    assert len(understood.frame) == 2
    assert understood.leftover == ()


def test_pictures_and_tables_stay_with_their_question() -> None:
    shown = DocumentPicture(b"png", alt="标志", width_mm=30)
    understood = said(
        shown,
        "1. 图中的标志表示",
        shown,
        "A. 禁止  B. 允许",
        "答案：A",
        "2. 看表回答",
        grid("月|日", "1|31"),
        "答案：略",
    )
    first, second = understood.drafts
    assert first.picture is not None
    assert (first.picture.content, first.picture.alt, first.picture.width_mm) == (b"png", "标志", 30)
    assert second.table == (("月", "日"), ("1", "31"))
    assert [one.message for one in understood.leftover] == ["“图片（标志）”"]


def test_a_picture_behind_each_option_is_the_options() -> None:
    one, two = DocumentPicture(b"one"), DocumentPicture(b"two")
    understood = said("1. 哪一个是灭火器？", "A.", one, "B.", two, "答案：A")
    assert [row[4] for row in rows_of(understood)] == [""]
    pictures = [option.picture for option in understood.drafts[0].options]
    assert [shown.content for shown in pictures if shown] == [b"one", b"two"]


def test_pictures_of_which_it_is_not_clear_whose_they_are_are_doubted() -> None:
    shown = DocumentPicture(b"png")
    rows = rows_of(
        said("1. 哪一个是灭火器？", "A. 甲", "B. 乙", shown, "答案：A", "2. 看图", shown, shown, "答案：略")
    )
    assert [row[4] for row in rows] == ["D016", "D016"]


def test_scripts_are_kept() -> None:
    rows = rows_of(said("1. H~2~O 是", "A. 水", "B. x^2^", "答案：A"))
    assert rows == [("single", "A", "H~2~O 是", "水 / x^2^", "")]


def test_a_heading_without_a_kind_is_the_topic() -> None:
    understood = said(
        paragraph("消防", heading=1),
        "1. 天是蓝的。（√）",
        paragraph("交通", heading=1),
        "1. 红灯可以走。（×）",
    )
    assert [(one.topic, one.truth) for one in understood.drafts] == [("消防", True), ("交通", False)]


def test_every_question_knows_where_it_stood() -> None:
    understood = said(
        paragraph("1. 天是蓝的。（√）", place=3),
        "说明一下",
        notes=(Problem("题.docx", None, "W001", "有批注"),),
    )
    assert understood.drafts[0].spot == Spot(paragraph="第 3 段")
    assert understood.drafts[0].doubts[0].spot == Spot(paragraph="第 3 段")
    assert [one.message for one in understood.notes] == ["有批注"]
    assert understood.held == 1
