"""Every small change of a Python file that a slip of the hand could make."""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator

from tools.mutants.edits import Edit, around

_TURNED: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.Gt),
    ast.LtE: (ast.Lt,),
    ast.Gt: (ast.GtE, ast.Lt),
    ast.GtE: (ast.Gt,),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
}
_ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Div,
    ast.Mod: ast.FloorDiv,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}
_OTHER_CALL = {"min": "max", "max": "min", "any": "all", "all": "any", "ceil": "floor", "floor": "ceil"}
_ONLY_ARGUMENT = {"sorted": "list", "reversed": "iter"}
_UNDONE = {"list", "dict", "set", "frozenset", "tuple", "abs", "int", "str", "copy", "deepcopy"}
_SAME_WITHOUT = {"strip", "lower", "upper", "casefold", "copy", "rstrip", "lstrip", "sort", "replace"}
_KEYWORDS = {"key", "reverse", "default"}
_SLIP = 1


def python_edits(file: str, source: bytes) -> list[Edit]:
    """All of them, in the order of the file."""
    finder = _Finder(file, source)
    finder.visit(ast.parse(source))
    return sorted(finder.found, key=lambda edit: (edit.start, edit.end, edit.new))


class _Finder(ast.NodeVisitor):
    """Walks the tree and notes the changes of each node."""

    def __init__(self, file: str, source: bytes) -> None:
        self.file = file
        self.source = source
        self.found: list[Edit] = []
        self._where: list[str] = []
        self._starts = [0]
        for line in source.splitlines(keepends=True):
            self._starts.append(self._starts[-1] + len(line))

    def visit(self, node: ast.AST) -> None:
        """One node and what is in it; annotations, docstrings, f-strings and ``strict=`` are left alone."""
        if isinstance(node, ast.JoinedStr) or (isinstance(node, ast.keyword) and node.arg == "strict"):
            return
        named = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
        if named:
            self._where.append(node.name)  # type: ignore[attr-defined]
        for new in _changes(node):
            self._note(node, new)
        if isinstance(node, ast.If | ast.While | ast.IfExp) and not isinstance(node.test, ast.Compare):
            self._note(node.test, ast.UnaryOp(ast.Not(), node.test))
        for name, value in ast.iter_fields(node):
            if name in {"annotation", "returns", "decorator_list", "type_comment"}:
                continue
            for child in value if isinstance(value, list) else [value]:
                if isinstance(child, ast.AST) and not _is_text_alone(child):
                    self.visit(child)
        if named:
            self._where.pop()

    def _note(self, node: ast.AST, new: ast.AST | str) -> None:
        start, end = (
            self._starts[row - 1] + column
            for row, column in (
                (node.lineno, node.col_offset),  # type: ignore[attr-defined]
                (node.end_lineno, node.end_col_offset),  # type: ignore[attr-defined]
            )
        )
        text = new if isinstance(new, str) else ast.unparse(ast.fix_missing_locations(new))
        if isinstance(new, ast.BoolOp | ast.IfExp | ast.Compare | ast.BinOp | ast.UnaryOp):
            text = f"({text})"
        where = ".".join(self._where) or "<module>"
        self.found.append(around(self.source, (start, end), text, file=self.file, where=where))


def _is_text_alone(node: ast.AST) -> bool:
    """A docstring."""
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _changes(node: ast.AST) -> Iterator[ast.AST | str]:
    match node:
        case ast.Compare():
            yield from _turned(node)
        case ast.BoolOp():
            yield _with(node, op=ast.And() if isinstance(node.op, ast.Or) else ast.Or())
            for index in range(len(node.values)):
                rest = node.values[:index] + node.values[index + 1 :]
                yield _with(node, values=rest) if len(rest) > 1 else rest[0]
        case ast.UnaryOp(op=ast.Not() | ast.USub()):
            yield node.operand
        case ast.BinOp() if type(node.op) in _ARITHMETIC and not _is_text(node):
            yield _with(node, op=_ARITHMETIC[type(node.op)]())
        case ast.AugAssign() if type(node.op) in _ARITHMETIC:
            yield _with(node, op=_ARITHMETIC[type(node.op)]())
            yield "pass"
        case ast.IfExp():
            yield _with(node, body=node.orelse, orelse=node.body)
        case ast.Call():
            yield from _called(node)
        case ast.comprehension() | ast.arguments():
            return
        case _:
            yield from _statement(node)
            yield from _constant(node)


def _turned(node: ast.Compare) -> Iterator[ast.AST]:
    for index, operator in enumerate(node.ops):
        for other in _TURNED[type(operator)]:
            yield _with(node, ops=[*node.ops[:index], other(), *node.ops[index + 1 :]])


def _called(node: ast.Call) -> Iterator[ast.AST]:
    for index, keyword in enumerate(node.keywords):
        if keyword.arg in _KEYWORDS:
            yield _with(node, keywords=node.keywords[:index] + node.keywords[index + 1 :])
    match node.func:
        case ast.Name(id=name) if node.args and name in _OTHER_CALL:
            yield _with(node, func=ast.Name(_OTHER_CALL[name]))
        case ast.Name(id=name) if len(node.args) == 1 and name in _ONLY_ARGUMENT:
            yield ast.Call(ast.Name(_ONLY_ARGUMENT[name]), node.args, [])
        case ast.Name(id=name) if len(node.args) == 1 and name in _UNDONE and not node.keywords:
            if not isinstance(node.args[0], ast.Starred | ast.GeneratorExp):
                yield node.args[0]
        case ast.Attribute(value=value, attr=name) if name in _SAME_WITHOUT:
            yield value


def _statement(node: ast.AST) -> Iterator[ast.AST | str]:
    match node:
        case ast.If() | ast.While():
            return
        case ast.Expr(value=ast.Call() | ast.Yield() | ast.YieldFrom()) | ast.Raise() | ast.Delete():
            yield "pass"
        case ast.Continue():
            yield "break"
            yield "pass"
        case ast.Break():
            yield "continue"
            yield "pass"
        case ast.Return(value=ast.Constant(value=bool() as value)):
            yield f"return {not value}"
        case ast.Return(value=ast.AST() as value) if not isinstance(value, ast.Constant):
            yield "return None"
        case ast.ListComp() | ast.SetComp() | ast.GeneratorExp() | ast.DictComp():
            for index, loop in enumerate(node.generators):
                if loop.ifs:
                    changed = copy.deepcopy(node)
                    changed.generators[index].ifs = loop.ifs[:-1]
                    yield changed
        case _:
            pass


def _constant(node: ast.AST) -> Iterator[ast.AST | str]:
    match node:
        case ast.Constant(value=bool() as value):
            yield str(not value)
        case ast.Constant(value=int() as value):
            yield str(value + _SLIP)
            if value:
                yield str(value - _SLIP)
        case ast.Subscript(slice=ast.Constant(value=str() as value)) if isinstance(node.ctx, ast.Load):
            yield _with(node, slice=ast.Constant(value + "_"))
        case ast.Subscript(slice=ast.Slice(), value=value) if isinstance(node.ctx, ast.Load):
            yield value
        case _:
            pass


def _is_text(node: ast.BinOp) -> bool:
    return any(isinstance(side, ast.JoinedStr) for side in (node.left, node.right)) or any(
        isinstance(side, ast.Constant) and isinstance(side.value, str) for side in (node.left, node.right)
    )


def _with(node: ast.AST, **fields: object) -> ast.AST:
    changed = copy.copy(node)
    for name, value in fields.items():
        setattr(changed, name, value)
    return changed
