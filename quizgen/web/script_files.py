"""The data scripts of a site: their names are fixed, whatever the sources and topics of a project are."""

from __future__ import annotations

from collections.abc import Sequence

TIP_FILES = tuple(f"t{number:02}" for number in range(1, 13))
"""The scripts of the sources; where there are more sources than scripts, some share one."""
TERMS = "terms"
"""The script with the meanings of terms."""

NOTHING = "/* empty */\n"
"""What a script with nothing to say holds: of one without a word MkDocs would complain at every build."""


def tip_file(sources: Sequence[str], source: str) -> str:
    """The script of a source among all sources in their order."""
    return TIP_FILES[sources.index(source) % len(TIP_FILES)]
