"""How a question is shown is worked out in one place: no other module knows letters, marks or numbers."""

from __future__ import annotations

import re

from tests.house.modules import PACKAGE, modules

LETTERED, PLACED = "model/lettered.py", "model/shown.py"
OTHERS = {
    "assemble/draw/wanted.py": "the codes of forms are letters too",
    "interchange/moodle/write.py": "a word of Moodle for letters of its own",
}


def test_only_one_module_letters_options() -> None:
    """Alphabets written out or taken from the library, by which options could be lettered."""
    lettering = {
        module.path
        for module in modules()
        if "ascii_uppercase" in module.names or any(re.fullmatch("ABCD[A-Z]*", one) for one in module.texts)
    }
    assert lettering == {LETTERED, *OTHERS}


def test_places_on_a_form_are_made_only_where_forms_are_read() -> None:
    makers = [
        module.path
        for module in modules()
        if re.search(r"\bShown(Item|Case)\(\n", (PACKAGE / module.path).read_text(encoding="utf-8"))
    ]
    assert makers == [PLACED]
