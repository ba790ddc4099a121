"""What users should know about a sheet before they sort, print or recalculate it with scores in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from quizgen.model.review import ReviewColumn
from quizgen.office.package import Package
from quizgen.office.parts import part_tree, related, signature_notice
from quizgen.office.sheet_edit import SheetEdit
from quizgen.office.workbook import Sheet
from quizgen.reviews.layout import ReviewLayout


def sheet_notices(
    package: Package, main: str, sheets: Sequence[Sheet], layout: ReviewLayout, edit: SheetEdit
) -> tuple[str, ...]:
    """One Chinese sentence for each thing; nothing of it is a fault."""
    return (*signature_notice(package), *_notices(package, main, sheets, layout, edit))


def _notices(
    package: Package, main: str, sheets: Sequence[Sheet], layout: ReviewLayout, edit: SheetEdit
) -> Iterator[str]:
    name = layout.sheet.name
    new = len(layout.ours) < len(ReviewColumn)
    if edit.child("sheetProtection") is not None:
        yield f"工作表“{name}”有保护；成绩照样写入，保护不变。"
    if new and edit.child("autoFilter") is not None:
        yield f"工作表“{name}”有筛选，新列在筛选范围之外：排序前请重设筛选范围，否则成绩不跟着行移动。"
    if new and any(kind == "table" for kind, _ in related(package, layout.sheet.part)):
        yield f"工作表“{name}”用了“表格”样式，新列在表格右边：排序前请先把表格拉宽，否则成绩不跟着行移动。"
    if new and _has_print_area(package, main, sheets, layout):
        yield f"工作表“{name}”设了打印区域，新列在区域之外：要打印成绩请重设打印区域。"
    hidden = [column.value for column, place in layout.ours.items() if _is_hidden(edit, place)]
    if hidden:
        yield f"工作表“{name}”的{'、'.join(hidden)}列是隐藏的；照样填写，仍旧隐藏。"
    if layout.ours and edit.has_formulas:
        yield f"工作表“{name}”有公式；填入成绩后，打开时请重新计算（Ctrl+Alt+F9）再看公式的结果。"


def _has_print_area(package: Package, main: str, sheets: Sequence[Sheet], layout: ReviewLayout) -> bool:
    index = str(sheets.index(layout.sheet))
    return any(
        name.get("name") == "_xlnm.Print_Area" and name.get("localSheetId") == index
        for name in part_tree(package, main).iter("{*}definedName")
    )


def _is_hidden(edit: SheetEdit, place: int) -> bool:
    columns = edit.child("cols")
    return any(
        int(one.get("min", "0")) <= place <= int(one.get("max", "0"))
        for one in (() if columns is None else columns)
        if one.get("hidden") in {"1", "true"}
    )
