"""Writes docs/dev/commands.md: the help page of every command."""

from __future__ import annotations

from pathlib import Path

from tools.walk_commands import every_command

TARGET = Path("docs/dev/commands.md")
_HEAD = """# 命令

由 `make docs` 从各命令的 `--help` 生成，不手改。
"""


def page() -> str:
    """The text of the page."""
    sections = [
        f"## {context.command_path}\n\n```\n{context.command.get_help(context).rstrip()}\n```\n"
        for context in every_command()
    ]
    return "\n".join([_HEAD, *sections])


if __name__ == "__main__":
    TARGET.write_text(page(), encoding="utf-8")
    print(f"已写入 {TARGET}")
