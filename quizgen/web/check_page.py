"""The page on which people check doubtful marks of scanned sheets: one file that asks for nothing."""

from __future__ import annotations

import json
from functools import cache
from html import escape
from pathlib import Path

from quizgen.web.browser_data import CheckData
from quizgen.web.practice_script import FOLDER, lean

_HOME = Path(__file__).parent / "checking"
_SHARED, _PARTS = ("storage", "dom"), ("checklist", "checkboard", "checkstart")
"""Scripts of the practice centre used here too; those of this page, in the order they need each other."""
_NOTHING_ASKED = "; ".join(
    (
        *("default-src 'none'", "img-src data:", "base-uri 'none'"),
        *("style-src 'unsafe-inline'", "script-src 'unsafe-inline'"),
    )
)
_TITLES = {"check": "答题卡待核对", "audit": "答题卡抽查"}


def check_page(data: CheckData) -> bytes:
    """The whole page as HTML: pictures and scripts are in it, no address of anything else."""
    title = escape(f"{_TITLES[data['list']]}　{data['title']}")
    return f"""<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{_NOTHING_ASKED}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>{title}</title>
<style>
{(_HOME / "check.css").read_text(encoding="utf-8")}</style>
</head>
<body>
<header><h1>{title}</h1></header>
<main id="qc"><noscript>这一页要用浏览器的脚本；请允许脚本，或者填写同名的 .xlsx。</noscript></main>
<script>window.quizgenCheck={_in_script(data)};</script>
<script>
{_script()}</script>
</body>
</html>
""".encode()


def _in_script(data: CheckData) -> str:
    """JSON that cannot end the script it stands in."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


@cache
def _script() -> str:
    files = (*(FOLDER / f"{one}.js" for one in _SHARED), *(_HOME / f"{one}.js" for one in _PARTS))
    return lean("".join(f"{one.read_text(encoding='utf-8')}\n" for one in files) + "Quizgen.startCheck();\n")
