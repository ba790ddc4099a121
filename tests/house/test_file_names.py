"""The names of the files of an exam are written in one module."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from quizgen.records import names
from tests.found import things_below

PACKAGE = Path(__file__).parents[2] / "quizgen"
OURS = re.compile(
    r"(exam\.yaml|roster\.csv|secret\.key|\w+\.jsonl|scores\.\w+(\.pem)?|(answers|marks)(-[23])?\.(xlsx|csv)"
    r"|analysis(-questions)?\.(pdf|html)|差异\.xlsx|汇总\.xlsx|清单\.json|签名说明\.txt|说明\.txt)"
)


def test_no_other_module_spells_a_file_of_an_exam_folder() -> None:
    found = {
        (file.relative_to(PACKAGE).as_posix(), node.value)
        for file in things_below(PACKAGE, "*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and OURS.fullmatch(node.value)
    }
    assert {value for module, value in found if module == "records/names.py"} >= {names.EXAM, names.SCORES}
    assert {module for module, _ in found} == {"records/names.py"}, found
