"""The preview as one self-contained HTML page that can be handed to a colleague: no script, no request."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path

from quizgen.errors import Problem, shown
from quizgen.files.fit_pictures import fit_picture
from quizgen.files.pictures import MEDIA_TYPES, BadPicture
from quizgen.interchange.draft import Draft, DraftOption, DraftPicture
from quizgen.interchange.in_words import key_in_words, kind_in_words, place_in_words
from quizgen.markup import parse
from quizgen.markup.formula_text import formula_text
from quizgen.markup.inline import Blank, Bold, Break, Formula, Inline, Plain, Sub, Sup
from quizgen.model.kinds import Kind
from quizgen.model.rules.imports import N201, N204
from quizgen.workflows.bank_import.notes import counted_notes
from quizgen.workflows.bank_import.rows import Deed, HowRead, SeenFile, SeenFiles, SeenQuestion

_STYLE = """
:root{color-scheme:light}
*{box-sizing:border-box}
body{margin:0 auto;max-width:60rem;padding:1rem;font:1rem/1.7 "Noto Serif SC","Source Han Serif SC",SimSun,\
"Songti SC",serif;color:#111;background:#fff;overflow-wrap:anywhere}
h1,h2,h3,th,nav,.tag{font-family:"Noto Sans SC","Source Han Sans SC","Microsoft YaHei",SimHei,"PingFang SC",\
sans-serif}
h1{font-size:1.5rem;line-height:1.3;margin:.5rem 0}
h2{font-size:1.2rem;margin:2rem 0 .5rem;border-bottom:2px solid #555}
h3{font-size:1rem;margin:0;line-height:1.5}
nav ul{display:flex;flex-wrap:wrap;gap:.2rem 1.2rem;margin:.8rem 0;padding:0;list-style:none}
a{color:#0a4a8f}
.wide{overflow-x:auto}
.wide:focus{outline:2px solid #555}
table{border-collapse:collapse;width:100%}
caption{text-align:left;font-size:.9rem}
th,td{border:1px solid #999;padding:.25rem .5rem;text-align:left;vertical-align:top}
tbody th{min-width:7em}
td.number,th.number{text-align:right;white-space:nowrap}
article{border:1px solid #999;border-left-width:.4rem;padding:.5rem .8rem;margin:.6rem 0;break-inside:avoid}
article.doubtful{border-left-color:#8a5a00}
article.refused{border-left-color:#a11}
article.fine{border-left-color:#2c6b2f}
article p,article ol,article ul{margin:.2rem 0}
ol.options{list-style:none;padding-left:1rem}
ol.options .right{font-weight:bold}
.reasons{background:#fff6e0;padding:.3rem .6rem;list-style:none}
.refused .reasons{background:#fdeaea}
.note{font-size:.9rem;color:#333}
img{max-width:100%;max-height:16rem}
footer{margin-top:2rem;border-top:1px solid #777;font-size:.85rem}
@media print{@page{size:A4;margin:14mm}html{font-size:9.5pt}body{max-width:none;padding:0}nav{display:none}}
"""
_CLASSES = {HowRead.FINE: "fine", HowRead.DOUBTFUL: "doubtful", HowRead.REFUSED: "refused"}
_TITLES = {HowRead.DOUBTFUL: "存疑", HowRead.REFUSED: "不收", HowRead.FINE: "认得"}
_EVERYWHERE = frozenset({N201.id, N204.id})
"""What is said of so many questions that saying it of each says nothing."""
_ANCHORS = {HowRead.DOUBTFUL: "doubtful", HowRead.REFUSED: "refused", HowRead.FINE: "fine"}


BEGINNING = (
    '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n<title>题库导入预览：'
).encode()
"""How every preview begins."""


def preview_page(seen: SeenFiles, files: Sequence[Path]) -> bytes:
    """The page; what was seen says everything in it, so the same gives the same bytes."""
    said = f"题库导入预览：{escape(shown('、'.join(path.name for path in files)))}"
    sections = list(_sections(seen))
    links = "".join(f'<li><a href="#{anchor}">{escape(name)}</a></li>' for anchor, name, _ in sections)
    body = "\n".join(
        f'<section id="{anchor}" aria-labelledby="{anchor}-h">\n<h2 id="{anchor}-h">{escape(name)}</h2>\n'
        f"{text}\n</section>"
        for anchor, name, text in sections
    )
    return (
        f'<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n<title>{said}</title>\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{said}</h1>\n"
        "<p>这是导入以前的预览：每道题在原文件的什么地方、读成了什么、哪里要核对。页上有答案，和试题一样保密。</p>\n"
        f'{_summary(seen)}\n<nav aria-label="目录"><ul>{links}</ul></nav>\n{body}\n</main>\n'
        "<footer>选项前的 √ 是读出的答案。选项的字母是原文件里的，进了题库就没有了，组卷时另排。</footer>\n"
        "</body>\n</html>\n"
    ).encode()


def _summary(seen: SeenFiles) -> str:
    """How many questions of every file stand how; the numbers add up."""
    heads = ("文件", "题数", "认得", "存疑", "不收", "文件的题号", "其他文字")
    head = "".join(
        f'<th scope="col"{" class=number" if number else ""}>{name}</th>' for number, name in enumerate(heads)
    )
    rows = "".join(
        f'<tr><th scope="row">{escape(shown(str(file.path)))}</th>{_numbers(_counts(file))}</tr>'
        for file in seen.files
    )
    total = [len(list(seen.rows)), *(seen.count(one) for one in HowRead)]
    left = sum(len(file.understood.leftover) for file in seen.files)
    last = f'<tr><th scope="row">合计</th>{_numbers([*total, "—", left])}</tr>' if len(seen.files) > 1 else ""
    return (
        '<div class="wide" tabindex="0" role="region" aria-label="题数"><table>'
        f"<caption>题数 = 认得 + 存疑 + 不收</caption><thead><tr>{head}</tr></thead>"
        f"<tbody>{rows}{last}</tbody></table></div>"
    )


def _counts(file: SeenFile) -> list[object]:
    held = "—" if file.understood.held is None else file.understood.held
    counts = (file.count(one) for one in HowRead)
    return [len(file.rows), *counts, held, len(file.understood.leftover)]


def _numbers(values: Sequence[object]) -> str:
    return "".join(f'<td class="number">{value}</td>' for value in values)


def _sections(seen: SeenFiles) -> Iterator[tuple[str, str, str]]:
    """Each with its anchor, its name, its text; those without anything are left out."""
    for standing in (HowRead.DOUBTFUL, HowRead.REFUSED):
        rows = [row for row in seen.rows if row.standing is standing]
        if rows:
            yield _ANCHORS[standing], f"{_TITLES[standing]}（{len(rows)} 题）", "\n".join(map(_article, rows))
    for anchor, name, problems in (
        ("whole", "文件里别的要看的", seen.file_doubts),
        ("gone", "文件里已经没有的题", seen.gone),
        ("file", "读文件时留意到的", tuple(note for file in seen.files for note in file.understood.notes)),
    ):
        if problems:
            yield anchor, name, _listed(problems)
    changes = [row for row in seen.rows if row.act is Deed.CHANGE]
    if changes:
        acts = "".join(f"<li>{escape(shown(f'{row.id}：{row.changes}'))}</li>" for row in changes)
        yield "changes", "更新的题", f"<ul>{acts}</ul>"
    notes = counted_notes(seen)
    if notes:
        items = "".join(f"<li>{escape(shown(line))}</li>" for line in notes)
        yield "notes", "改写的、没有带过来的", f"<ul>{items}</ul>"
    frame = tuple(piece for file in seen.files for piece in file.understood.frame)
    if frame:
        yield "frame", "标题、说明、答案表", _listed(frame)
    fine = [row for row in seen.rows if row.standing is HowRead.FINE]
    if fine:
        text = "\n".join(map(_article, fine))
        yield _ANCHORS[HowRead.FINE], f"{_TITLES[HowRead.FINE]}（{len(fine)} 题）", text


def _listed(problems: Sequence[Problem]) -> str:
    return f"<ul>{''.join(f'<li>{escape(str(one))}</li>' for one in problems)}</ul>"


def _article(row: SeenQuestion) -> str:
    draft = row.made.draft
    number = f"第 {draft.number} 题" if draft.number else "（没有题号）"
    where = "　".join(
        filter(None, (shown(draft.shown_as), place_in_words(draft), number, kind_in_words(draft)))
    )
    will_be = f"　→ {row.id}（{row.act}）" if row.id else ""
    about = [
        f"{name}：{value}"
        for name, value in (
            ("专题", (row.fields or {}).get("topic", draft.topic)),
            ("难度", (row.fields or {}).get("difficulty", draft.difficulty)),
            ("分值", draft.points),
            ("出处", draft.basis),
        )
        if value
    ]
    reasons = "".join(f"<li>{escape(_reason(one))}</li>" for one in row.reasons)
    notes = "；".join(note.message for note in row.made.notes if note.rule not in _EVERYWHERE)
    return (
        f'<article class="{_CLASSES[row.standing]}"><h3>{escape(where)}{escape(will_be)}</h3>'
        + (f'<ul class="reasons">{reasons}</ul>' if reasons else "")
        + _asked(draft)
        + (f'<p class="note">{escape("　".join(about))}</p>' if about else "")
        + (f'<p class="note">{escape(shown(notes))}</p>' if notes else "")
        + "</article>"
    )


def _reason(problem: Problem) -> str:
    hint = f"（{problem.hint}）" if problem.hint else ""
    return shown(f"[{problem.rule}] {problem.message}{hint}")


def _asked(draft: Draft) -> str:
    """The question as it was read, its key marked."""
    parts = [f"<p>{_inline(draft.stem)}</p>", _picture(draft.picture)]
    if draft.table:
        rows = ("".join(f"<td>{_inline(cell)}</td>" for cell in row) for row in draft.table)
        parts.append(f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>")
    if draft.options:
        parts.append(f'<ol class="options">{"".join(map(_option, draft.options))}</ol>')
    elif draft.kind is Kind.CASE:
        parts += [f"<p>（{number}）</p>{_asked(part)}" for number, part in enumerate(draft.parts, 1)]
    elif key := key_in_words(draft):
        parts.append(f"<p>答案：{escape(shown(key))}</p>")
    if draft.explain:
        parts.append(f"<p>解析：{_inline(draft.explain)}</p>")
    return "".join(parts)


def _option(option: DraftOption) -> str:
    letter = f"{escape(option.letter)}. " if option.letter else ""
    text = f"{letter}{_inline(option.text)}{_picture(option.picture)}"
    return f'<li class="right">√ {text}</li>' if option.right else f"<li>{text}</li>"


def _picture(picture: DraftPicture | None) -> str:
    if picture is None:
        return ""
    alt = escape(picture.alt or "题里的图", quote=True)
    try:
        fit = fit_picture(picture.content)
    except BadPicture as reason:
        return f"<p>［图：{escape(str(reason))}］</p>"
    data = base64.b64encode(fit.data).decode("ascii")
    return f'<p><img alt="{alt}" src="data:{MEDIA_TYPES[fit.kind]};base64,{data}"></p>'


def _inline(text: str) -> str:
    return "".join(map(_piece, parse(text)))


def _piece(piece: Inline) -> str:  # noqa: PLR0911 - one return a piece
    match piece:
        case Plain(words):
            return escape(shown(words))
        case Bold(words):
            return f"<strong>{escape(shown(words))}</strong>"
        case Sub(words):
            return f"<sub>{escape(words)}</sub>"
        case Sup(words):
            return f"<sup>{escape(words)}</sup>"
        case Formula(node):
            return escape(formula_text(node))
        case Blank():
            return "____"
        case Break():
            return "<br>"
