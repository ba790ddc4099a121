"""How a question is shown is worked out in one place: no other module knows letters, marks or numbers."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tests.found import things_below

PACKAGE = Path(__file__).parents[2] / "quizgen"
LETTERED, PLACED = "model/lettered.py", "model/shown.py"
OTHERS = {
    "assemble/draw/forms.py": "the codes of forms are letters too",
    "interchange/moodle/write.py": "a word of Moodle for letters of its own",
}
MODULES = [path for path in things_below(PACKAGE, "*.py") if "__pycache__" not in path.parts]


def letters_in(path: Path) -> list[str]:
    """Alphabets written out or taken from the library, by which options could be lettered."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [
        str(getattr(node, "value", getattr(node, "id", "")))
        for node in ast.walk(tree)
        if (isinstance(node, ast.Constant) and re.fullmatch("ABCD[A-Z]*", str(node.value)))
        or (isinstance(node, ast.Name) and node.id == "ascii_uppercase")
    ]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_only_one_module_letters_options(path: Path) -> None:
    name = path.relative_to(PACKAGE).as_posix()
    assert bool(letters_in(path)) == (name == LETTERED or name in OTHERS)


def test_places_on_a_form_are_made_only_where_forms_are_read() -> None:
    makers = [
        path.relative_to(PACKAGE).as_posix()
        for path in MODULES
        if re.search(r"\bShown(Item|Case)\(\n", path.read_text(encoding="utf-8"))
    ]
    assert makers == [PLACED]
