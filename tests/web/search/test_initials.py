"""First letters of sounds: the names of this material, with the characters that have several sounds."""

from __future__ import annotations

import pytest

from quizgen.knowledge.pack import load_pack
from quizgen.web.search.initials import initials
from tests.web.page import ROOT

SOUNDS = load_pack(ROOT, "pack.yaml")[0].sounds


@pytest.mark.parametrize(
    ("title", "letters"),
    [
        ("五责同步", "wztb"),
        ("一岗双责", "ygsz"),
        ("处置情形对照", "czqxdz"),
        ("重点检查", "zdjc"),
        ("重选拔、轻日常管理", "zxb-qrcgl"),
        ("履行职责", "lxzz"),
        ("行业法规", "hyfg"),
        ("巡察组长库", "xczzk"),
        ("期限长短", "qxcd"),
        ("问卷调查", "wjdc"),
        ("协调保障", "xtbz"),
        ("考核台帐", "khtz"),
        ("参与", "cy"),
        ("人才备选机制", "rcbxjz"),
    ],
)
def test_a_name_is_spelt_as_it_is_spoken(title: str, letters: str) -> None:
    assert initials(title, SOUNDS) == letters


def test_sounds_belong_to_a_subject() -> None:
    assert initials("重心、重复") == "zx-cf"
    assert initials("重心、重复", {"重": "c"}) == "cx-cf"
    assert initials("重心、重复", {"重": "c", "重心": "zx"}) == "zx-cf"


def test_every_character_has_one_letter_or_mark() -> None:
    assert initials("“26445”模式（1+X）") == "-26445-ms-1-x-"
