"""The JSON Schema of a bank file, for editors that complete and mark while one writes."""

from __future__ import annotations

import json
from typing import Any

from pydantic import TypeAdapter

from quizgen.model.question import Question

TITLE = "题库文件"
_TITLES = {
    "SingleQuestion": "单选题：一个正确项，其余是错误项",
    "MultipleQuestion": "多选题：两个以上正确项，至少一个错误项",
    "TrueFalseQuestion": "判断题：题干是一句可判真假的陈述",
    "FillQuestion": "填空题：题干里每个 ____ 对应 answers 里的一组答案",
    "ShortQuestion": "简答题：按采分点判分",
    "CaseQuestion": "案例分析题：一段材料和 2 至 6 个小题",
    "SinglePart": "案例里的单选小题",
    "MultiplePart": "案例里的多选小题",
    "TrueFalsePart": "案例里的判断小题",
    "FillPart": "案例里的填空小题",
    "ShortPart": "案例里的简答小题",
    "Distractor": "错误项：文字和错因",
    "ScoringPoint": "采分点：要点和份额",
    "Difficulty": "难度：易、中、难，命题人的估计",
    "Level": "层次：记忆、理解、应用",
    "Status": "状态：草稿、审核、可用、停用；写了状态的，只有可用的才会被抽到",
    "Pool": "用途：practice 可以上网站；exam 保密，永不上网站",
}
_FIELDS = {
    "id": "永久编号，例如 XM-0019；一经使用永不改动",
    "kind": "题型：single 单选、multiple 多选、true_false 判断、fill 填空、short 简答、case 案例",
    "stem": "题干；不写答题括号和选项字母；** ** 加粗，____ 是空",
    "correct": "正确项",
    "wrong": "错误项，每项写明错因",
    "show": "每份试卷抽取的选项数；不写则全部使用",
    "last": "固定放在最后、不打乱的选项，与选项原文一字不差",
    "answer": "判断题答案：true 对，false 错",
    "answers": "每空一组可接受的写法，数字要加引号",
    "any_order": "几个空的答案可以互换次序",
    "points_for": "采分点，2 至 6 个",
    "lines": "试卷上留几行横线，1 至 60；不写则按分值和采分点的长短",
    "parts": "小题，一起出现，次序不变",
    "topic": "专题：“明责”或“明责/责任清单”，要在 topics.yaml 里",
    "difficulty": "难度：易、中、难",
    "cites": "依据的事实编号，至少一个",
    "about": "问到的体系、程序、处置编号",
    "explain": "解析：记住什么、怎样不混",
    "pool": "用途：practice（默认）或 exam",
    "enemies": "互相泄露答案、不能同卷的题；写一边即可",
    "retired": "停用：日期和原因，例如 2026-11-22 材料改版",
    "level": "层次：记忆、理解、应用；定义和例子见 question_bank/README.md",
    "status": "状态：草稿、审核、可用、停用；不写等于可用",
    "author": "命题人",
    "reviewer": "审题人，不能是命题人自己",
    "reviewed": "审题日期，例如 2026-11-22",
    "basis": "审题时依据的指纹，由 quizgen bank review 写入，不手写",
    "share": "份额，例如 1/2；都不写则平分",
    "why": "错因：它原本属于谁、为何不对",
    "point": "考点：一个事实编号；不写就是 cites 的第一个",
}
_FIELDS_OF = {
    "Distractor": {"text": "选项文字"},
    "CaseQuestion": {"text": "案例正文"},
    "ScoringPoint": {"point": "采分点文字"},
}


def bank_schema() -> dict[str, Any]:
    """The schema (draft 2020-12) of a bank file: a list of questions, described in Chinese."""
    schema = TypeAdapter(tuple[Question, ...]).json_schema()
    for name, record in schema["$defs"].items():
        record["description"] = _TITLES.get(name, record.get("description", ""))
        record.pop("title", None)
        for field, value in record.get("properties", {}).items():
            value.pop("title", None)
            value["description"] = _FIELDS_OF.get(name, {}).get(field) or _FIELDS[field]
    schema["items"].pop("discriminator")
    schema["$defs"]["CaseQuestion"]["properties"]["parts"]["items"].pop("discriminator")
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": TITLE, "minItems": 1}
    return {**head, **schema}


def schema_text() -> str:
    """The schema as it is written to ``question_bank/schema.json``."""
    return json.dumps(bank_schema(), ensure_ascii=False, indent=2) + "\n"
