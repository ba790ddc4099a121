"""A small made-up bank: practice questions with mark-up in every field, sealed ones among them."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from quizgen.files.yaml_write import dump_yaml
from quizgen.workflows.site.build import build_site
from tests.small_pack import write_pack
from tests.web.page import DATA, ROOT

PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 40"><text>{}</text></svg>'
EVIL = "<img src=x onerror=evil()>"
KINDS = ("single", "multiple", "true_false", "fill", "short", "case", "matching", "ordering")
TOPIC = f"坏{EVIL}"
PLAIN_TOPIC = "好专题"


def evil_question(number: int, kind: str, **changes: Any) -> dict[str, Any]:
    """A practice question whose every text would become an element if it were read as HTML."""
    body = _body(kind, EVIL, str(number))
    return {**_head(f"EV-{number:04d}", kind, EVIL), "topic": TOPIC, **body, **changes}


def sealed_question(number: int, kind: str, **changes: Any) -> dict[str, Any]:
    """A question of the exam pool whose every text can be told from any other."""
    body = _body(kind, f"密封{number}", "")
    head = _head(f"ZZ-{number:04d}", kind, f"密封{number}")
    return {**head, "topic": PLAIN_TOPIC, "pool": "exam", **body, **changes}


def _head(id_: str, kind: str, mark: str) -> dict[str, Any]:
    head = {"id": id_, "kind": kind, "difficulty": "易", "cites": ["xiamen-019"]}
    return {**head, "explain": f"{mark}解析"}


def _body(kind: str, mark: str, end: str) -> dict[str, Any]:  # noqa: PLR0911 - one return a kind
    wrong = [{"text": f"{mark}错项{word}{end}", "why": f"{mark}错因{word}"} for word in "甲乙"]
    match kind:
        case "single":
            return {"stem": f"{mark}单选题干{end}", "correct": [f"{mark}对项{end}"], "wrong": wrong}
        case "multiple":
            right = [f"{mark}对项{word}{end}" for word in "丙丁"]
            return {"stem": f"{mark}多选题干{end}", "correct": right, "wrong": wrong}
        case "true_false":
            return {"stem": f"{mark}判断题干{end}", "answer": True}
        case "fill":
            return {"stem": f"{mark}填空题干{end}____", "answers": [[f"{mark}空{end}", f"{mark}另一种"]]}
        case "matching":
            pairs = [{"left": f"{mark}左{word}", "right": f"{mark}右{word}{end}"} for word in "甲乙丙"]
            return {"stem": f"{mark}配对题干{end}", "pairs": pairs, "wrong": wrong}
        case "ordering":
            return {
                "stem": f"{mark}排序题干{end}",
                "items": [f"{mark}步骤{word}{end}" for word in "甲乙丙丁"],
            }
        case "short":
            points = [{"point": f"{mark}要点{word}"} for word in "甲乙"]
            return {"stem": f"{mark}简答题干{end}", "points_for": points}
        case "essay":
            bands = [{"at_least": bound, "text": f"{mark}档次{bound}"} for bound in (0.6, 0)]
            return {"stem": f"{mark}论述题干{end}", "bands": bands, "words": {"min": 300}}
        case _:
            parts = [
                {"kind": one, "explain": f"{mark}小题解析{at}", **_body(one, mark, f"小题{at}{end}")}
                for at, one in enumerate(("single", "fill", "short"))
            ]
            return {"text": f"{mark}案例正文{end}", "parts": parts}


def texts(value: Any) -> set[str]:
    """Every text in the data of questions that is not a word of the format."""
    if isinstance(value, dict):
        known = {"kind", "difficulty", "cites", "pool", "topic", "retired"}
        return set().union(*(texts(inner) for key, inner in value.items() if key not in known))
    if isinstance(value, list):
        return set().union(*map(texts, value))
    return {value} if isinstance(value, str) else set()


def write_bank(bank: Path, sealed: list[dict[str, Any]]) -> None:
    """The bank: evil practice questions, sealed ones in a file of their own and in between, blueprints."""
    practice = [evil_question(at, kind) for at, kind in enumerate((*KINDS, "single", "essay"), 1)]
    practice[0] |= {"image": "open.svg", "alt": EVIL, "table": [[f"{EVIL}甲", "乙"], ["", "x^2^"]]}
    sealed = [{**sealed[0], "image": "sealed.svg", "alt": "密封图"}, *sealed[1:]]
    half = len(sealed) // 2
    (bank / "blueprints").mkdir(parents=True)
    (bank / "oral").mkdir()
    for name in ("open", "sealed"):
        (bank / f"{name}.svg").write_text(PICTURE.format(name), encoding="utf-8")
    (bank / "topics.yaml").write_text(dump_yaml({TOPIC: [], PLAIN_TOPIC: []}), encoding="utf-8")
    mixed = [*practice[:3], *sealed[:half], *practice[3:]]
    (bank / "mixed.yaml").write_text(dump_yaml(mixed), encoding="utf-8")
    (bank / "sealed.yaml").write_text(dump_yaml(sealed[half:]), encoding="utf-8")
    spoken = {
        "id": "OR-0001",
        "stem": f"{EVIL}口试题干",
        "points": [f"{EVIL}要点甲", f"{EVIL}要点乙"],
        "topic": TOPIC,
        "difficulty": "易",
        "cites": ["xiamen-019"],
    }
    (bank / "oral" / "oral.yaml").write_text(dump_yaml([spoken]), encoding="utf-8")
    for name, more in (("possible", {}), ("impossible", {"include": [sealed[0]["id"], sealed[-1]["id"]]})):
        sections = [{"kind": kind, "count": 1, "points": 1, "title": f"{EVIL}大题"} for kind in KINDS]
        blueprint = {
            "id": name,
            "title": f"{EVIL}蓝图",
            "minutes": 9,
            "pass": 2,
            "sections": sections,
            **more,
        }
        (bank / "blueprints" / f"{name}.yaml").write_text(dump_yaml(blueprint), encoding="utf-8")


SEALED = [sealed_question(number, kind) for number, kind in enumerate((*KINDS, "essay", *KINDS), 9001)]
RETIRED = sealed_question(9101, "single", pool="practice", retired="2026-11-22 改写")
_PAGE = """---
title: 样页{name}
tags: [样子]
checked: 2026-11-22
sources: [xiamen]
---

# 样页{name}

五个环节[@xiamen-019]，<span>&lt;img src=x onerror=evil()&gt;</span>。

```selftest EV-0001 EV-0002 EV-0003 EV-0004 EV-0005 EV-0006
```
"""


def build_evil_site(desk: Path) -> Path:
    """A small site by the project's own settings, with a bank of open and sealed questions."""
    settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8").partition("\nnav:")[0]
    write_pack(desk)
    (desk / "mkdocs.yml").write_text(settings, encoding="utf-8")
    docs = desk / "docs"
    shutil.copytree(DATA, docs / "_data")
    pages = {
        "index.md": _PAGE.format(name="一"),
        "chengxu/er.md": _PAGE.format(name="二"),
        "lianxi.md": (ROOT / "docs" / "lianxi.md").read_text(encoding="utf-8"),
        "shuyu.md": "# 术语表\n\n```glossary\n```\n",
        **{
            f"laiyuan/{source}.md": f"# {source}\n\n```facts {source}\n```\n"
            for source in ("wuhou", "xiamen", "baiyin", "shunyi", "gongan")
        },
    }
    for name, text in pages.items():
        path = docs / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    write_bank(desk / "question_bank", [*SEALED, RETIRED])
    build_site(desk / "mkdocs.yml", desk / "site")
    return desk / "site"
