"""What is said when the libraries that read scans are not installed."""

from __future__ import annotations

import sys

import pytest

from quizgen.scan.extra import ScanExtraMissing, need_scan_extra


def test_every_missing_package_is_named_with_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    need_scan_extra()
    for module in ("zxingcpp", "cv2"):
        monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(ScanExtraMissing) as told:
        need_scan_extra()
    assert str(told.value).startswith("读扫描件还缺 opencv-python-headless、zxing-cpp；")
    assert "pip install 'quizgen[scan]'" in str(told.value)
