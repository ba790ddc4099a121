"""The names of the files of an exam are written in one module."""

from __future__ import annotations

import re

from quizgen.records import names
from tests.house.modules import modules

OURS = re.compile(
    r"(exam\.yaml|roster\.csv|secret\.key|\w+\.jsonl|scores\.\w+(\.pem)?|(answers|marks)(-[23])?\.(xlsx|csv)"
    r"|analysis(-questions)?\.(pdf|html)|差异\.xlsx|汇总\.xlsx|清单\.json|签名说明\.txt|说明\.txt)"
)


def test_no_other_module_spells_a_file_of_an_exam_folder() -> None:
    found = {(module.path, text) for module in modules() for text in module.texts if OURS.fullmatch(text)}
    assert {value for module, value in found if module == "records/names.py"} >= {names.EXAM, names.SCORES}
    assert {module for module, _ in found} == {"records/names.py"}, found
