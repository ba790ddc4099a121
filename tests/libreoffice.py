"""LibreOffice, run from outside to open what the tool has written."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

from quizgen.render.fonts.glyphs import packaged_folders
from tests.programs import PATIENCE, program

FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  {folders}
  <cachedir>{cache}</cachedir>
  {families}
</fontconfig>
"""
FAMILY = """<match target="pattern"><test name="family"><string>{asked}</string></test>
  <edit name="family" mode="assign" binding="strong"><string>{given}</string></edit></match>"""
GIVEN = {"宋体": "Noto Serif SC", "Times New Roman": "Noto Serif SC", "黑体": "Noto Sans SC"}
"""The packaged fonts in place of those that Word has, so that lines break alike on every machine."""


def with_packaged_fonts(folder: Path) -> dict[str, str]:
    """The environment in which LibreOffice sees the packaged Chinese fonts and no others."""
    folder.mkdir(parents=True, exist_ok=True)
    config = folder / "fonts.conf"
    folders = "".join(f"<dir>{one}</dir>" for one in packaged_folders())
    families = "".join(FAMILY.format(asked=asked, given=given) for asked, given in GIVEN.items())
    config.write_text(
        FONTS.format(folders=folders, families=families, cache=folder / "fontconfig"), encoding="utf-8"
    )
    return {**os.environ, "FONTCONFIG_FILE": str(config)}


def convert(
    files: list[Path], kind: str, folder: Path, environment: Mapping[str, str] | None = None
) -> list[Path]:
    """Convert files in one run, ``kind`` as soffice names it (``pdf``, ``xlsx``, ``csv:…``)."""
    office = program("soffice")
    folder.mkdir(parents=True, exist_ok=True)
    profile = (folder / ".profile").resolve().as_uri()
    command = [office, f"-env:UserInstallation={profile}", "--headless", "--convert-to", kind]
    subprocess.run(
        [*command, "--outdir", str(folder), *map(str, files)],
        check=True,
        capture_output=True,
        timeout=PATIENCE,
        env=environment,
    )
    ending = kind.partition(":")[0]
    return [folder / f"{file.stem}.{ending}" for file in files]
