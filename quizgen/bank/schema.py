"""The JSON Schemas of a bank's files, for editors that complete and mark while one writes."""

from __future__ import annotations

import json
from typing import Any

from pydantic import TypeAdapter

from quizgen.bank.checks import BINDING, RULES
from quizgen.model.bank import BankSettings, Profile
from quizgen.model.question import Question

TITLE, SETTINGS_TITLE = "题库文件", "题库的说明（bank.yaml）"
_DRAFT = "https://json-schema.org/draft/2020-12/schema"
_ANY_HAN, _HAN = r"^\p{Han}", "^[\u3400-\u4dbf\u4e00-\u9fff]"
"""Any Chinese character as our own reader says it, and as an editor understands it."""
_TITLES = {
    "SingleQuestion": "单选题：一个正确项，其余是错误项",
    "MultipleQuestion": "多选题：两个以上正确项",
    "TrueFalseQuestion": "判断题：题干是一句可判真假的陈述",
    "FillQuestion": "填空题：题干里每个 ____ 对应 answers 里的一组答案",
    "MatchingQuestion": "配对题：左项各配一个右项，右边可以有多余的项",
    "OrderingQuestion": "排序题：items 照正确的次序写",
    "ShortQuestion": "简答题：按采分点判分",
    "EssayQuestion": "论述题：按采分点、档次判分",
    "CaseQuestion": "案例分析题：一段材料和 2 至 6 个小题",
    "SinglePart": "案例里的单选小题",
    "MultiplePart": "案例里的多选小题",
    "TrueFalsePart": "案例里的判断小题",
    "FillPart": "案例里的填空小题",
    "MatchingPart": "案例里的配对小题",
    "OrderingPart": "案例里的排序小题",
    "Pair": "一对：左项和与它配对的右项",
    "ShortPart": "案例里的简答小题",
    "EssayPart": "案例里的论述小题",
    "Distractor": "错误项：文字，可以写明错因",
    "PicturedOption": "正确项：图片，可以有文字",
    "PicturedDistractor": "错误项：图片，可以有文字，可以写明错因",
    "ScoringPoint": "采分点：要点和份额",
    "Band": "档次：最低的份额和说明",
    "WordCount": "字数：最少、最多",
    "Difficulty": "难度：易、中、难，命题人的估计",
    "Level": "层次：记忆、理解、应用",
    "Status": "状态：草稿、审核、可用、停用；写了状态的，只有可用的才会被抽到",
    "Profile": "检查的尺度：plain（默认）依据、错因、解析可以不写；strict 每题都要写",
    "Terms": "用语：试卷、成绩单、成绩表、考情分析里的词",
    "Pool": "用途：practice 可以上网站；exam 保密，永不上网站",
}


def bank_schema(profile: Profile) -> dict[str, Any]:
    """The schema (draft 2020-12) of a bank file: a list of questions, described in Chinese.

    Of a ``strict`` bank it asks for what the rules ask for.
    """
    schema = TypeAdapter(tuple[Question, ...]).json_schema()
    for name, record in schema["$defs"].items():
        record["description"] = _TITLES.get(name, record.get("description", ""))
        record.pop("title", None)
        for value in record.get("properties", {}).values():
            value.pop("title", None)
        if profile is Profile.STRICT:
            _ask_for_grounds(record)
    schema["items"].pop("discriminator")
    schema["$defs"]["CaseQuestion"]["properties"]["parts"]["items"].pop("discriminator")
    head = {"$schema": _DRAFT, "title": TITLE, "minItems": 1}
    return {**head, **schema}


def _ask_for_grounds(record: dict[str, Any]) -> None:
    """Grounds, reasons and explanations are required wherever they may stand."""
    values = record.get("properties", {})
    for name in ("cites", "explain", "why"):
        if name in values:
            values[name].pop("default", None)
            record["required"].append(name)
    if "cites" in values:
        values["cites"]["minItems"] = 1


def schema_text(profile: Profile) -> str:
    """The schema as it is written to ``question_bank/schema.json``."""
    return _text(bank_schema(profile))


def settings_schema() -> dict[str, Any]:
    """The schema of ``bank.yaml``: its keys, the rules that may be off, the words of its subject."""
    schema = TypeAdapter(BankSettings).json_schema()
    for record in (schema, *schema["$defs"].values()):
        for value in record.get("properties", {}).values():
            value.pop("title", None)
            if value.get("pattern", "").startswith(_ANY_HAN):
                value["pattern"] = value["pattern"].replace(_ANY_HAN, _HAN)
    for name, record in schema["$defs"].items():
        record["description"] = _TITLES[name]
        record.pop("title", None)
    may_be_off = [rule for rule in RULES if rule not in BINDING]
    schema["properties"]["rules"] |= {
        "properties": {
            rule.id: {"type": "string", "minLength": 1, "description": f"{rule.title}；写停用的理由"}
            for rule in may_be_off
        },
        "additionalProperties": False,
    }
    head = {"$schema": _DRAFT, "title": SETTINGS_TITLE}
    return {**head, **{name: value for name, value in schema.items() if name not in {"title", "description"}}}


def settings_schema_text() -> str:
    """The same as it is written to a file."""
    return _text(settings_schema())


def _text(schema: dict[str, Any]) -> str:
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
