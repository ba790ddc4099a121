"""Who tests what when: two processes take one file after the other, the dearest first."""

from __future__ import annotations

from pathlib import Path

import pytest
from xdist.scheduler import LoadFileScheduling

DEAREST = (
    "test_documented_commands.py",
    "test_accessibility.py",
    "test_browsers.py",
    "test_manipulations.py",
    "test_other_builders.py",
    "test_question_bank.py",
    "test_exam_build.py",
    "test_exam_docx.py",
    "test_book.py",
    "test_demo.py",
    "test_practice_views.py",
    "test_practice_sessions.py",
    "test_practice_sittings.py",
    "test_looking.py",
    "test_list_round.py",
    "test_power_loss.py",
    "test_room_pack.py",
    "test_search_browser.py",
    "test_phone.py",
    "test_score_workbook.py",
    "test_new_project.py",
    "test_practice_browsers.py",
    "test_practice_scripts.py",
    "test_large_exam.py",
    "test_no_leak.py",
    "test_practice_led.py",
    "test_practice_keyboard.py",
    "test_practice_storage.py",
    "test_script_types.py",
    "test_exactness.py",
    "test_rare_names.py",
    "test_build.py",
    "test_whole_day.py",
    "test_exam_new.py",
    "test_typst_paper.py",
    "test_interrupted.py",
    "test_checked_before_use.py",
    "test_attach_scores.py",
    "test_practice_exams.py",
    "test_excel_round.py",
    "test_records_round.py",
    "test_adding.py",
    "test_tutorial.py",
    "test_shell.py",
    "test_check_site.py",
    "test_practice_wall.py",
    "test_erratum.py",
    "test_shards.py",
)
"""Files whose tests cost most (more than five seconds of processor time), the dearest first."""

TOGETHER = frozenset(
    {
        "test_accessibility.py",
        "test_browsers.py",
        "test_old_styles.py",
        "test_practice_browsers.py",
        "test_practice_lettered.py",
        "test_qti_player.py",
        "test_scan_check_page.py",
        "test_selftest.py",
    }
)
"""Files that one process tests, so that Firefox and today's Chromium are started once."""

HOUSE = "tests/house/"
"""One process tests all of it too: the modules of the program are parsed once."""


class FilesTogether(LoadFileScheduling):  # type: ignore[misc]  # xdist has no types
    """Gives every file to one process, those that share dear things to the same."""

    def _split_scope(self, nodeid: str) -> str:
        """The file of a test, or the word for all files that stay together."""
        file: str = super()._split_scope(nodeid)
        if Path(file).name in TOGETHER:
            return "browsers"
        return HOUSE if file.startswith(HOUSE) else file


def dearest_first(items: list[pytest.Item]) -> None:
    """Sort tests by what their files cost; the rest stays as it is."""
    place = {name: at for at, name in enumerate(DEAREST)}
    items.sort(key=lambda item: place.get(Path(item.path).name, len(place)))
