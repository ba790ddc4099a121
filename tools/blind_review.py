"""Blind review of the bank: print the questions without keys, compare a reader's answers with the keys."""

from __future__ import annotations

import hashlib
import json
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import assert_never

from quizgen.bank.load import load_bank
from quizgen.markup import plain_text
from quizgen.model.lettered import shown_key, shown_lefts, shown_options
from quizgen.model.question import (
    AskedBody,
    CaseBody,
    EssayBody,
    FillBody,
    MatchingBody,
    MultipleBody,
    OrderingBody,
    Question,
    ShortBody,
    SingleBody,
    TrueFalseBody,
    matched_texts,
    option_texts,
)

LETTERS = "ABCDEFGH"
USAGE = """用法：
  python -m tools.blind_review export 编号前缀 题目.md     写出没有答案的题目，选项已打乱
  python -m tools.blind_review compare 编号前缀 作答.json  与答案比较，列出每处不一致
编号前缀可以写几个，用逗号隔开，例如 XM,BY-01。"""


def order_of(name: str, body: AskedBody) -> tuple[int, ...]:
    """An order of the options that depends on the question's id alone; what is matched stays as written."""
    match body:
        case SingleBody() | MultipleBody():
            first, total = 0, len(option_texts(body))
        case MatchingBody():
            first, total = len(body.pairs), len(matched_texts(body))
        case OrderingBody():
            first, total = 0, len(body.items)
        case TrueFalseBody() | FillBody() | ShortBody() | EssayBody():
            return ()
        case _:
            assert_never(body)

    def key(index: int) -> bytes:
        return hashlib.sha256(f"{name}/{index}".encode()).digest()

    return (*range(first), *sorted(range(first, total), key=key))


def bodies(question: Question) -> Iterator[tuple[str, AskedBody]]:
    """The question, or the sub-questions of a case, each with the name its answer goes by."""
    if isinstance(question, CaseBody):
        for number, part in enumerate(question.parts, 1):
            yield f"{question.id}/{number}", part
    else:
        yield question.id, question


def printed(name: str, body: AskedBody) -> Iterator[str]:
    """One question as a reader sees it."""
    yield f"[{name}] ({body.kind}) {plain_text(body.stem)}"
    order = order_of(name, body)
    for left in shown_lefts(body, order):
        yield f"  {left.number}. {plain_text(left.text)}"
    for option in shown_options(body, order):
        yield f"  {option.letter}. {plain_text(option.text)}"


def export(questions: list[Question], out: Path) -> None:
    """Write the questions without answers, reasons, explanations or cited facts."""
    lines: list[str] = []
    for question in questions:
        if isinstance(question, CaseBody):
            lines.append(f"案例：{plain_text(question.text)}")
        for name, body in bodies(question):
            lines += printed(name, body)
        lines.append("")
    out.write_text("\n".join(lines), encoding="utf-8")


def key_of(name: str, body: AskedBody) -> str:
    """The key in the reader's terms; empty for texts."""
    return shown_key(body, order_of(name, body)).letters


def written(body: AskedBody) -> bool:
    """Whether the answer is a text that a person must read."""
    return isinstance(body, ShortBody | EssayBody)


def agrees(body: AskedBody, name: str, answer: object) -> bool:
    """Whether a reader's answer is the key (written answers are left to a person: always True)."""
    if written(body):
        return True
    if isinstance(body, FillBody):
        given = [squeeze(str(one)) for one in answer] if isinstance(answer, list) else [squeeze(str(answer))]
        accepted = [{squeeze(text) for text in group} for group in body.answers]
        if len(given) != len(accepted):
            return False
        if body.any_order:
            return all(any(one in group for group in accepted) for one in given)
        return all(one in group for one, group in zip(given, accepted, strict=True))
    key = key_of(name, body)
    if isinstance(body, MatchingBody | OrderingBody):
        return letters_in(answer) == letters_in(key)
    return "".join(sorted(str(answer).strip())) == "".join(sorted(key))


def letters_in(answer: object) -> str:
    """The letters of an answer in its order: ``CAB`` of ``1C 2A 3B``."""
    return "".join(letter for letter in str(answer).upper() if letter in LETTERS)


def squeeze(text: str) -> str:
    """Without spaces, quotation marks and width."""
    return "".join(c for c in unicodedata.normalize("NFKC", text) if not c.isspace() and c not in "“”\"'《》")


def compare(questions: list[Question], answers: dict[str, object]) -> int:
    """Print every disagreement; returns how many there are."""
    asked = {name: (question, body) for question in questions for name, body in bodies(question)}
    missing = [name for name in asked if name not in answers]
    wrong = [
        name for name, (_, body) in asked.items() if name in answers and not agrees(body, name, answers[name])
    ]
    for name in wrong:
        _, body = asked[name]
        print("\n".join(printed(name, body)))
        shown = key_of(name, body) or getattr(body, "answers", "")
        print(f"  作答：{answers[name]}　答案：{shown}\n")
    print(f"{len(asked)} 个小题，未作答 {len(missing)}，不一致 {len(wrong)}。{'、'.join(missing[:10])}")
    return len(wrong)


def main(arguments: list[str]) -> int:
    """Run one of the two commands."""
    if len(arguments) != 3 or arguments[0] not in {"export", "compare"}:  # noqa: PLR2004
        print(USAGE)
        return 2
    command, prefix, file = arguments
    questions = [
        question
        for question in load_bank([Path("question_bank")]).active
        if question.id.startswith(tuple(prefix.split(",")))
    ]
    if command == "export":
        export(questions, Path(file))
        return 0
    return 1 if compare(questions, json.loads(Path(file).read_text(encoding="utf-8"))) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
