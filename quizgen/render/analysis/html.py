"""考情分析 as one self-contained HTML page: no script, no request, tables beside every drawing."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from html import escape
from typing import Any

from quizgen.model.analysis import ExamAnalysis
from quizgen.render.analysis.data import analysis_data, questions_data

_STYLE = """
:root{color-scheme:light}
*{box-sizing:border-box}
body{margin:0 auto;max-width:64rem;padding:1rem;font:1rem/1.6 "Noto Serif SC","Source Han Serif SC",SimSun,\
"Songti SC",serif;color:#111;background:#fff;overflow-wrap:anywhere}
h1,h2,th,summary,.value{font-family:"Noto Sans SC","Source Han Sans SC","Microsoft YaHei",SimHei,\
"PingFang SC",sans-serif}
h1{font-size:1.6rem;line-height:1.3;margin:.5rem 0;text-align:center}
h2{font-size:1.15rem;margin:1.6rem 0 .5rem;border-bottom:2px solid #555}
.meta{text-align:center;margin:0 0 1rem}
.note{font-size:.9rem;color:#333;margin:.3rem 0}
.figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(9.4rem,1fr));gap:0;margin:0;padding:0;\
border:solid #777;border-width:1px 0 0 1px}
.figures div{border:solid #777;border-width:0 1px 1px 0;padding:.3rem;text-align:center}
.figures dt{font-size:.85rem}
.figures dd{margin:0}
.value{font-size:1.2rem}
.pair{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(24rem,100%),1fr));gap:0 2rem}
.wide{overflow-x:auto}
.wide table{min-width:38rem}
.wide:focus{outline:2px solid #555}
table{border-collapse:collapse;width:100%;font-size:.95rem}
caption{text-align:left;font-size:.9rem}
th,td{border-bottom:1px solid #aaa;padding:.25rem .4rem;text-align:left;vertical-align:top}
thead th{border-bottom:2px solid #555}
td.number,th.number{text-align:right;white-space:nowrap}
tbody th{min-width:5.2em;white-space:pre-line}
td.bar{width:30%;min-width:3.5rem;vertical-align:middle}
tbody th{font-weight:normal;font-family:inherit}
svg{display:block;width:100%;height:auto}
.bar svg{height:.8rem;border:1px solid #888}
svg[role]{max-width:34rem}
summary{font-size:1.15rem;margin:1.6rem 0 .5rem}
ul.options{margin:0;padding:0;list-style:none}
.right::before{content:"√ "}
.wrong::before{content:"× ";color:#555}
footer{margin-top:1.5rem;border-top:1px solid #777;font-size:.85rem}
@media print{@page{size:A4;margin:12mm}html{font-size:9pt}body{max-width:none;padding:0;line-height:1.4}\
h2{break-after:avoid;margin-top:1rem}.pair{grid-template-columns:1fr 1fr}\
.figures{grid-template-columns:repeat(6,1fr)}td,th{padding:.12rem .3rem}p{margin:.2rem 0}\
details:not([open]){display:none}\
tr,svg{break-inside:avoid}.questions{break-before:page}.wide{overflow:visible}\
.wide table{min-width:0}a{color:inherit}}
"""
_BAND, _HEIGHT, _TOP, _BOTTOM = 60, 180, 18, 20
"""Sizes of the drawing in its own units."""


def analysis_html(analysis: ExamAnalysis) -> bytes:
    """The page; the same analysis gives the same bytes."""
    data = analysis_data(analysis)
    title = escape(f"{data['exam']}　{data['title']}")
    parts = [
        f'<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n<title>{title}</title>',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<style>{_STYLE}</style>\n</head>\n<body>\n<main>",
        f'<h1>{title}</h1>\n<p class="meta">{escape(data["meta"])}</p>',
        _figures(data["figures"]),
        '<div class="pair">',
        _section("一、成绩分布", _distribution(data)),
        _section(f"二、各{data['unit']}合格率", _units(data)),
        _section("三、各专题掌握情况（由低到高）", _mastery("专题", data["topics"], data["topics_note"])),
        _section("四、各大题得分率", _mastery("大题", data["sections"], data["sections_note"])),
        "</div>",
        _section("五、最常答错的题", _missed(data)),
        _section("六、信度和说明", _paragraphs([*data["reliability"], *data["notes"]])),
        _questions(questions_data(analysis)),
        f"</main>\n<footer>台账 {escape(data['ledger'])}　阅卷 {escape(data['marked'])}</footer>",
        "</body>\n</html>\n",
    ]
    return "\n".join(parts).encode()


def _section(title: str, body: str) -> str:
    return f"<section>\n<h2>{escape(title)}</h2>\n{body}\n</section>"


def _figures(figures: Sequence[Sequence[str]]) -> str:
    cells = "".join(
        f'<div><dt>{escape(name)}</dt><dd class="value">{escape(value)}</dd></div>' for name, value in figures
    )
    return f'<dl class="figures">{cells}</dl>'


def _distribution(data: Mapping[str, Any]) -> str:
    bands = data["bands"]
    if not bands:
        return f"<p>{escape(data['nobody'])}</p>"
    rows = [[band["label"], str(band["people"]), "是" if band["passing"] else "否"] for band in bands]
    table = _table(("分数段", "人数", "合格线以上"), rows, numbers={1})
    note = f"虚线是合格线 {data['pass']} 分；每段含下限、不含上限，最后一段含满分。等次：{data['grades']}。"
    return f'{_histogram(bands, data["pass"])}\n{table}\n<p class="note">{escape(note)}</p>'


def _histogram(bands: Sequence[Mapping[str, Any]], pass_: str) -> str:
    width = _BAND * len(bands)
    floor = _TOP + _HEIGHT
    drawn = [f'<path d="M0 {floor}H{width}" stroke="#111" stroke-width="1.5"/>']
    for place, band in enumerate(bands):
        tall = round(band["share"] * _HEIGHT, 1)
        left, middle, top = place * _BAND, place * _BAND + _BAND / 2, round(floor - tall, 1)
        fill = "#5f5f5f" if band["passing"] else "#cdcdcd"
        if band["people"]:
            drawn.append(
                f'<rect x="{left + 3}" y="{top}" width="{_BAND - 6}" height="{tall}" fill="{fill}" '
                'stroke="#333"/>'
                f'<text x="{middle}" y="{top - 4}" text-anchor="middle">{band["people"]}</text>'
            )
        label = escape(band["label"])
        drawn.append(f'<text x="{middle}" y="{floor + 15}" text-anchor="middle">{label}</text>')
    line = next((place for place, band in enumerate(bands) if band["passing"]), None)
    if line:
        drawn.append(
            f'<path d="M{line * _BAND} 0V{floor}" stroke="#111" stroke-width="1.5" stroke-dasharray="5 4"/>'
        )
    words = escape(f"各分数段人数的柱形图，合格线 {pass_} 分；数字在下表。")
    return (
        f'<svg viewBox="0 0 {width} {floor + _BOTTOM}" role="img" aria-label="{words}" '
        f'font-size="13">{"".join(drawn)}</svg>'
    )


def _units(data: Mapping[str, Any]) -> str:
    note = f'<p class="note">{escape(data["units_note"])}</p>'
    if not data["units"]:
        return note
    heads = (data["unit"], "参加", "合格", "合格率", "", "平均分")
    rows = [
        [row["name"], row["people"], row["passed"], row["share"], row["rate"], row["mean"]]
        for row in data["units"]
    ]
    return _table(heads, rows, numbers={1, 2, 4, 5}) + note


def _mastery(name: str, rows: Sequence[Mapping[str, Any]], note: str) -> str:
    if not rows:
        return f'<p class="note">{escape(note)}</p>'
    cells = [[row["name"], row["people"], row["share"], row["rate"]] for row in rows]
    return _table((name, "人数", "得分率", ""), cells, numbers={1, 3})


def _missed(data: Mapping[str, Any]) -> str:
    if not data["missed"]:
        return f"<p>{escape(data['missed_note'])}</p>"
    return _scrolled("最常答错的题", _table(data["missed_heads"], data["missed"], numbers={2}))


def _table(heads: Sequence[str], rows: Sequence[Sequence[Any]], numbers: Collection[int] = ()) -> str:
    """A table whose first column heads its rows; a float is drawn as a bar, its figure stands beside."""
    merged = []
    for place, head in enumerate(heads):
        wide = ' colspan="2"' if [*heads, "-"][place + 1] == "" else ""
        aligned = ' class="number"' if place in numbers else ""
        if head:
            merged.append(f'<th{wide}{aligned} scope="col">{escape(head)}</th>')
    body = "\n".join(f"<tr>{''.join(_cells(row, numbers))}</tr>" for row in rows)
    return f"<table>\n<thead><tr>{''.join(merged)}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table>"


def _cells(row: Sequence[Any], numbers: Collection[int]) -> Iterator[str]:
    for place, value in enumerate(row):
        if isinstance(value, float):
            yield f'<td class="bar">{_bar(value)}</td>'
        elif place == 0:
            yield f'<th scope="row">{escape(value)}</th>'
        else:
            aligned = ' class="number"' if place in numbers else ""
            yield f"<td{aligned}>{escape(value)}</td>"


def _bar(share: float) -> str:
    return (
        '<svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">'
        f'<rect width="{100 * share:.1f}" height="10" fill="#5f5f5f"/></svg>'
    )


def _paragraphs(lines: Sequence[str]) -> str:
    return "\n".join(f"<p>{escape(line)}</p>" for line in lines)


def _scrolled(name: str, table: str) -> str:
    """A wide table that scrolls by itself on a phone, by keyboard too."""
    return f'<div class="wide" role="region" aria-label="{escape(name)}" tabindex="0">{table}</div>'


def _questions(data: Mapping[str, Any]) -> str:
    heads = "".join(f'<th scope="col">{escape(head)}</th>' for head in data["heads"])
    rows = "\n".join(_question(row) for row in data["rows"])
    table = f"<table>\n<thead><tr>{heads}</tr></thead>\n<tbody>\n{rows}\n</tbody>\n</table>"
    notes = "\n".join(f'<p class="note">{escape(line)}</p>' for line in data["notes"])
    title = escape(data["title"])
    body = f"{notes}\n{_scrolled(data['title'], table)}"
    count = f"{len(data['rows'])} 题，点开查看；打印时先点开"
    return f'<details class="questions">\n<summary>附：{title}（{count}）</summary>\n{body}\n</details>'


def _question(row: Mapping[str, Any]) -> str:
    stem = escape(row["stem"]) + (f"（{escape(row['remark'])}）" if row["remark"] else "")
    figures = "".join(
        f'<td class="number">{escape(row[name])}</td>'
        for name in ("people", "blank", "facility", "item_rest", "upper_lower")
    )
    options = "".join(
        f'<li class="{"right" if one["right"] else "wrong"}">{escape(one["text"])} {one["count"]}</li>'
        for one in row["options"]
    )
    listed = f'<ul class="options">{options}</ul>' if options else escape(row["kept_back"] or "—")
    head = f'<th scope="row">{escape(row["name"])}\n{escape(row["kind"])}</th>'
    return f"<tr>{head}<td>{stem}</td>{figures}<td>{listed}</td></tr>"
