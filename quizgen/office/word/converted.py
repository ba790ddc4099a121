"""Documents of other kinds (.doc, .rtf, .odt) turned into .docx by LibreOffice, apart from all else."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from quizgen.model.rules.office import W002
from quizgen.office.package import RefusedFile, damaged

_PATIENCE = 300
"""Seconds; a document of 1,000 pages takes less than one minute."""
_SWITCHES = {
    "MacroSecurityLevel": "3",
    "DisableMacrosExecution": "true",
    "BlockUntrustedRefererLinks": "true",
    "DisableActiveContent": "true",
}
"""A profile of its own, in which no macro runs and nothing is fetched."""


def converter_here() -> str | None:
    """LibreOffice's program on this machine; None: there is none."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def converted(data: bytes, ending: str, shown_as: str, converter: str | None) -> bytes:
    """A document as .docx, made in a folder of its own that is gone afterwards.

    Raises RefusedFile: no LibreOffice (W002), or it makes nothing of the file (W006).
    """
    if converter is None:
        hint = "用 Word 或 WPS 打开，另存为 .docx；或者装上 LibreOffice"
        raise RefusedFile(
            shown_as, W002.id, f"这是 .{ending} 文件，要 LibreOffice 才能读，这台机器上没有", hint
        )
    with tempfile.TemporaryDirectory(prefix="quizgen-", ignore_cleanup_errors=True) as folder:
        profile = Path(folder, "profile", "user")
        profile.mkdir(parents=True)
        (profile / "registrymodifications.xcu").write_text(_settings(), encoding="utf-8")
        source = Path(folder, f"document.{ending}")
        source.write_bytes(data)
        made = Path(folder, "made")
        command = [converter, f"-env:UserInstallation={profile.parent.as_uri()}", "--headless", "--norestore"]
        command += ["--convert-to", "docx:MS Word 2007 XML", "--outdir", str(made), str(source)]
        _run(command, shown_as)
        result = made / "document.docx"
        if not result.is_file():
            raise damaged(shown_as)
        return result.read_bytes()


def _settings() -> str:
    items = "".join(
        '<item oor:path="/org.openoffice.Office.Common/Security/Scripting">'
        f'<prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for name, value in _SWITCHES.items()
    )
    return f'<oor:items xmlns:oor="http://openoffice.org/2001/registry">{items}</oor:items>'


def _run(command: list[str], shown_as: str) -> None:
    """Run it to its end; past all patience it is ended with what it started."""
    with subprocess.Popen(  # noqa: S603 - the program that the caller named, with files made here
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as process:
        try:
            process.wait(_PATIENCE)
        except subprocess.TimeoutExpired as error:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            raise damaged(shown_as) from error
