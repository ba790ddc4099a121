"""Whether the libraries of the extras ``quizgen[province]`` and ``quizgen[sm]`` are installed."""

from __future__ import annotations

from importlib.util import find_spec

from quizgen.errors import QuizgenError


class ExtraMissing(QuizgenError):
    """A library that only some users need is not installed."""

    def __init__(self, what: str, package: str, extra: str) -> None:
        super().__init__(
            f"{what}还缺 {package}；请先运行 pip install 'quizgen[{extra}]'（在线），"
            "或用 pip 安装事先下载好的这个包（离线），再重试。"
        )


def need_age() -> None:
    """Raise ExtraMissing unless bundles can be sealed and opened; call it before importing ``pyrage``."""
    _need("pyrage", "密封、拆封单位的包", "province")


def need_sm2() -> None:
    """Raise ExtraMissing unless SM2 signatures can be made; call it before importing ``gmalg``."""
    _need("gmalg", "国密（SM2）签名", "sm")


def _need(package: str, what: str, extra: str) -> None:
    if find_spec(package) is None:
        raise ExtraMissing(what, package, extra)
