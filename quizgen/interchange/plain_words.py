"""Words of a question bank made comparable: narrow, simplified, without space or brackets around."""

from __future__ import annotations

from functools import lru_cache

from quizgen.markup.words import plain

_TRADITIONAL = (
    "單項選擇題斷簡論問對錯誤確參難標準順連線組識點據處評說詳應實條號個幾綜閱讀訓計寫級課應據釋義給紙試"
    "卷總節類際區類積權責義務與為"
)
_SIMPLIFIED = (
    "单项选择题断简论问对错误确参难标准顺连线组识点据处评说详应实条号个几综阅读训计写级课应据释义给纸试"
    "卷总节类际区类积权责义务与为"
)
_TO_SIMPLIFIED = str.maketrans(_TRADITIONAL, _SIMPLIFIED)
TRADITIONAL = frozenset("單項選擇題斷簡論問對錯誤確參難標準")
"""Characters by which a bank in traditional characters is known."""
_AROUND = "【】[]［］()（）<>《》「」『』〔〕:：.。、,，*#-—_"


@lru_cache(maxsize=1 << 14)
def plain_word(text: str) -> str:
    """A label for comparing: narrow, small letters, simplified, no space, nothing around it."""
    return simplified(plain(text)).casefold().strip(_AROUND)


def simplified(text: str) -> str:
    """The words by which banks are read in simplified characters; as long as before, other text as it was."""
    return text if text.isascii() else text.translate(_TO_SIMPLIFIED)
