"""Which fonts a test finds installed: those of one folder, named in a fontconfig file of its own."""

from __future__ import annotations

from pathlib import Path

import pytest
from fontTools.subset import main as subset
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._c_m_a_p import CmapSubtable

from quizgen.render.fonts.glyphs import packaged_folders

POSTSCRIPT_NAME = 6


def only_installed(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """Let the fonts of a folder be all that is installed; processes started now see the same."""
    folder.mkdir(parents=True, exist_ok=True)
    settings = folder.parent / f"{folder.name}.conf"
    settings.write_text(f"<fontconfig><dir>{folder}</dir></fontconfig>", encoding="utf-8")
    monkeypatch.setenv("FONTCONFIG_FILE", str(settings))


def font_with(file: Path, family: str, characters: str) -> Path:
    """A small font of that family with these characters; all of them look like 丫."""
    file.parent.mkdir(parents=True, exist_ok=True)
    serif = packaged_folders()[0] / "NotoSerifSC-Regular.otf"
    subset([str(serif), "--text=丫", f"--output-file={file}", "--name-IDs=*", "--notdef-outline"])
    with TTFont(file) as font:
        for record in font["name"].names:
            if record.nameID in {1, 4, 6, 16}:
                record.string = family.replace(" ", "") if record.nameID == POSTSCRIPT_NAME else family
        font["CFF "].cff.fontNames = [family.replace(" ", "")]
        table = CmapSubtable.newSubtable(12)
        table.platformID, table.platEncID, table.language = 3, 10, 0
        table.cmap = {ord(one): font.getBestCmap()[ord("丫")] for one in characters}
        font["cmap"].tables = [table]
        font.save(file)
    return file
