"""Words that refer to an option by letter, number or place, all of which shuffling changes."""

from __future__ import annotations

import re
from functools import lru_cache

from quizgen.markup.words import narrow

_LETTER = r"(?<![A-Za-z0-9])[A-H](?![A-Za-z0-9])"
_LETTERS = r"(?<![A-Za-z0-9])[A-Ha-h]{1,8}(?![A-Za-z0-9])"
_JOINED = rf"{_LETTER}(?:\s*[、,和与及或/~至到-]\s*{_LETTER})+(?!\s*[角岗卷档级类制座栋])"
_NUMBER = "[一二两三四五六七八1-8]"
_THINGS = "(?:个?选项|项|个答案|个说法|种说法|个表述|个|种|条|句话?|者)"
_BEGIN = r"(?:(?<=^)|(?<=[，。；：、！？（“\s而但故且只仅除与和])|(?<=所以)|(?<=因此)|(?<=除了)|(?<=其中))"
_WRONG_OR_RIGHT = (
    r"错|对(?![照应象于口标策待比])|不对|不?(?:正确|符合|属于|准确|恰当|成立|妥)|有误|误|混|说[错反]|漏|多了|少了|偷换|"
    r"扩大|缩小|张冠李戴|出自|来自|虽|把|将|[指说讲]的|最|则|才|也[不都是对错]|是?干扰"
)
_VERDICT = (
    rf"(?=\s*(?:{_WRONG_OR_RIGHT}|[都均皆全]|[，。；：、！？）”]|$|"
    r"[是为](?:对的?|错的?|正确|错误|别处|别的|另|答案|真|假|[，。]|$)|只|应当?选|外))"
)

_BY_LETTER = re.compile(
    rf"选项\s*[（(]?\s*(?<![A-Za-z])[A-Ha-h](?![A-Za-z0-9])|{_LETTER}\s*(?:选项|项(?![目+]))|以上\s*{_LETTER}|{_JOINED}|"
    rf"(?:故选|应选|选择|可选|选|排除|除|答案\s*(?:[为是:：])?)\s*[（(“]?\s*{_LETTERS}(?!\s*[类级档卷角岗])|"
    rf"(?<![A-Za-z0-9])[A-H]{{2,8}}(?=\s*(?:正确|错误|不对|[都均皆]|选?项(?!目)))|"
    rf"(?<![A-Za-z0-9])[A-Ha-h](?![A-Za-z0-9])[）)”]?(?=\s*(?:{_WRONG_OR_RIGHT}))|"
    rf"{_LETTER}[）)”]?(?=\s*[是为](?![类级档卷角岗]))|"
    rf"(?:正确|错误|[对错]的)的?(?:选项|答案|一项)?\s*[是为:：]\s*[（(“]?\s*{_LETTERS}(?!\s*[类级档卷角岗])|"
    rf"(?<![A-Za-z0-9])[A-H]{{2,8}}(?:[两三四]?[项者个])(?=[都均皆]?不?(?:正确|错误?|对|符合|属于))|"
    rf"{_LETTER}\s*的?(?:说法|表述|答案)|(?:参考|参见|参照|只有|唯有)\s*{_LETTER}(?!\s*[类级档卷角岗])|"
    r"(?<![A-Za-z0-9])[a-h]项(?![目+])|选项\s*[甲乙丙丁戊己]|"
    rf"{_BEGIN}[甲乙丙丁](?:\s*[、和与及]\s*[甲乙丙丁])*[两三四]?项(?=[都均皆]?不?(?:正确|错误?|对(?![照应象于口])|符合|准确))"
)
_BY_NUMBER = re.compile(
    r"选项\s*(?:[二三四五六七八1-8]|一(?![律般致样起个些次并定旦直]))(?![个项条种])|"
    rf"第\s*{_NUMBER}\s*(?:个|项|条)?\s*(?:选项|答案)|(?:选项|答案)[的中里]*(?:[为是选]|应当?是)?第\s*{_NUMBER}\s*[个项]?|"
    rf"(?:[前后][{_NUMBER[1:-1]}几]|最[前后末]{_NUMBER}?|倒数第?{_NUMBER}|[上下前后首末次]一?|[上下前后左右]面|左边|右边|中间|首|末)的?(?:{_NUMBER})?个?选项|"
    rf"(?:{_BEGIN}|(?<=[应可本])选)(?:倒数)?第\s*{_NUMBER}(?:\s*[、,，和与及]\s*第?{_NUMBER})*\s*[项个条种句]{_VERDICT}|"
    rf"{_BEGIN}(?:最[后末前]|首|末|次|[前后上下])的?[一1两2]?[项个](?<![前后上下][项个]){_VERDICT}|"
    rf"(?:最[前后末上下]面?|末尾|开头)的?[那这]一?[个项]?选项|排在?(?:首位|末位|第{_NUMBER}|最[前后])的?(?:选项|答案|说法|那)|"
    rf"{_BEGIN}[左右上下]起第?{_NUMBER}[个项条]|{_BEGIN}(?:头{_NUMBER}|末尾[那这]?[一1])[个项条]{_VERDICT}|"
    rf"{_BEGIN}[前后上下]面的?[那这]?{_NUMBER}[个项条种]{_VERDICT}|{_BEGIN}{_NUMBER}(?:[、和与]{_NUMBER})+(?:[两三四]?[项个条])?"
    rf"(?=[都均皆]?不?(?:正确|错误?|对(?![照应象于口])|符合|准确))"
)
_SET_OF_OPTIONS = re.compile(
    rf"{_BEGIN}(?:以上|上述|前述|上列|以下|下列|前面|上面|前列)(?:的)?(?:各|所有|全部|几|{_NUMBER})?(?:{_THINGS[3:-1]}|说法|答案|内容|情形|表述|做法)?"
    r"(?=[都均皆全](?:部)?(?:不?(?:对|是|正确|错误?|选|可以?|属于|符合|准确|行|成立|算|妥)|$))|"
    rf"{_BEGIN}(?:以上|上述|前述)(?:各|所有|全部|几|{_NUMBER})(?:项|个选项|选项)(?=[，。；]|$)|"
    rf"{_BEGIN}(?:以上|上述)选项|{_BEGIN}(?:其他|其它|其余|另外){_NUMBER}?(?:项|个选项|个答案)[都均皆全]不?(?:对|正确|错|符合|属于|准确)|"
    rf"{_BEGIN}(?:剩下|余下|剩余|另外|其余)的?(?:{_NUMBER}?[项个条种])?(?:选项|说法|答案)?[都均皆全](?:不?(?:对(?![照应象])|正确|错|准确)|出自|来自)|"
    rf"{_BEGIN}(?:另外|余下|剩下)的?{_NUMBER}[个项条种]{_VERDICT}|"
    rf"^[前后]{_NUMBER}(?:者|项|个|种)(?=[都均皆全才])|{_BEGIN}[前后]{_NUMBER}(?:项|个选项|个答案){_VERDICT}"
)
_SEE_OTHER = re.compile(
    r"^(?:同|见|如|参见|理由同)(?:上|前|下|第[一二三四五六1-6])(?:一?[项个]选?项?|面|文|述|条)?(?:[，。]|$)|(?:与|和|同)[上前下后]一?[项个](?:选项)?(?:相同|一样|同理)"
)
_JUDGEMENT = (
    r"(?:不?(?:对|是|正确|准确|符合|属于|成立|妥当?|恰当|可以?|行|算|包括|选|合适|适用|有|具备)|错误?|有误)"
)
_WHOLE_OPTION = re.compile(
    rf"(?:(?:以上|上述|前述|前面|上面|上列|以下|下列|其他|其它|其余|另外|另|余下|剩下|剩余|前|后|这|那)?(?:的)?(?:各|所有|全部|几|{_NUMBER}|二)?(?:{_THINGS[3:-1]}|说法|答案|内容|情形|表述|做法|选项)?(?:全部|[都均皆全也])+{_JUDGEMENT}(?:的)?)|"
    rf"(?:以上|上述|前述|其他|其余)(?:各|所有|全部|{_NUMBER})?(?:项|选项|者|个选项)|"
    rf"(?:仅|只有|只)?(?:前|后|最后|最前|第){_NUMBER}(?:项|者|个|个选项|种|条)(?:[都均皆全才]?{_JUDGEMENT})?|"
    rf"(?:以上|上述|其他|其余)?(?:选项|各项|说法|答案)?(?:中|里)?(?:没有|无)(?:一[项个])?(?:选项)?(?:正确|对|符合|合适)?(?:的)?(?:选项|答案|一项)?|"
    rf"[都均]?不选|(?:仅|只有|只)?(?:以上|上述)?(?:[一二两三四])(?:项|者|个)(?:[都均皆])?{_JUDGEMENT}|最后[一1]?(?:项|个)|(?:以上|上述)[^，。；]{{0,6}}[都均皆全][^，。；]{{0,5}}|"
    rf"(?:选|选项|与|同|和)?\s*[A-Ha-h](?:\s*[、,，和与及或+/]?\s*[A-Ha-h])*(?:两?[项者]?(?:相同|一样|[都均皆]?{_JUDGEMENT}))?|"
    rf"{_NUMBER}(?:[、和与]{_NUMBER})+[都均皆]{_JUDGEMENT}|[两二三四]者(?:兼有|兼而有之|[都均皆](?:有|不是|没有))|"
    r"(?:以上|上述|上面)的?(?:全部|所有)(?:内容|选项|说法|答案|各项)?"
)
SEE_OTHER = re.compile(r"^(同上|同前|同下|如上|见上|理由同)")
"""A reason that is written elsewhere; matched against text without spaces and signs."""

_CIRCLED = re.compile(r"[①-⑩⑴-⑽㈠-㈩]")
_SEEN_AFTER = 2
"""How much of the text after a single letter is shown, so that people find it."""

_BARE = " 。．.，,；;：:！!"


@lru_cache(maxsize=1 << 14)
def named_option(text: str) -> str:
    """The words in a text that refer to an option by letter, number or place."""
    words = narrow(_CIRCLED.sub("#", text)).replace(",", "，").strip()
    for pattern in (_BY_LETTER, _BY_NUMBER, _SET_OF_OPTIONS, _SEE_OTHER):
        found = pattern.search(words)
        if found is not None and found.group():
            end = found.end() if len(found.group()) > 1 else found.end() + _SEEN_AFTER
            return words[found.start() : end].strip()
    return ""


def is_about_options(text: str) -> bool:
    """Whether an option speaks of the others instead of saying something: 以上都对, 前三者都是."""
    words = narrow(text).replace(",", "，").strip(_BARE)
    return _WHOLE_OPTION.fullmatch(words) is not None and words not in ("", "无", "没有")


def circled(text: str) -> frozenset[str]:
    """The circled numbers in a text, which mean something only where the stem has them too."""
    return frozenset(_CIRCLED.findall(text))
