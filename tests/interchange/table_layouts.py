"""Made-up question banks in layouts that people keep, each with what it must be understood as."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

Cells = Sequence[Sequence[Any]]


@dataclass(frozen=True)
class TableLayout:
    """Sheets by name as rows of cells, areas that are merged, the questions that are in them.

    Each question is kind, key, stem, options, rules; ``>`` before the kind of a sub-question. ``left`` is
    what belongs to none.
    """

    name: str
    sheets: Mapping[str, Cells]
    expected: Sequence[tuple[str, str, str, str, str]]
    merged: Sequence[str] = ()
    left: Sequence[str] = ()
    told: Sequence[str] = field(default_factory=tuple)


def saved(layout: TableLayout, path: Path) -> Path:
    """The layout as a workbook."""
    book = Workbook()
    book.remove(book.active or book.create_sheet())
    for name, rows in layout.sheets.items():
        sheet: Worksheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
        for area in layout.merged:
            sheet.merge_cells(area)
    book.save(path)
    return path


S, M, T, F = "single", "multiple", "true_false", "fill"
_NONE = None
LAYOUTS = (
    TableLayout(
        "one option a column",
        {
            "题库": [
                ["序号", "题型", "题干", "选项A", "选项B", "选项C", "选项D", "答案", "解析", "难度", "分值"],
                [1, "单选题", "火警电话是（　　）", "110", "119", "120", "122", "B", "常识", "易", 2],
                [2, "多选题", "燃烧的条件有", "可燃物", "助燃物", "引火源", "水", "A,B,C", "", "中", 2],
                [3, "多选题", "消防器材有", "灭火器", "打火机", "水带", "", "Ａ；Ｃ", "", "中", 2],
                [4, "判断题", "油锅起火可以用水浇灭。", "", "", "", "", "错误", "", "易", 1],
                [5, "填空题", "发现火情先____，再____。", "", "", "", "", "报警|疏散;撤离", "", "易", 1],
                [6, "简答题", "怎样报火警？", "", "", "", "", "说清地址\n说清火势", "", "难", 5],
            ]
        },
        [
            (S, "B", "火警电话是", "110 / 119 / 120 / 122", ""),
            (M, "ABC", "燃烧的条件有", "可燃物 / 助燃物 / 引火源 / 水", ""),
            (M, "AC", "消防器材有", "灭火器 / 打火机 / 水带", ""),
            (T, "×", "油锅起火可以用水浇灭。", "", ""),
            (F, "报警 + 疏散 / 撤离", "发现火情先____，再____。", "", ""),
            ("short", "说清地址\\n说清火势", "怎样报火警？", "", ""),
        ],
    ),
    TableLayout(
        "title above, other words, options in one cell",
        {
            "Sheet1": [
                ["某单位消防题库（2026 年）"],
                ["填表说明：答案写字母"],
                ["题目", "试题类型", "备选答案（必填）", "正确答案*", "知识点", "依据", "备注"],
                ["1、火警电话是", "单项选择题", "A.110\nB.119\nC.120", "B", "报警", "消防法第五条", "无"],
                ["2、消防器材有", "多选", "A、灭火器 B、打火机 C、水带", "AC", "器材", "", ""],
                [None, None, None, None, None, None, None],
                ["3、颜色有", "多选", "红色|黄色|绿色", "AB", "器材", "", ""],
                ["4、先做什么", "单选", "报警；疏散；等待", "疏散", "", "", ""],
                ["5、正确的是", "单选", "一二三", "A", "", "", ""],
                ["合计", "", "", "", "", "5 题", ""],
            ]
        },
        [
            (S, "B", "火警电话是", "110 / 119 / 120", ""),
            (M, "AC", "消防器材有", "灭火器 / 打火机 / 水带", ""),
            (M, "AB", "颜色有", "红色 / 黄色 / 绿色", ""),
            (S, "B", "先做什么", "报警 / 疏散 / 等待", ""),
            (S, "A", "正确的是", "一二三", "D054 D103"),
            ("none", "", "合计", "", "D101"),
        ],
        merged=("A1:G1", "A2:G2"),
        told=["D331 没有读的列：备注"],
    ),
    TableLayout(
        "a kind a sheet",
        {
            "说明": [["请按模板填写"], ["不要改表头"]],
            "单选题": [["题干", "A", "B", "C", "答案"], ["火警电话是", 110, 119, 120, "B"]],
            "多选": [["题干", "A", "B", "C", "答案"], ["都对的是", "甲", "乙", "丙", "A、B"]],
            "判断题库": [["题干", "答案"], ["可以用水浇油。", "×"], ["先断电。", "√"]],
        },
        [
            (S, "B", "火警电话是", "110 / 119 / 120", ""),
            (M, "AB", "都对的是", "甲 / 乙 / 丙", ""),
            (T, "×", "可以用水浇油。", "", ""),
            (T, "√", "先断电。", "", ""),
        ],
        told=["D332 没有认出表头，没有读"],
    ),
    TableLayout(
        "codes of kinds in the heading",
        {
            "Sheet1": [
                [
                    "问题",
                    "题型（0单选，1判断，2多选）",
                    "选项A",
                    "选项B",
                    "选项C",
                    "答案（多选用英文逗号分隔）",
                ],
                ["火警电话是", 0, "110", "119", "120", "B"],
                ["先断电。", 1, "", "", "", "对"],
                ["器材有", 2, "灭火器", "打火机", "水带", "A,C"],
                ["只有一个对", 2, "甲", "乙", "丙", "A"],
            ]
        },
        [
            (S, "B", "火警电话是", "110 / 119 / 120", ""),
            (T, "√", "先断电。", "", ""),
            (M, "AC", "器材有", "灭火器 / 打火机 / 水带", ""),
            (S, "A", "只有一个对", "甲 / 乙 / 丙", "D004"),
        ],
    ),
    TableLayout(
        "codes that only the rows explain, keys as numbers",
        {
            "Sheet1": [
                ["题目内容", "类型", "选项1", "选项2", "选项3", "正确答案"],
                ["火警电话是", 1, "110", "119", "120", 2],
                ["器材有", 2, "灭火器", "打火机", "水带", "1,3"],
                ["先断电。", 3, "", "", "", 1],
                ["用水浇油。", 3, "", "", "", 0],
            ]
        },
        [
            (S, "B", "火警电话是", "110 / 119 / 120", ""),
            (M, "AC", "器材有", "灭火器 / 打火机 / 水带", ""),
            (T, "√", "先断电。", "", "D022"),
            (T, "×", "用水浇油。", "", "D022"),
        ],
        told=[
            "D334 题型写的是数字，从题目和答案看 1 是单选、2 是多选、3 是判断",
            "D335 2 道判断题的答案写的是 A、B 或 1、0，按 A 和 1 是对、B 和 0 是错读",
        ],
    ),
    TableLayout(
        "two tables side by side",
        {"Sheet1": [["题目", "答案", None, "题目", "答案"], ["先断电。", "√", None, "用水浇油。", "×"]]},
        [(T, "√", "先断电。", "", "")],
        left=["“用水浇油。”"],
        told=[
            "D331 “题目”也像是题干，没有读；读的是“题目”",
            "D331 “答案”也像是答案，没有读；读的是“答案”",
        ],
    ),
    TableLayout(
        "keys of judgments by letters, as the heading explains them",
        {
            "Sheet1": [
                ["题型", "题目", "答案（A错B对）"],
                ["判断", "先断电。", "B"],
                ["判断", "用水浇油。", "A"],
            ]
        },
        [(T, "√", "先断电。", "", ""), (T, "×", "用水浇油。", "", "")],
    ),
    TableLayout(
        "stems that begin with decimals",
        {
            "Sheet1": [
                ["题目", "选项A", "选项B", "答案"],
                ["2.5小时后查什么？", "甲", "乙", "A"],
                ["3、编了号？", "甲", "乙", "B"],
            ]
        },
        [(S, "A", "2.5小时后查什么？", "甲 / 乙", ""), (S, "B", "编了号？", "甲 / 乙", "")],
    ),
    TableLayout(
        "ticks in the cells of options, keys as words",
        {
            "Sheet1": [
                ["题干", "选项A", "选项B", "选项C", "答案"],
                ["火警电话是", "110", "√119", "120", ""],
                ["器材有", "灭火器√", "打火机", "水带（√）", ""],
                ["颜色是", "红色", "黄色", "绿色", "红色；绿色"],
                ["方法是", "甲法", "乙法", "丙法", "A.甲法\nC.丙法"],
                ["说法不一", "√甲", "乙", "丙", "B"],
                ["没有答案", "甲", "乙", "丙", ""],
                ["没有这一项", "甲", "乙", "丙", "D"],
                ["两可", "2", "3", "4", "2"],
            ]
        },
        [
            (S, "B", "火警电话是", "110 / 119 / 120", ""),
            (M, "AC", "器材有", "灭火器 / 打火机 / 水带", ""),
            (M, "AC", "颜色是", "红色 / 黄色 / 绿色", ""),
            (M, "AC", "方法是", "甲法 / 乙法 / 丙法", ""),
            (S, "B", "说法不一", "甲 / 乙 / 丙", "D002"),
            (S, "", "没有答案", "甲 / 乙 / 丙", "D104"),
            (S, "", "没有这一项", "甲 / 乙 / 丙", "D001 D104"),
            (S, "A", "两可", "2 / 3 / 4", "D056"),
        ],
    ),
    TableLayout(
        "two rows of headings, merged kinds",
        {
            "Sheet1": [
                ["题型", "题干", "选项", None, None, "答案"],
                [None, None, "A", "B", "C", None],
                ["单选题", "火警电话是", "110", "119", "120", "B"],
                [None, "颜色是", "红", "黄", "绿", "A"],
                ["判断题", "先断电。", "正确", "错误", None, "A"],
                [None, "用水浇油。", "错误", "正确", None, "A"],
            ]
        },
        [
            (S, "B", "火警电话是", "110 / 119 / 120", ""),
            (S, "A", "颜色是", "红 / 黄 / 绿", ""),
            (T, "√", "先断电。", "", ""),
            (T, "×", "用水浇油。", "", ""),
        ],
        merged=("A1:A2", "B1:B2", "C1:E1", "F1:F2", "A3:A4", "A5:A6"),
        told=["D336 2 行有和上面合并的格子，照上面的读"],
    ),
    TableLayout(
        "subtitles between, headings again",
        {
            "Sheet1": [
                ["题干", "A", "B", "C", "答案"],
                ["一、单选题"],
                ["火警电话是", "110", "119", "120", "B"],
                ["题干", "A", "B", "C", "答案"],
                ["二、判断题"],
                ["先断电。", "", "", "", "T"],
            ]
        },
        [
            (S, "B", "火警电话是", "110 / 119 / 120", ""),
            (T, "√", "先断电。", "", ""),
        ],
    ),
    TableLayout(
        "cases: text and sub-questions in columns of their own",
        {
            "Sheet1": [
                ["题目类型", "大题题干", "小题题型", "小题题干", "正确答案", "选项A", "选项B", "选项C"],
                ["案例分析题", "某仓库起火。", "单选题", "先做什么？", "A", "报警", "搬货", "等待"],
                ["案例分析题", "", "判断题", "可以返回取物。", "错", "", "", ""],
                ["单选题", "火警电话是", "", "", "B", "110", "119", "120"],
            ]
        },
        [
            ("case", "", "某仓库起火。", "", ""),
            ("> single", "A", "先做什么？", "报警 / 搬货 / 等待", ""),
            ("> true_false", "×", "可以返回取物。", "", ""),
            (S, "B", "火警电话是", "110 / 119 / 120", ""),
        ],
    ),
    TableLayout(
        "cases: the text merged beside its sub-questions",
        {
            "Sheet1": [
                ["材料", "题型", "题干", "选项A", "选项B", "答案"],
                ["某仓库起火。", "单选题", "先做什么？", "报警", "搬货", "A"],
                [None, "单选题", "后做什么？", "疏散", "围观", "A"],
                [None, "单选题", "与材料无关", "甲", "乙", "B"],
            ]
        },
        [
            ("case", "", "某仓库起火。", "", ""),
            ("> single", "A", "先做什么？", "报警 / 搬货", ""),
            ("> single", "A", "后做什么？", "疏散 / 围观", ""),
            (S, "B", "与材料无关", "甲 / 乙", ""),
        ],
        merged=("A2:A3",),
        told=["D336 1 行有和上面合并的格子，照上面的读"],
    ),
    TableLayout(
        "one option a row",
        {
            "Sheet1": [
                ["序号", "题干", "选项", "答案"],
                [1, "火警电话是", "A.110", "B"],
                [None, None, "B.119", None],
                [None, None, "C.120", None],
                [2, "颜色是", "A.红", "A"],
                [None, None, "B.黄", None],
            ]
        },
        [
            (S, "B", "火警电话是", "110 / 119 / 120", ""),
            (S, "A", "颜色是", "红 / 黄", ""),
        ],
    ),
)
