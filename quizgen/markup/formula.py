"""Formulas of the bank, ``$x^2+1$``: a small language read into a tree, never handed on as anybody's code."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

SignRole = Literal["relation", "binary", "prefix", "loose"]
"""How a sign stands: between two sides, between two terms, before one term, or without any room."""


@dataclass(frozen=True, slots=True)
class FormulaNumber:
    """Digits, with a decimal point perhaps."""

    text: str


@dataclass(frozen=True, slots=True)
class FormulaName:
    """A quantity of one letter, Latin or Greek."""

    text: str


@dataclass(frozen=True, slots=True)
class FormulaWord:
    """Chinese words, or the name of a function such as sin."""

    text: str


@dataclass(frozen=True, slots=True)
class FormulaSign:
    """An operator, a relation, a mark."""

    text: str
    role: SignRole


@dataclass(frozen=True, slots=True)
class FormulaRow:
    """What stands side by side."""

    items: tuple[FormulaNode, ...]


@dataclass(frozen=True, slots=True)
class FormulaRatio:
    """A fraction with its bar."""

    over: FormulaNode
    under: FormulaNode


@dataclass(frozen=True, slots=True)
class FormulaScript:
    """A base with what stands below and above it; for a sum these are its limits."""

    base: FormulaNode
    below: FormulaNode | None
    above: FormulaNode | None


@dataclass(frozen=True, slots=True)
class FormulaRoot:
    """A root; ``degree`` None is the square root."""

    inside: FormulaNode
    degree: FormulaNode | None


@dataclass(frozen=True, slots=True)
class FormulaFence:
    """Something in brackets."""

    open: str
    inside: FormulaNode
    close: str


FormulaNode = (
    FormulaNumber
    | FormulaName
    | FormulaWord
    | FormulaSign
    | FormulaRow
    | FormulaRatio
    | FormulaScript
    | FormulaRoot
    | FormulaFence
)
"""A formula, or a part of one."""


SUM = "∑"
SPACE = " "
"""What stands between a function and what it is of."""

DEEPEST = 8
"""Fractions, roots, brackets and scripts inside one another."""

_GREEK = {
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "zeta": "ζ", "eta": "η",
    "theta": "θ", "iota": "ι", "kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ", "pi": "π",
    "rho": "ρ", "sigma": "σ", "tau": "τ", "upsilon": "υ", "phi": "φ", "chi": "χ", "psi": "ψ",
    "omega": "ω", "Gamma": "Γ", "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ", "Xi": "Ξ", "Pi": "Π",
    "Sigma": "Σ", "Phi": "Φ", "Psi": "Ψ", "Omega": "Ω",
}  # fmt: skip
_SIGN_NAMES = {
    "times": "×", "div": "÷", "cdot": "·", "pm": "±", "le": "≤", "leq": "≤", "ge": "≥", "geq": "≥", "ne": "≠",
    "neq": "≠", "approx": "≈", "to": "→", "infty": "∞", "degree": "°", "sum": SUM,
}  # fmt: skip
_FUNCTIONS = frozenset({"sin", "cos", "tan", "ln", "lg", "log", "lim", "max", "min"})
_RELATIONS, _BINARY = frozenset("=<>≤≥≠≈→:"), frozenset("+−±×÷·")
_LOOSE = frozenset(",%°℃′∞!∑")
_BRACKETS = {"(": ")", "[": "]"}
_CLOSING = frozenset(")]}")
_SIGNS_BEFORE = frozenset("+−±")
_MENDS = {
    "*": "乘号写 ×",
    "#": "公式里没有函数和命令",
    '"': "公式里不用引号",
    "&": "",
    "@": "",
    "'": "撇写 ′",
}
_TOKEN = re.compile(
    r"[ \t]+|(?P<number>[0-9]+(?:\.[0-9]+)?)|(?P<letter>[A-Za-zα-ωΑ-Ω])|(?P<han>[\u3400-\u9fff]+)"
    r"|\\(?P<command>[A-Za-z]+)|(?P<sign>.)",
    re.DOTALL,
)


class UnreadableFormula(ValueError):
    """A formula that is not of this language; the sentence says what in it is not."""


@dataclass(frozen=True, slots=True)
class _Token:
    kind: Literal["number", "letter", "han", "command", "sign"]
    text: str


def parse_formula(source: str) -> FormulaNode:
    """Read what stands between the dollar signs. Raises UnreadableFormula."""
    reader = _Reader(source)
    found = reader.row(_CLOSING)
    if (left := reader.peek()) is not None:
        message = f"多了一个 {left.text}"
        raise UnreadableFormula(message)
    return found


def _tokens(source: str) -> list[_Token]:
    tokens: list[_Token] = []
    for found in _TOKEN.finditer(source):
        match found.lastgroup:
            case "number" | "letter" | "han" | "command" as kind:
                tokens.append(_Token(kind, found[kind]))
            case "sign":
                tokens.append(_Token("sign", found["sign"].replace("-", "−")))
            case _:
                continue
    return tokens


class _Reader:
    """Reads tokens from left to right, one function a level of the language."""

    def __init__(self, source: str) -> None:
        self._tokens = _tokens(source)
        self._at = 0
        self._depth = 0

    def peek(self) -> _Token | None:
        """The next token."""
        return self._tokens[self._at] if self._at < len(self._tokens) else None

    def row(self, ends: frozenset[str]) -> FormulaNode:
        """Terms up to one of these signs, or to the end."""
        items: list[FormulaNode] = []
        while (token := self.peek()) is not None and not (token.kind == "sign" and token.text in ends):
            if self._is(token, "/"):
                items.append(self._ratio(items))
            else:
                items.append(_placed(self._factor(), items))
                if _is_function(items[-1]) and self._goes_on(ends):
                    items.append(FormulaSign(SPACE, "loose"))
        if not items:
            message = "有一处空着"
            raise UnreadableFormula(message)
        return items[0] if len(items) == 1 else FormulaRow(tuple(items))

    def _goes_on(self, ends: frozenset[str]) -> bool:
        """Whether what follows needs a gap before it."""
        token = self.peek()
        return token is not None and not (token.kind == "sign" and token.text in ends | {"(", "[", "/"})

    def _ratio(self, items: list[FormulaNode]) -> FormulaNode:
        """The factor before the stroke over the factor behind it; brackets around either go."""
        self._at += 1
        if not items or isinstance(items[-1], FormulaSign):
            message = "/ 前面没有分子"
            raise UnreadableFormula(message)
        over = items.pop()
        under = self._factor()
        if isinstance(under, FormulaSign):
            message = "/ 后面没有分母"
            raise UnreadableFormula(message)
        return FormulaRatio(_bare(over), _bare(under))

    def _factor(self) -> FormulaNode:
        base = self._atom()
        below = above = None
        while (token := self.peek()) is not None and token.kind == "sign" and token.text in {"^", "_"}:
            if (token.text == "_" and below is not None) or (token.text == "^" and above is not None):
                message = f"同一个量有两个 {token.text}"
                raise UnreadableFormula(message)
            self._at += 1
            if token.text == "_":
                below = self._argument("_")
            else:
                above = self._argument("^")
        if below is None and above is None:
            return base
        if isinstance(base, FormulaSign) and base.text not in {SUM, "′", "∞", "°"}:
            message = f"{base.text} 上不能有上下标"
            raise UnreadableFormula(message)
        return FormulaScript(base, below, above)

    def _argument(self, sign: str) -> FormulaNode:
        """What a script holds: something in braces, or one number or letter, perhaps with its sign."""
        token = self.peek()
        if token is not None and token.kind == "sign" and token.text in _SIGNS_BEFORE:
            self._at += 1
            before = FormulaSign(token.text, "prefix")
            if (nearest := self.peek()) is None or nearest.kind not in {"number", "letter"}:
                return before
            return FormulaRow((before, self._atom()))
        if token is None or (
            token.kind == "sign" and token.text != "{" and token.text not in {"∞", "°", "′"}
        ):
            message = f"{sign} 后面没有内容"
            raise UnreadableFormula(message)
        return self._atom()

    def _atom(self) -> FormulaNode:
        token = self.peek()
        if token is None:
            message = "没有写完"
            raise UnreadableFormula(message)
        self._at += 1
        match token.kind:
            case "number":
                return FormulaNumber(token.text)
            case "letter":
                return FormulaName(token.text)
            case "han":
                return FormulaWord(token.text)
            case "command":
                return self._command(token.text)
            case "sign":
                return self._sign(token.text)

    def _command(self, name: str) -> FormulaNode:
        if name in _GREEK:
            return FormulaName(_GREEK[name])
        if name in _SIGN_NAMES:
            return _sign(_SIGN_NAMES[name])
        if name in _FUNCTIONS:
            return FormulaWord(name)
        if name == "frac":
            return FormulaRatio(self._braced(name), self._braced(name))
        if name == "sqrt":
            degree = self._inside("[", "]") if self._is(self.peek(), "[") else None
            return FormulaRoot(self._braced(name), degree)
        message = f"不认识 \\{name}"
        raise UnreadableFormula(message)

    def _sign(self, text: str) -> FormulaNode:
        if text in _BRACKETS:
            self._at -= 1
            return FormulaFence(text, self._inside(text, _BRACKETS[text]), _BRACKETS[text])
        if text == "{":
            self._at -= 1
            return self._inside("{", "}")
        if text == "√":
            return FormulaRoot(_bare(self._atom()), None)
        if text in _RELATIONS | _BINARY | _LOOSE:
            return _sign(text)
        mend = _MENDS.get(text, "")
        message = f"不认识 {text}" + (f"，{mend}" if mend else "")
        raise UnreadableFormula(message)

    def _braced(self, name: str) -> FormulaNode:
        if not self._is(self.peek(), "{"):
            message = f"\\{name} 后面要有 {{ }}"
            raise UnreadableFormula(message)
        return self._inside("{", "}")

    def _inside(self, opening: str, closing: str) -> FormulaNode:
        self._at += 1
        self._depth += 1
        if self._depth > DEEPEST:
            message = f"套了 {DEEPEST} 层以上"
            raise UnreadableFormula(message)
        found = self.row(_CLOSING)
        if not self._is(self.peek(), closing):
            message = f"{opening} 没有配对的 {closing}"
            raise UnreadableFormula(message)
        self._at += 1
        self._depth -= 1
        return found

    @staticmethod
    def _is(token: _Token | None, sign: str) -> bool:
        return token is not None and token.kind == "sign" and token.text == sign


def _sign(text: str) -> FormulaSign:
    return FormulaSign(text, "relation" if text in _RELATIONS else "binary" if text in _BINARY else "loose")


def _placed(node: FormulaNode, before: list[FormulaNode]) -> FormulaNode:
    """A + or − that has nothing on its left stands close to what follows."""
    if not isinstance(node, FormulaSign) or node.text not in _SIGNS_BEFORE:
        return node
    last = before[-1] if before else None
    opens = last is None or (isinstance(last, FormulaSign) and (last.role != "loose" or last.text == SPACE))
    return replace(node, role="prefix") if opens else node


def _is_function(node: FormulaNode) -> bool:
    base = node.base if isinstance(node, FormulaScript) else node
    return isinstance(base, FormulaWord) and base.text.isascii()


def _bare(node: FormulaNode) -> FormulaNode:
    return node.inside if isinstance(node, FormulaFence) and node.open == "(" else node
