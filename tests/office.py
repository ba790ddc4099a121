"""LibreOffice, run from outside to open what the tool has written."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path


def convert(files: list[Path], kind: str, folder: Path) -> list[Path]:
    """Convert files in one run, ``kind`` as soffice names it (``pdf``, ``xlsx``, ``csv:…``)."""
    program = shutil.which("soffice")
    assert program, "需要 LibreOffice：sh tools/system-packages.sh"
    folder.mkdir(parents=True, exist_ok=True)
    profile = (folder / ".profile").resolve().as_uri()
    command = [program, f"-env:UserInstallation={profile}", "--headless", "--convert-to", kind]
    subprocess.run(
        [*command, "--outdir", str(folder), *map(str, files)],
        check=True,
        capture_output=True,
        timeout=120,
    )
    ending = kind.partition(":")[0]
    return [folder / f"{file.stem}.{ending}" for file in files]
