"""Where a question's key may stand: below it, in a list, in the explanation."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from quizgen.interchange.understand.asked import FieldText, OpenQuestion
from quizgen.interchange.understand.fields import FieldName, is_key
from quizgen.interchange.understand.folding import folded
from quizgen.model.rules.drafts import D002, D018

_CONCLUSION = re.compile(
    r"(?:故|因此|所以|综上)[，,]?\s*(?:本题|此题)?(?:答案)?(?:应)?(?:选|为|是)\s*(?:择|项)?\s*([A-Z](?:[、,，]?[A-Z])*)(?![A-Za-z0-9])"
    r"|(?:正确|本题|参考)答案\s*(?:是|为|选|:|应为|应选)\s*([A-Z](?:[、,，]?[A-Z])*)(?![A-Za-z0-9])"
)
_TRUTH_CONCLUSION = re.compile(
    r"(?:故|因此|所以)[，,]?(?:本题|此题|该)?(?:说法|表述|答案)?(?:是|为)?\s*(正确|错误|对|错)\s*(?:的)?[。]?$"
)


@dataclass(frozen=True, slots=True)
class KeySource:
    """A key as one place gives it; ``where`` names the place in Chinese."""

    where: str
    text: str


@dataclass
class Sources:
    """All places of a question's key, with the explanation that stands with them."""

    keys: list[KeySource] = field(default_factory=list)
    explain: list[str] = field(default_factory=list)

    def concluded(self, *, truth: bool) -> list[KeySource]:
        """What the explanation says the key is."""
        pattern = _TRUTH_CONCLUSION if truth else _CONCLUSION
        found = (pattern.search(folded(text)) for text in self.explain)
        return [KeySource("解析", next(one for one in match.groups() if one)) for match in found if match]


def sources_of(asked: OpenQuestion) -> Sources:
    """The keys below a question and in lists, in this order, with its explanations."""
    sources = Sources()
    answers = asked.field_texts(FieldName.ANSWER)
    words = [one.word for one in answers if one.text]
    if len(set(words)) < len(words):
        asked.doubt(D002, "有几行答案，可能是另一道题的")
    for one in answers:
        if one.text:
            sources.keys.append(KeySource("题后的答案", _unnumbered(one.text, asked.number)))
    for given in asked.given:
        if given.doubtful:
            asked.doubt(D018, given.doubtful)
        if given.text:
            sources.keys.append(KeySource("答案表", given.text))
        if given.explain:
            sources.explain.append("\n".join(line.text for line in given.explain))
    sources.explain = [one.text for one in asked.field_texts(FieldName.EXPLAIN) if one.text] + sources.explain
    return sources


def _unnumbered(text: str, number: int | None) -> str:
    """A key without the number of its question before it (``答案：3.B``)."""
    found = re.match(r"\s*(\d{1,4})\s*[.、:-]\s*(?=\S)", folded(text))
    own = found is not None and int(found[1]) == number and is_key(text[found.end() :])
    return text[found.end() :] if found and own else text


def single_text(asked: OpenQuestion, name: FieldName) -> str:
    """The text of a field that a question has once; lines of several joined."""
    return "\n".join(one.text for one in asked.field_texts(name) if one.text)


def answer_fields(asked: OpenQuestion) -> list[FieldText]:
    """The fields that hold an answer and say something."""
    return [one for one in asked.field_texts(FieldName.ANSWER) if one.text]
