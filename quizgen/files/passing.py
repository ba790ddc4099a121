"""Files that systems, office programs and editors make by themselves: nobody's work, never read."""

from __future__ import annotations

import re
from pathlib import PurePath

_NAMES = frozenset(
    {
        *("thumbs.db", "thumbs.db:encryptable", "ehthumbs.db", "ehthumbs_vista.db", "desktop.ini"),
        *("icon\r", "icon\uf00d", "iconcache.db", "folder.jpg:encryptable"),
        *("$recycle.bin", "recycler", "recycled", "system volume information", "lost+found"),
        *("__macosx", "network trash folder", "temporary items", "@eadir", "#recycle", "#snapshot"),
    }
)
"""Windows, macOS, network drives; compared in small letters."""
_PATTERNS = re.compile(
    r"\..*"  # hidden: .DS_Store, ._x.docx, .~lock.x.xlsx#, .~x.docx of WPS, .git
    r"|~\$.*"  # the owner file of an open document
    r"|~.*\.tmp|.*\.tmp|~wr[a-z]\d+\..*|~df[0-9a-f]+\..*"  # drafts of Word, Excel, WPS
    r"|.*\.(bak|wbk|xlk|asd|xar|et~|wps~|dps~)"  # backups of Word, Excel, WPS
    r"|.*~|#.*#|.*\.sw[a-p]"  # backups and drafts of editors
    r"|(?=.*[a-f])[0-9a-f]{8}"  # what Excel writes while it saves
    r"|found\.\d{3}",  # what a disk check recovers
    re.DOTALL,
)


def is_passing(relative: PurePath) -> bool:
    """Whether a file, or a folder on the way to it, was made by a program for itself.

    ``relative`` is the path below the folder that a person named.
    """
    parts = [part.casefold() for part in relative.parts]
    return any(part in _NAMES or _PATTERNS.fullmatch(part) is not None for part in parts)
