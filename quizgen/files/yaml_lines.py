"""YAML that remembers on which line every value stood."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from quizgen.errors import Problem
from quizgen.files.text import read_utf8
from quizgen.files.yaml_nodes import Key, Loader, NodeReader, TooDeep, check_depth
from quizgen.files.yaml_rows import NAMED, PIECE, cut, indent_of, with_dash
from quizgen.files.yaml_slips import explain_slip, mended_rows, misplaced
from quizgen.files.yaml_source import SourceFault, YamlSource

_NAME = re.compile(r"""\s*["']?([^\s:：#"'\[\]{}-][^\s:：#"'\[\]{}]*)""")

_NAME_ALONE = re.compile(r"\s*([\w/-]+):\s*(?:#.*)?")

_SEVERAL = 2


@dataclass(frozen=True, slots=True)
class LinedYaml:
    """A YAML document as plain data; ``lines`` maps the way to every value to its line (from 1).

    ``written`` has the way to every value that is no text although something else than its plain notation
    stood there (a date, ``yes``), with what stood there. ``broken`` has the ways to values that could not
    be read at all: they are missing from the data, but not missing from the file.
    """

    file: str
    data: Any
    lines: dict[Key, int] = field(repr=False)
    written: Mapping[Key, str] = field(default_factory=dict, repr=False)
    broken: frozenset[Key] = frozenset()

    def broken_in(self, key: Key) -> frozenset[Key]:
        """The ways, from the value at ``key`` on, to what could not be read in it."""
        return frozenset(way[len(key) :] for way in self.broken if way[: len(key)] == key)

    def line(self, key: Key) -> int | None:
        """The line of a value, or of the nearest thing that holds it."""
        while key and key not in self.lines:
            key = key[:-1]
        return self.lines.get(key)


def load_yaml(path: Path, shown_as: str, rule: str) -> tuple[LinedYaml | None, list[Problem]]:
    """Read a YAML file written by people; faults come back as Problems with number ``rule``.

    Raises CannotRead when the file cannot be read or is not UTF-8.
    """
    return parse_yaml(read_utf8(path), shown_as, rule)


def parse_yaml(
    text: str, shown_as: str, rule: str, *, by_hand: bool = True
) -> tuple[LinedYaml | None, list[Problem]]:
    """The same for text at hand; text that a program wrote (not ``by_hand``) is not searched for slips.

    A fault of syntax costs only the value in which it stands, where the text around it can still be read.
    """
    reader = _Reader(shown_as, rule, by_hand=by_hand)
    found = reader.read(text)
    problems = sorted(set(reader.problems))
    if found is _NOTHING:
        return None, problems
    return LinedYaml(shown_as, found, reader.lines, reader.written, frozenset(reader.broken)), problems


_NOTHING = object()
"""Stands for a text of which nothing could be read (an empty text is read as None)."""


class _Reader:
    """Reads a text whole, or else piece by piece; gathers lines and faults."""

    def __init__(self, shown_as: str, rule: str, *, by_hand: bool) -> None:
        self._file = shown_as
        self._rule = rule
        self._by_hand = by_hand
        self.lines: dict[Key, int] = {}
        self.written: dict[Key, str] = {}
        self.broken: set[Key] = set()
        self.problems: list[Problem] = []

    def read(self, text: str) -> Any:
        """The data of a whole file, or nothing."""
        if self._by_hand:
            for fault in YamlSource(text).line_signs():
                self._note(0, fault)
            text, faults = mended_rows(re.sub(r"[\x85\u2028\u2029]", "", text))
            for fault in faults:
                self._note(0, fault)
        try:
            return self._no_bare_text(text, self._parse(text, 0, ()))
        except yaml.MarkedYAMLError as error:
            noted = len(self.problems)
            found = self._pieces(text.split("\n"), 0, ())
            if found is _NOTHING or len(self.problems) == noted:
                self._syntax(text, 0, error)
            return found
        except yaml.YAMLError:
            found_sign = yaml.reader.Reader.NON_PRINTABLE.search(text)
            line = None if found_sign is None else text.count("\n", 0, found_sign.start()) + 1
            message = "含有 YAML 不允许的控制字符"
            self.problems.append(Problem(self._file, line, self._rule, message, "删去不可见字符"))
        except TooDeep as error:
            self.problems.append(Problem(self._file, error.line, self._rule, "嵌套层次过深", "检查缩进"))
        return _NOTHING

    def _no_bare_text(self, text: str, found: Any) -> Any:
        """A file that is nothing but a text has lost the colons of all its keys."""
        if not isinstance(found, str):
            return found
        self._note(0, explain_slip(text, text.find(found[:1]), 0, "could not find expected ':'"))
        return _NOTHING

    def _parse(self, text: str, offset: int, key: Key) -> Any:
        """The data of a text that starts ``offset`` lines into the file; raises what the parser raises."""
        check_depth(text, Loader)
        loader = Loader(text)
        try:
            node = loader.get_single_node()
            builder = NodeReader(loader, YamlSource(text) if self._by_hand else None, offset)
            data = None if node is None else builder.build(node, key)
        finally:
            loader.dispose()
        for way, line in builder.lines.items():
            self.lines.setdefault(way, line)
        self.written |= builder.written
        for fault in builder.faults:
            self._note(0, fault)
        return data

    def _pieces(self, rows: list[str], offset: int, key: Key) -> Any:
        """The data of a text with a fault of syntax: everything but the pieces that have one.

        A list falls into its items, an item or a mapping into its keys; what cannot be cut is left out.
        """
        pieces = list(cut(rows))
        if not pieces:
            return _NOTHING
        items = [piece for piece in pieces if f"{rows[piece[0]].strip()} ".startswith("- ")]
        if items:
            return self._items(rows, self._with_dashes(rows, pieces, items, offset), offset, key)
        return self._keys(rows, pieces, offset, key)

    def _with_dashes(
        self, rows: list[str], pieces: list[tuple[int, int]], items: list[tuple[int, int]], offset: int
    ) -> list[tuple[int, int]]:
        """The items; lines between them that look like an item without its dash are made one."""
        found: list[tuple[int, int]] = []
        made: list[int] = []
        for start, end in pieces:
            if (start, end) not in items and made and found[-1][0] == made[-1]:
                found[-1] = (made[-1], end)
            elif (start, end) in items:
                found.append((start, end))
            elif NAMED.match(rows[start]):
                made.append(start)
                found.append((start, end))
                self._note(offset, SourceFault(start + 1, "这一项的开头缺少短横“- ”", _DASH_HINT))
            elif found and not _NAME_FIRST.match(rows[start]):
                self._note(offset, SourceFault(start + 1, *_CONTINUED))
                rows[start] = ""
                found[-1] = (found[-1][0], end)
            else:
                self._report(rows[start:end], offset + start)
        for start, end in found:
            if start in made:
                rows[start:end] = with_dash(rows[start:end])
        return found

    def _items(self, rows: list[str], pieces: list[tuple[int, int]], offset: int, key: Key) -> Any:
        found: list[Any] = []
        for start, end in pieces:
            way = (*key, len(found))
            piece = rows[start:end]
            self.lines[way] = offset + start + 1
            item = self._piece(piece, offset + start, way, unwrap=True)
            if item is _NOTHING:
                inside = [piece[0].replace("-", " ", 1), *piece[1:]]
                item = self._pieces(inside, offset + start, way) if len(list(cut(inside))) > 1 else _NOTHING
                if item is _NOTHING:
                    self._report(piece, offset + start)
                    self.broken.add(way)
            found.append({} if item is _NOTHING else item)
        return found

    def _keys(self, rows: list[str], pieces: list[tuple[int, int]], offset: int, key: Key) -> Any:
        if len(pieces) == 1:
            return _NOTHING
        found: dict[str, Any] = {}
        indents = [indent_of(rows[start]) for start, _ in pieces]
        for (start, end), indent in zip(pieces, indents, strict=True):
            piece = rows[start:end]
            part = self._piece(piece, offset + start, key)
            if isinstance(part, dict):
                if indent != indents[0]:
                    self._note(offset, misplaced(start + 1, indent, indents[0]))
                for name, value in part.items():
                    if name in found:
                        self._twice(offset + start + 1, name)
                    found.setdefault(name, value)
            elif not self._below(piece, offset + start, key, found):
                self._report(piece, offset + start)
                self._mark_broken(piece, offset + start, key)
        return found

    def _below(self, rows: list[str], offset: int, key: Key, found: dict[str, Any]) -> bool:
        """Read what stands in the lines below a key that has nothing on its own line."""
        name = _NAME_ALONE.fullmatch(rows[0])
        if name is None or len(list(cut(rows[1:]))) < _SEVERAL:
            return False
        way = (*key, name.group(1))
        deep = next(indent_of(row) for row in rows[1:] if PIECE.search(row))
        out = next(
            (n for n, row in enumerate(rows) if n and row.strip() and indent_of(row) < deep), len(rows)
        )
        inside = self._piece(rows[1:out], offset + 1, way)
        if inside is _NOTHING:
            inside = self._pieces(rows[1:out], offset + 1, way)
        rest = self._piece(rows[out:], offset + out, key) if out < len(rows) else {}
        if inside is _NOTHING:
            return False
        if not isinstance(rest, dict):
            self._report(rows[out:], offset + out)
            self._mark_broken(rows[out:], offset + out, key)
        elif rest:
            self._note(offset, misplaced(out + 1, indent_of(rows[out]), indent_of(rows[0])))
            found |= {one: value for one, value in rest.items() if one not in found}
        self.lines.setdefault(way, offset + 1)
        found.setdefault(name.group(1), inside)
        return True

    def _mark_broken(self, rows: list[str], offset: int, key: Key) -> None:
        for number, row in enumerate(rows):
            name = _NAME.match(row)
            if name is not None:
                self.broken.add((*key, name.group(1)))
                self.lines.setdefault((*key, name.group(1)), offset + number + 1)

    def _piece(self, rows: list[str], offset: int, key: Key, *, unwrap: bool = False) -> Any:
        text = "\n".join(rows)
        try:
            if not unwrap:
                return self._parse(text, offset, key)
            data = self._parse("\n".join([rows[0].replace("-", " ", 1), *rows[1:]]), offset, key)
        except TooDeep as error:
            self.problems.append(Problem(self._file, error.line, self._rule, "嵌套层次过深", "检查缩进"))
            return _NOTHING
        except yaml.YAMLError:
            return _NOTHING
        return data

    def _report(self, rows: list[str], offset: int) -> None:
        """Say what is wrong in a piece that cannot be read."""
        text = "\n".join(rows)
        try:
            yaml.compose(text, Loader=Loader)
        except yaml.MarkedYAMLError as error:
            self._syntax(text, offset, error)
        except yaml.YAMLError:
            message = "含有 YAML 不允许的控制字符"
            self.problems.append(Problem(self._file, offset + 1, self._rule, message, "删去不可见字符"))
        else:
            if not any(offset < (one.line or 0) <= offset + len(rows) for one in self.problems):
                self._note(offset, explain_slip(text, 0, 0, "could not find expected ':'"))

    def _syntax(self, text: str, offset: int, error: yaml.MarkedYAMLError) -> None:
        mark = error.problem_mark or error.context_mark
        context = error.context_mark or mark
        place, opened = (0 if one is None else one.index for one in (mark, context))
        said = f"{error.context or ''} {error.problem or ''}"
        self._note(offset, explain_slip(text, place, opened, said))

    def _twice(self, line: int, name: str) -> None:
        self.problems.append(Problem(self._file, line, self._rule, f"键“{name}”写了两次", "只保留一个"))

    def _note(self, offset: int, fault: SourceFault) -> None:
        self.problems.append(Problem(self._file, offset + fault.line, self._rule, fault.message, fault.hint))


_NAME_FIRST = re.compile(r"\s*\S+[:：]")

_CONTINUED = (
    "YAML 格式错误：这一行缺少冒号，或者是上一行没有写完的文字",
    "写成“键: 值”，与同一题的键对齐；接上一行的文字写在同一行",
)

_DASH_HINT = "第一行以“- ”开头，其余各行与它后面的文字对齐"
