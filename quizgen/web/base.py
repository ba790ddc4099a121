"""Where the theme and the settings lie that all sites share: ``mkdocs.yml`` names both by this module."""

from __future__ import annotations

from pathlib import Path

SETTINGS = str(Path(__file__).parent / "base.yml")
"""What a project's ``mkdocs.yml`` inherits."""
THEME = str(Path(__file__).parent / "theme")
"""The folder with the templates."""
