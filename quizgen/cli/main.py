"""The root command, plus the one place where errors become messages and exit statuses."""

from __future__ import annotations

import sys
from importlib import import_module
from importlib.metadata import version

import click

from quizgen.cli.terminal.chinese import CommandGroup, explain_usage_error
from quizgen.cli.terminal.present import show_problems
from quizgen.errors import ContentFaults, QuizgenError

FAULTS, MISUSE, INTERRUPTED = 1, 2, 130

_GROUPS = {
    "new": "quizgen.cli.new:new",
    "bank": "quizgen.cli.bank.checking:bank",
    "roster": "quizgen.cli.roster:roster",
    "knowledge": "quizgen.cli.knowledge:knowledge",
    "exam": "quizgen.cli.exam.group:exam",
    "review": "quizgen.cli.review:review",
    "site": "quizgen.cli.site:site",
}


class _RootGroup(CommandGroup):
    """Loads a group's module only when it is asked for, so that every command starts quickly."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(_GROUPS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in _GROUPS:
            return None
        module, _, name = _GROUPS[cmd_name].partition(":")
        command = getattr(import_module(module), name)
        assert isinstance(command, click.Command)  # noqa: S101 - the table above is ours
        return command


@click.command(
    cls=_RootGroup,
    example="quizgen new 消防培训 --title 消防安全知识\nquizgen bank check\n"
    "quizgen exam new exams/2026-autumn --blueprint cadre-80",
)
@click.version_option(version("quizgen"), "--version", message="quizgen %(version)s", help="显示版本")
def root() -> None:
    """题库、蓝图、试卷、成绩、考核材料。

    从题库和蓝图（双向细目表）随机组卷，印出试卷、答题卡和答案。每个命令都有 --help。
    """


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; returns the exit status (0 fine, 1 faults found, 2 misuse)."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        result = root.main(args=arguments, prog_name="quizgen", standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as help_page:
        click.echo(help_page.format_message())
        return 0
    except click.UsageError as error:
        click.echo(f"用法不对：{explain_usage_error(error)}", err=True)
        if error.ctx is not None:
            click.echo(f"查看说明：{error.ctx.command_path} --help", err=True)
        return MISUSE
    except click.Abort:
        click.echo("已中断。", err=True)
        return INTERRUPTED
    except ContentFaults as error:
        show_problems(error.problems, as_json="--json" in (sys.argv[1:] if arguments is None else arguments))
        click.echo(str(error), err=True)
        return FAULTS
    except QuizgenError as error:
        click.echo(str(error), err=True)
        return FAULTS
    return result if isinstance(result, int) else 0


def script() -> None:
    """The ``quizgen`` program."""
    sys.exit(main())
