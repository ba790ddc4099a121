"""Click with Chinese help and Chinese messages, laid out for an 80-column terminal."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Iterable, Mapping
from importlib import import_module
from typing import Any

import click

from quizgen.markup.width import columns, pad, wrap

WIDTH = 80
_NAME_WIDTH = 30


class _ChineseHelp(click.Command):
    """Help in Chinese: usage, what it does, arguments, options, an example."""

    def __init__(self, *args: Any, example: str = "", **extra: Any) -> None:
        extra.setdefault("context_settings", {}).setdefault("help_option_names", ["--help", "-h"])
        super().__init__(*args, **extra)
        self.example = example

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Find options typed with signs that only look like the right ones, before they pass for values."""
        known = {name for param in self.get_params(ctx) for name in (*param.opts, *param.secondary_opts)}
        for arg in args:
            message = _look_alike(arg, known)
            if message:
                raise click.UsageError(message, ctx)
        return super().parse_args(ctx, args)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "显示这页说明"
        return option

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write("\n".join(self.help_lines(ctx)) + "\n")

    def help_lines(self, ctx: click.Context) -> list[str]:
        """The help page, line by line, at most 80 columns wide."""
        usage = " ".join(piece.metavar_of(ctx) for piece in _usage(self, ctx))
        lines = [*_hanging("用法：", f"{ctx.command_path} {usage}".rstrip()), ""]
        for paragraph in (self.help or "").strip().split("\n\n"):
            lines += [*wrap("".join(part.strip() for part in paragraph.splitlines()), WIDTH), ""]
        for title, rows in self.help_tables(ctx):
            if rows:
                lines += [title, *_table(rows), ""]
        if self.example:
            lines += ["示例：", *(f"  {line}" for line in self.example.strip().splitlines())]
        while lines and not lines[-1]:
            lines.pop()
        return lines

    def help_tables(self, ctx: click.Context) -> list[tuple[str, list[tuple[str, str]]]]:
        """The tables of a help page: title and rows of name and explanation."""
        rows = [record for param in self.get_params(ctx) if (record := _option_row(param, ctx)) is not None]
        return [("选项：", rows)]


_DASHES = re.compile(r"(?P<dashes>[-—–―－‐‑−]{1,4})(?P<name>[A-Za-z][A-Za-z-]*)(?P<sign>[=＝]?)")


def _look_alike(arg: str, known: Collection[str]) -> str:
    """What is wrong with an option whose dashes or equals sign are of another kind; empty: nothing."""
    found = _DASHES.match(arg)
    if found is None or f"--{found['name']}" not in known:
        return ""
    if found["dashes"] != "--":
        return f"“{arg}”前面的短横不对，选项要用两个半角短横：--{found['name']}。"
    if found["sign"] == "＝":
        return f"“{arg}”里用了全角等号，写成 --{found['name']} 加空格再写值。"
    return ""


class _Usage:
    def __init__(self, text: str) -> None:
        self._text = text

    def metavar_of(self, _ctx: click.Context) -> str:
        return self._text


def _usage(command: click.Command, ctx: click.Context) -> Iterable[_Usage]:
    params = command.get_params(ctx)
    if any(isinstance(param, click.Option) and param.name != "help" for param in params):
        yield _Usage("[选项]")
    for param in params:
        if isinstance(param, click.Argument):
            yield _Usage(param.make_metavar(ctx))
    if isinstance(command, click.Group):
        yield _Usage("命令 …")


def _option_row(param: click.Parameter, ctx: click.Context) -> tuple[str, str] | None:
    if not isinstance(param, click.Option) or param.hidden:
        return None
    names = "，".join(sorted((*param.opts, *param.secondary_opts), key=len))
    if not param.is_flag and not param.count:
        names += f" {param.metavar or param.make_metavar(ctx)}"
    text = param.help or ""
    if param.multiple:
        text += "；可以写多次"
    if param.required:
        text += "（必填）"
    elif param.show_default and param.default not in (None, (), False):
        text += f"（默认 {param.default}）"
    return names, text


class Command(_ChineseHelp):
    """A command."""


class CommandGroup(_ChineseHelp, click.Group):
    """A group of commands."""

    command_class = Command

    def help_tables(self, ctx: click.Context) -> list[tuple[str, list[tuple[str, str]]]]:
        """The commands of the group, then its options."""
        rows = [
            (name, (command.short_help or command.help or "").strip().split("\n")[0])
            for name in self.list_commands(ctx)
            if (command := self.get_command(ctx, name)) is not None and not command.hidden
        ]
        return [("命令：", rows), *super().help_tables(ctx)]

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find a command; an unknown name is answered with the nearest known one."""
        name = args[0]
        if self.get_command(ctx, name) is None and not ctx.resilient_parsing and not name.startswith("-"):
            near = difflib.get_close_matches(name, self.list_commands(ctx), 1)
            hint = f"是不是想用“{near[0]}”？" if near else f"可用的命令：{'、'.join(self.list_commands(ctx))}"
            message = f"没有“{name}”这个命令。{hint}"
            raise click.UsageError(message, ctx)
        return super().resolve_command(ctx, args)


CommandGroup.group_class = CommandGroup


def _hanging(head: str, text: str) -> list[str]:
    indent = columns(head)
    first, *rest = wrap(text, WIDTH - indent)
    return [head + first, *(" " * indent + line for line in rest)]


def _table(rows: list[tuple[str, str]]) -> list[str]:
    name_width = min(_NAME_WIDTH, max(columns(name) for name, _ in rows))
    lines: list[str] = []
    for name, text in rows:
        pieces = wrap(text, WIDTH - name_width - 4)
        if columns(name) > name_width:
            lines.append(f"  {name}")
        else:
            lines.append(f"  {pad(name, name_width)}  {pieces.pop(0)}")
        lines += [f"  {' ' * name_width}  {piece}" for piece in pieces]
    return [line.rstrip() for line in lines]


def explain_usage_error(error: click.UsageError) -> str:
    """What was wrong in the call, in Chinese."""
    name = ""
    if isinstance(error, click.BadParameter) and error.param is not None:
        param = error.param
        name = param.opts[0] if isinstance(param, click.Option) else (param.metavar or param.name or "")
    match error:
        case click.NoSuchOption():
            near = "、".join(error.possibilities or ())
            return f"没有“{error.option_name}”这个选项" + (f"，是不是想用 {near}？" if near else "。")
        case click.MissingParameter():
            return f"缺少“{name}”。"
        case click.BadOptionUsage():
            return f"选项“{error.option_name}”的写法不对，它后面要跟一个值。"
        case click.BadParameter():
            return f"“{name}”的值不对：{_explain_value(error)}"
        case _:
            text = error.format_message()
            return "多写了参数。" if text.startswith("Got unexpected extra") else text


def written_value(error: click.BadParameter) -> str:
    """What was written after the option, as click quotes it in its own sentence; empty when it does not."""
    quoted = error.message.split("'")
    return quoted[1] if len(quoted) > 1 else ""


def _explain_value(error: click.BadParameter) -> str:
    if error.message.endswith("。"):
        return error.message  # a sentence of our own
    param_type = None if error.param is None else error.param.type
    match param_type:
        case click.Choice():
            known = [str(choice) for choice in param_type.choices]
            near = difflib.get_close_matches(written_value(error).lower(), known, 1)
            hint = f"是不是想写“{near[0]}”？" if near else ""
            return f"只能是 {'、'.join(known)} 之一。{hint}"
        case click.IntRange() | click.FloatRange():
            low, high = param_type.min, param_type.max
            limits = f"不小于 {low}" if high is None else f"{low} 到 {high}"
            return f"应当是 {limits} 的整数。"
        case click.types.IntParamType():
            return "应当是整数。"
        case click.Path():
            return "没有这个文件或文件夹。"
        case _:
            return error.message


class LazyGroup(CommandGroup):
    """``elsewhere`` maps names of commands to ``module:attribute``; they come after the group's own."""

    def __init__(self, *args: Any, elsewhere: Mapping[str, str], **extra: Any) -> None:
        super().__init__(*args, **extra)
        self._elsewhere = dict(elsewhere)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """In the order in which the work is done."""
        own = [name for name in self.commands if name not in self._elsewhere]
        return [*own, *self._elsewhere] if ctx else own

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command, its module loaded."""
        if cmd_name not in self._elsewhere:
            return super().get_command(ctx, cmd_name)
        module, _, name = self._elsewhere[cmd_name].partition(":")
        command = getattr(import_module(module), name)
        assert isinstance(command, click.Command)  # noqa: S101 - the table is ours
        return command
