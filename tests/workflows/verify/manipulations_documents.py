"""What can be done to an output folder: attached workbook, forms, summary, cards, the folder itself."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.formula import ArrayFormula

from quizgen.records.ledger import read_ledger
from quizgen.records.names import LIST
from quizgen.workflows.marks.official import read_officials
from tests.tool import Run
from tests.workflows.review.attached import BOOK, FORM, OTHER_FORM, prepare_attached, verify_attached
from tests.workflows.verify.forging_documents import (
    CARD,
    ICONS,
    OTHER_CARD,
    SHAPE,
    STYLES,
    SUMMARY,
    WHITE_TABLE,
    Act,
    added_sheet,
    bare,
    condition,
    dimension,
    fake_sheet,
    form,
    form_control,
    hint,
    in_custom,
    linked,
    out,
    picture,
    pipe,
    put,
    row_of_another,
    run_before,
    run_property,
    runs,
    sheet,
    stranger,
    style,
    summary_cell,
    summary_sheet,
    swap,
    with_list,
    without_section,
)
from tests.workflows.verify.manipulations import Half, Manipulation, Outcome
from tests.workflows.verify.manipulations_looks import FOLDER_LOOKS, FORM_LOOKS, SHEET_LOOKS


def prepare(work: Path) -> None:
    """An exam of three, a workbook of them, two forms, all attached, with cards."""
    prepare_attached(work)
    (official,) = read_officials([work / "exam"]).exams
    kept = {"fingerprint": official.scores.signer.fingerprint, "head": read_ledger(work / "exam").head}
    (work / "kept.json").write_text(json.dumps(kept), encoding="utf-8")


def verify(work: Path, *, kept: bool, reprint: bool) -> Run:  # noqa: ARG001 - nothing is printed again
    """``quizgen review verify``; what was kept is the key's fingerprint."""
    known = json.loads((work / "kept.json").read_text(encoding="utf-8"))
    return verify_attached(work, *(("--trust", known["fingerprint"]) if kept else ()))


_SHEET_FOUND: tuple[tuple[str, Act, str], ...] = (
    ("改一个成绩", put("D2", 98), f"{BOOK}: [F104] 述职!D2"),
    ("成绩改成公式", put("D2", "=98"), f"{BOOK}: [F104] 述职!D2"),
    ("在成绩上盖一个数组公式", put("M2", ArrayFormula("D2:D3", "=98")), f"{BOOK}: [F104] 述职!D2"),
    ("改等次", put("E3", "优秀"), f"{BOOK}: [F104] 述职!E3"),
    ("改有效期", put("I2", "2030-12-01"), f"{BOOK}: [F104] 述职!I2"),
    ("改核验码", put("K2", "AAAA-BBBB-CCCC-DDDD"), f"{BOOK}: [F101] 述职!K2"),
    ("删去核验码", put("K2", None), f"{BOOK}: [F101] 述职!K2"),
    ("换成别人的姓名", put("B2", "测试丁"), f"{BOOK}: [F103] 述职!A2"),
    ("姓名里加一个看不见的字符", put("B2", "测试\u200b甲"), f"{BOOK}: [F103] 述职!A2"),
    ("整行粘贴别人的成绩", sheet(row_of_another), f"{BOOK}: [F102] 述职!K3"),
    ("给缺考的人编一个成绩", put("D4", 90), f"{BOOK}: [F101] 述职!K4"),
    ("删去一个人的那一行", sheet(lambda page: page.delete_rows(3)), f"{BOOK}: [F106] 附过编号 2026002"),
    (
        "清空一个人的成绩",
        sheet(lambda page: [page.__setitem__(f"{one}2", None) for one in "DEFGHIJK"]),
        "[F106] 述职!A2",
    ),
    ("同一编号再添一行", sheet(lambda page: page.append(["2026001", "测试甲", "", 98])), f"{BOOK}: [F105]"),
    ("数字格式显示成“98.8”", style("D2", number_format='"98.8"'), f"{BOOK}: [F107] 述职!D2"),
    ("数字格式只显示整数", style("D2", number_format="0"), f"{BOOK}: [F107] 述职!D2"),
    ("数字格式什么也不显示", style("D2", number_format=";;;"), f"{BOOK}: [F107] 述职!D2"),
    ("数字格式把小数点前移", style("D2", number_format="0.0,"), f"{BOOK}: [F107] 述职!D2"),
    ("数字格式按条件显示", style("D2", number_format='[<90]"98";0'), f"{BOOK}: [F107] 述职!D2"),
    ("文字格式显示成“优秀”", style("E2", number_format='General;General;General;"优秀"'), "[F107] 述职!E2"),
    ("姓名的格式显示成别人", style("B2", number_format=';;;"测试丁"'), f"{BOOK}: [F107] 述职!B2"),
    ("表头的格式显示成别的", style("D1", number_format=';;;"平时成绩"'), f"{BOOK}: [F107] 述职!D1"),
    ("成绩用白字", style("D2", font=Font(color="FFFFFFFF")), f"{BOOK}: [F107] 述职!D2"),
    ("成绩用近乎白色的字", style("D2", font=Font(color="FFF0F0F0")), f"{BOOK}: [F107] 述职!D2"),
    (
        "黑字涂黑底",
        style("D2", fill=PatternFill("solid", fgColor="FF000000"), font=Font(color="FF000000")),
        "[F107] 述职!D2",
    ),
    ("成绩用一磅的字", style("D2", font=Font(size=1)), f"{BOOK}: [F107] 述职!D2"),
    ("成绩用图形字体", style("D2", font=Font(name="Wingdings")), f"{BOOK}: [F107] 述职!D2"),
    ("成绩加删除线", style("D2", font=Font(strike=True)), f"{BOOK}: [F107] 述职!D2"),
    ("对齐方式设为填充", style("D2", alignment=Alignment(horizontal="fill")), f"{BOOK}: [F107] 述职!D2"),
    ("隐藏一行", dimension("row_dimensions", 3, hidden=True), f"{BOOK}: [F107] 述职!A3"),
    ("行高设为零", dimension("row_dimensions", 3, height=0.5), f"{BOOK}: [F107] 述职!A3"),
    ("隐藏成绩列", dimension("column_dimensions", "D", hidden=True), f"{BOOK}: [F107] 述职!D1"),
    ("成绩列收窄到看不全", dimension("column_dimensions", "D", width=2), f"{BOOK}: [F107] 述职!D1"),
    ("隐藏是否合格列", dimension("column_dimensions", "F", hidden=True), f"{BOOK}: [F107] 述职!F1"),
    ("成绩并进上一行", sheet(lambda page: page.merge_cells("D2:D3")), f"{BOOK}: [F104] 述职!D3"),
    (
        "条件格式换数字格式",
        sheet(lambda page: page.conditional_formatting.add("D2:D3", condition(shown_as="98.8"))),
        "[F107] 述职!D2",
    ),
    (
        "条件格式变白字",
        sheet(lambda page: page.conditional_formatting.add("D2:D3", condition(shown_as=""))),
        "[F107] 述职!D2",
    ),
    (
        "图标集不显示值",
        sheet(
            lambda page: page.conditional_formatting.add(
                "D2:D3", ICONS("3Flags", "num", [0, 60, 90], showValue=False)
            )
        ),
        "[F107] 述职!D2",
    ),
    ("成绩上盖一个窗体控件", form_control, f"{BOOK}: [F107] 述职!D2"),
    ("成绩上盖一张图", sheet(picture), f"{BOOK}: [F107] 述职!D2"),
    (
        "给成绩加批注",
        sheet(lambda page: setattr(page["D2"], "comment", Comment("应为 98", "某"))),
        "[F107] 述职!D2",
    ),
    ("选中时提示“应为 98 分”", sheet(hint), f"{BOOK}: [F108]"),
    ("成绩分成两段，一段白字", runs, f"{BOOK}: [F107] 述职!D2"),
    ("添一列“最终成绩”", put("L1", "最终成绩"), f"{BOOK}: [F108] 述职!L1"),
    ("表下添一行“更正后得分”", put("A9", "更正后得分：测试甲 98"), f"{BOOK}: [F108] 述职!A9"),
    (
        "页脚写上分数",
        sheet(lambda page: setattr(page.oddFooter.center, "text", "测试甲最终 98 分")),
        f"{BOOK}: [F108]",
    ),
    ("添一张写着成绩的工作表", added_sheet, f"{BOOK}: [F108] 更正!A1"),
    ("隐藏原表，另做一张假的", fake_sheet, f"{BOOK}: [F104]"),
    (
        "改名、编号两行互换",
        sheet(lambda page: [page.__setitem__(f"{a}2", page[f"{a}3"].value) for a in "AB"]),
        f"{BOOK}: [F105]",
    ),
)

_FORM_FOUND: tuple[tuple[str, Act, str], ...] = (
    ("改成绩", form("85.5 / 100", "98.5 / 100"), f"{FORM}: [F104] 附件：知识测试成绩—成绩/满分"),
    ("改条件", form("第 1 次", "第 2 次"), f"{FORM}: [F104] 附件：知识测试成绩—条件"),
    ("改附件里的说明", form("不单独决定", "可单独决定"), f"{FORM}: [F104] 附件：知识测试成绩"),
    ("成绩前添隐藏的字和符号", run_before('<w:sym w:font="Wingdings" w:char="F039"/>'), f"{FORM}: [F107]"),
    ("把成绩设为隐藏", run_property("<w:vanish/>"), f"{FORM}: [F107]"),
    ("把成绩设为网页视图隐藏", run_property("<w:webHidden/>"), f"{FORM}: [F107]"),
    ("成绩用白字", form('<w:color w:val="auto"/>', '<w:color w:val="FFFFFF"/>'), f"{FORM}: [F107]"),
    ("成绩的颜色写两次", run_property('<w:color w:val="FFFFFF"/>'), f"{FORM}: [F107]"),
    ("成绩用半磅的字", form('<w:sz w:val="24"/>', '<w:sz w:val="1"/>'), f"{FORM}: [F107]"),
    ("成绩加删除线", run_property("<w:strike/>"), f"{FORM}: [F107]"),
    ("成绩前放一个文本框", run_before(SHAPE), f"{FORM}: [F107]"),
    (
        "成绩前放一个域",
        form(
            '<w:r><w:rPr><w:rFonts w:ascii="Times New Roman"',
            '<w:fldSimple w:instr="QUOTE 98"><w:r><w:t>98</w:t></w:r></w:fldSimple>'
            '<w:r><w:rPr><w:rFonts w:ascii="Times New Roman"',
        ),
        f"{FORM}: [",
    ),
    ("成绩前放域代码", run_before("<w:instrText>QUOTE 98</w:instrText>"), f"{FORM}: [F107]"),
    (
        "内容绑定到别处",
        form(
            '<w:tag w:val="quizgen-review"/>',
            '<w:tag w:val="quizgen-review"/><w:dataBinding w:xpath="/a" w:storeItemID="{1}"/>',
        ),
        f"{FORM}: [F107]",
    ),
    (
        "样式把字藏起来",
        form(
            "<w:docDefaults><w:rPrDefault><w:rPr>", "<w:docDefaults><w:rPrDefault><w:rPr><w:vanish/>", STYLES
        ),
        f"{FORM}: [F107]",
    ),
    (
        "把成绩标成修订删除",
        form(
            '<w:t xml:space="preserve">85.5 / 100</w:t></w:r>',
            '<w:t xml:space="preserve">85.5 / 100</w:t></w:r>'
            '<w:ins w:id="1"><w:r><w:t>（更正 98）</w:t></w:r></w:ins>',
        ),
        f"{FORM}: [F10",
    ),
    (
        "行高设为零",
        form('<w:trHeight w:val="480" w:hRule="atLeast"/>', '<w:trHeight w:val="1" w:hRule="exact"/>'),
        f"{FORM}: [F107]",
    ),
    ("字缩进到页外", form('<w:ind w:left="0"', '<w:ind w:left="20000"'), f"{FORM}: [F107]"),
    ("上下合并单元格", form("<w:tcPr><w:tcW", "<w:tcPr><w:vMerge/><w:tcW"), f"{FORM}: [F107]"),
    (
        "附件外面另写一句最终成绩",
        form("<w:sectPr", "<w:p><w:r><w:t>最终成绩：98 分</w:t></w:r></w:p><w:sectPr"),
        f"{FORM}: [F108]",
    ),
    (
        "附件外面放浮动的文本框",
        form("<w:sectPr", f"<w:p><w:r>{SHAPE}</w:r></w:p><w:sectPr"),
        f"{FORM}: [F108]",
    ),
    ("把附件装进隐藏的容器", in_custom, f"{FORM}: [F107]"),
    (
        "表格的样式变白字",
        form("</w:styles>", WHITE_TABLE, STYLES),
        f"{FORM}: [F107]",
    ),
    ("格子收窄到看不见", form('<w:tcW w:w="', '<w:tcW w:w="1" w:x="'), f"{FORM}: [F107]"),
    ("换成别人的编号", form("2026001", "2026002"), f"{FORM}: ["),
    ("删去整个附件", without_section, f"{FORM}: [F106]"),
)

_FOLDER_FOUND: tuple[tuple[str, str, Act, str], ...] = (
    (
        CARD,
        "换成另一个人的成绩单",
        out(lambda one: shutil.copy(one / OTHER_CARD, one / CARD)),
        f"{CARD}: [F113]",
    ),
    (CARD, "两人的成绩单互换", swap(CARD, OTHER_CARD), f"{OTHER_CARD}: [F113]"),
    (
        CARD,
        "改一个字节",
        out(lambda one: (one / CARD).write_bytes((one / CARD).read_bytes() + b"\n")),
        f"{CARD}: [F113]",
    ),
    (CARD, "删去", out(lambda one: (one / CARD).unlink()), f"{CARD}: [F112]"),
    (CARD, "换成链接", out(linked), f"{CARD}: [F114]"),
    (
        "成绩单",
        "给没有成绩的人添一份",
        out(lambda one: shutil.copy(one / CARD, one / "成绩单" / "2026003.pdf")),
        "2026003.pdf: [F114]",
    ),
    (SUMMARY, "改一格", out(summary_cell), f"{SUMMARY}: [F113]"),
    (SUMMARY, "隐藏一行", summary_sheet, f"{SUMMARY}: [F113]"),
    (SUMMARY, "删去", out(lambda one: (one / SUMMARY).unlink()), f"{SUMMARY}: [F112]"),
    (FORM, "删去", out(lambda one: (one / FORM).unlink()), f"{FORM}: [F112]"),
    (FORM, "改名", out(lambda one: (one / FORM).rename(one / "丙.docx")), "丙.docx: [F112] 改了名"),
    (FORM, "两人的评议表互换", swap(FORM, OTHER_FORM), f"{FORM}: [F106]"),
    (
        FORM,
        "换成没有附过的原件",
        lambda work: shutil.copy(work / "材料" / FORM, work / "out" / FORM),
        f"{FORM}: [F106]",
    ),
    (
        FORM,
        "另存一份改过的",
        out(lambda one: shutil.copy(one / FORM, one / "甲（最终）.docx")),
        "甲（最终）.docx: [F114]",
    ),
    (
        BOOK,
        "换成没有附过的原件",
        lambda work: shutil.copy(work / "材料" / BOOK, work / "out" / BOOK),
        f"{BOOK}: [F106]",
    ),
    (
        "输出文件夹",
        "添一个说明文件",
        out(lambda one: (one / "更正.txt").write_text("98", encoding="utf-8")),
        "更正.txt: [F114]",
    ),
    ("输出文件夹", "移走评议文件夹", out(lambda one: shutil.rmtree(one / "评议")), f"{OTHER_FORM}: [F112]"),
    (LIST, "删去清单", out(lambda one: (one / LIST).unlink()), f"{LIST}: [F111]"),
    (LIST, "清单清空", out(lambda one: (one / LIST).write_text("{}", encoding="utf-8")), f"{LIST}: [F111]"),
    (
        LIST,
        "删去成绩单，清单也改",
        with_list(lambda files: files.pop(CARD), out(lambda one: (one / CARD).unlink())),
        f"{LIST}: [F111]",
    ),
    (
        LIST,
        "清单换成命名管道",
        out(pipe),
        f"{LIST}: [F111]",
    ),
    ("scores.jsonl", "换成自己做的成绩，用自己的密钥签名", stranger, "台账里没有这份成绩"),
)


_UNFOUND = (
    (
        "输出文件夹",
        "连同清单、汇总、成绩单都移走，只剩材料",
        bare,
        "一堆材料不是输出文件夹，逐份核对；核验时会说明没有核对文件有没有增减。",
    ),
    (
        BOOK,
        "附上以后改材料自己的格子",
        put("C2", "另一单位"),
        "副本是考核部门自己的文件，可以接着用；核验时会提示改动过。",
    ),
    (
        BOOK,
        "添一列没有说是成绩的数字",
        sheet(lambda page: [page.__setitem__("L1", "年限"), page.__setitem__("L2", 98)]),
        "程序不知道材料自己的列是什么意思。",
    ),
)


def _numbered() -> tuple[Manipulation, ...]:
    rows = [
        *((BOOK, done, act, named) for done, act, named in _SHEET_FOUND),
        *((FORM, done, act, named) for done, act, named in _FORM_FOUND if named),
        *_FOLDER_FOUND,
    ]
    found = [
        Manipulation(f"D{at:02}", place, done, act, (named,))
        for at, (place, done, act, named) in enumerate(rows, 1)
    ]
    more = [
        *((BOOK, done, act, named) for done, act, named in SHEET_LOOKS),
        *((FORM, done, act, named) for done, act, named in FORM_LOOKS),
        *FOLDER_LOOKS,
    ]
    found += [
        Manipulation(f"D{at}", place, done, act, (named,))
        for at, (place, done, act, named) in enumerate(more, 101)
    ]
    later = [
        Manipulation(f"D{at}", place, done, act, outcome=Outcome.NEVER, why=why)
        for at, (place, done, act, why) in enumerate(_UNFOUND, 201)
    ]
    return (*found, *later)


HALF = Half("附了成绩的材料", prepare, verify, _numbered())
