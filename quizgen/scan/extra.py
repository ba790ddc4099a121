"""Whether the libraries of the extra ``quizgen[scan]`` are installed."""

from __future__ import annotations

from importlib.util import find_spec

from quizgen.errors import QuizgenError

_NEEDED = {
    "numpy": "numpy",
    "cv2": "opencv-python-headless",
    "zxingcpp": "zxing-cpp",
    "pypdfium2": "pypdfium2",
}


class ScanExtraMissing(QuizgenError):
    """A library that reading scans needs is not installed."""

    def __init__(self, packages: tuple[str, ...]) -> None:
        super().__init__(
            f"读扫描件还缺 {'、'.join(packages)}；请先运行 pip install 'quizgen[scan]'（在线），"
            "或用 pip 安装事先下载好的这些包（离线），再重试。"
        )


def need_scan_extra() -> None:
    """Raise ScanExtraMissing naming every package that is missing; call it before importing the rest."""
    missing = tuple(package for module, package in _NEEDED.items() if find_spec(module) is None)
    if missing:
        raise ScanExtraMissing(missing)
