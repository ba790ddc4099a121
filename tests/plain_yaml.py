"""YAML as plain data, for tests: read by the fast reader, which is written in C."""

from __future__ import annotations

from typing import Any

import yaml


def plain_yaml(text: str) -> Any:
    """What a text says."""
    return yaml.load(text, Loader=yaml.CSafeLoader)
