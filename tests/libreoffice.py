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
        FONTS.format(folders=folders, families=families, cache=kept_between_runs() / "fontconfig"),
        encoding="utf-8",
    )
    return {**os.environ, "FONTCONFIG_FILE": str(config)}


def kept_between_runs() -> Path:
    """Where it keeps what it works out of fonts and its settings until the tests end."""
    return Path(os.environ["XDG_CACHE_HOME"]).resolve()


def convert(
    files: list[Path], kind: str, folder: Path, environment: Mapping[str, str] | None = None
) -> list[Path]:
    """Convert files in one run, ``kind`` as soffice names it (``pdf``, ``xlsx``, ``csv:…``).

    The settings that it makes when it starts for the first time are kept for the next run of this process.
    """
    office = program("soffice")
    folder.mkdir(parents=True, exist_ok=True)
    profile = (kept_between_runs() / f"office-{os.getpid()}").as_uri()
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
