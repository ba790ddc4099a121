"""Leaves out of a built site what its theme brings and no page asks for."""

from __future__ import annotations

from pathlib import Path

_THEME = ("assets/javascripts", "assets/stylesheets")
"""Where Material, and Zensical after it, put files of their own; ours lie elsewhere."""


def remove_unused(site: Path) -> None:
    """Delete the scripts and styles of the theme that no page names, and all maps of sources."""
    pages = "".join(path.read_text(encoding="utf-8") for path in site.rglob("*.html"))
    for folder in _THEME:
        found = sorted((site / folder).rglob("*"), reverse=True)
        for path in found:
            if path.is_dir():
                if not any(path.iterdir()):
                    path.rmdir()
            elif path.suffix == ".map" or path.name not in pages:
                path.unlink()
        if (site / folder).is_dir() and not any((site / folder).iterdir()):
            (site / folder).rmdir()
