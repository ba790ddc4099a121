"""Pages that are made from the code say what the code says now."""

from __future__ import annotations

import tools.architecture
import tools.browser_types
import tools.commands
import tools.manipulations
from tests.house.test_rules import ROOT

HINT = "run `make docs`"


def test_the_architecture_page_is_current() -> None:
    written = (ROOT / tools.architecture.TARGET).read_text(encoding="utf-8")
    assert written == tools.architecture.page(ROOT), HINT


def test_the_page_of_commands_is_current() -> None:
    written = (ROOT / tools.commands.TARGET).read_text(encoding="utf-8")
    assert written == tools.commands.page(), HINT


def test_the_table_of_manipulations_is_current() -> None:
    written = (ROOT / tools.manipulations.TARGET).read_text(encoding="utf-8")
    assert written == tools.manipulations.page(ROOT), HINT


def test_the_types_of_the_browser_s_data_are_current() -> None:
    written = (ROOT / tools.browser_types.TARGET).read_text(encoding="utf-8")
    assert written == tools.browser_types.page(), HINT
