"""Sets of questions for readers without the articles, their answers counted, levels compared."""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from quizgen.bank.blueprints import load_blueprint
from quizgen.bank.load import load_bank
from quizgen.model.question import Question
from tools.blind_apart import changed_since, chosen, in_sets, kept_apart
from tools.blind_figures import (
    Asked,
    asked_by_name,
    expected_points,
    is_right,
    kappa,
    plain_answer,
    right_by_all,
    table,
)
from tools.blind_review import export, key_of, printed

FAULTS, MISUSE = 1, 2
_HEAD = """{title}（{count} 个小题）

作答写成 JSON：{{"编号": "答案"}}。单选写一个字母，多选写全部字母（如 "ACD"），判断写 "√" 或 "×"，
填空写列表（如 ["甲", "乙"]），简答写一段文字。案例的小题编号是“编号/第几小题”。

"""


def main(arguments: Sequence[str]) -> int:
    """Run one command."""
    parser = _parser()
    options = parser.parse_args(arguments)
    return int(options.run(options))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tools.blind_sets", description=__doc__)
    commands = parser.add_subparsers(required=True)

    sets = commands.add_parser("sets", help="写出若干份没有答案的题目，一份里没有互相泄露的题")
    sets.add_argument("out", type=Path, help="写到这个新文件夹")
    sets.add_argument("--pick", default="", help="编号或编号前缀，逗号隔开")
    sets.add_argument("--ids", type=Path, help="编号的清单，一行一个")
    sets.add_argument("--kinds", default="", help="题型，逗号隔开，如 single,multiple")
    sets.add_argument("--since", help="只要这个提交以后改过的题")
    sets.add_argument("--most", type=int, default=40, help="一份最多几个小题（默认 40）")
    sets.add_argument("--seed", default="1")
    sets.set_defaults(run=_sets)

    compare = commands.add_parser("compare", help="与答案比较，按题型、层次计数")
    compare.add_argument("answers", type=Path, nargs="+", help="作答的 JSON，一个文件是一位读者答的一份")
    compare.add_argument("--out", type=Path, help="把每题的作答写成 JSON，供 expect、bank stats 用")
    compare.add_argument("--readers", type=int, default=2, help="列出至少几位读者都答对的题（默认 2）")
    compare.add_argument("--wrong", action="store_true", help="逐处列出不一致的")
    compare.set_defaults(run=_compare)

    expect = commands.add_parser("expect", help="按预设的计分规则算这样的读者得几分")
    expect.add_argument("answers", type=Path, nargs="+", help="作答的 JSON，或 compare --out 写的")
    expect.add_argument("--preset", default="cadre-80")
    expect.set_defaults(run=_expect)

    agree = commands.add_parser(
        "kappa", help="两份层次判断（JSON：编号到层次）的一致程度；只给一份就与题库比"
    )
    agree.add_argument("judgements", type=Path, nargs="+")
    agree.set_defaults(run=_kappa)
    for command in (sets, compare, expect, agree):
        command.add_argument("--bank", type=Path, default=Path("question_bank"))
    return parser


def _sets(options: argparse.Namespace) -> int:
    everything = load_bank([options.bank]).active
    picks = [one for one in options.pick.split(",") if one]
    if options.ids is not None:
        picks += options.ids.read_text(encoding="utf-8").split()
    questions = list(chosen(everything, picks, [one for one in options.kinds.split(",") if one]))
    if options.since:
        changed = changed_since(options.since, options.bank, questions)
        questions = [question for question in questions if question.id in changed]
    if not questions:
        print("没有这样的题。")
        return FAULTS
    by_id = {question.id: question for question in questions}
    options.out.mkdir(parents=True)
    names = {}
    sets = in_sets(questions, kept_apart(questions), options.most, options.seed)
    for number, ids in enumerate(sets, 1):
        name = f"set-{number:02d}"
        members = [by_id[id_] for id_ in ids]
        asked = list(asked_by_name(members))
        path = options.out / f"{name}.md"
        export(members, path)
        head = _HEAD.format(title=name, count=len(asked))
        path.write_text(head + path.read_text(encoding="utf-8"), encoding="utf-8")
        names[name] = asked
    _write(options.out / "sets.json", {"seed": options.seed, "sets": names})
    parts = sum(map(len, names.values()))
    print(f"{len(questions)} 道题、{parts} 个小题，分成 {len(sets)} 份，写到 {options.out}。")
    return 0


def _read_answers(
    paths: Sequence[Path], asked: Mapping[str, Asked]
) -> tuple[dict[str, list[object]], list[str]]:
    """All readers' answers by name; what cannot be used, in sentences."""
    answers: defaultdict[str, list[object]] = defaultdict(list)
    faults = []
    for path in paths:
        try:
            read = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            faults.append(f"{path} 读不了：{error}")
            continue
        for name, answer in _pairs(read):
            if name not in asked:
                faults.append(f"{path}：题库里没有 {name}（或已停用）")
            else:
                answers[name].append(answer)
    return dict(answers), faults


def _pairs(read: Any) -> Iterator[tuple[str, object]]:
    """Names with answers: from a reader's file, or from what ``compare --out`` wrote."""
    if isinstance(read, dict) and "answers" in read and isinstance(read["answers"], dict):
        for name, kept in read["answers"].items():
            yield from ((name, answer) for answer in kept["given"])
    elif isinstance(read, dict):
        yield from read.items()
    elif isinstance(read, list):
        for one in read:
            yield str(one.get("id") or one.get("name")), one.get("answer")


def _everything_asked(options: argparse.Namespace) -> dict[str, Asked]:
    return asked_by_name(load_bank([options.bank]).active)


def _compare(options: argparse.Namespace) -> int:
    asked = _everything_asked(options)
    answers, faults = _read_answers(options.answers, asked)
    for fault in faults:
        print(fault)
    if options.wrong:
        for name, given in answers.items():
            _show_wrong(asked[name], [one for one in given if not is_right(asked[name], one)])
    print("\n".join(table(asked, answers)))
    everybody = right_by_all(asked, answers, options.readers)
    print(f"全体读者（至少 {options.readers} 位）都答对的 {len(everybody)} 个：{'、'.join(everybody)}")
    if options.out is not None:
        kept = {
            name: {
                "given": [plain_answer(asked[name], one) for one in given],
                "right": sum(is_right(asked[name], one) for one in given),
                "readers": len(given),
            }
            for name, given in sorted(answers.items())
            if asked[name].machine_read
        }
        _write(options.out, {"answers": kept})
        print(f"每题的作答写到 {options.out}。")
    return FAULTS if faults else 0


def _show_wrong(asked: Asked, given: Sequence[object]) -> None:
    if given and asked.machine_read:
        print("\n".join(printed(asked.name, asked.body)))
        key = key_of(asked.name, asked.body) or getattr(asked.body, "answers", "")
        print(f"  作答：{'；'.join(map(str, given))}　答案：{key}\n")


def _expect(options: argparse.Namespace) -> int:
    asked = _everything_asked(options)
    answers, faults = _read_answers(options.answers, asked)
    path = options.bank / "blueprints" / f"{options.preset}.yaml"
    blueprint, problems = load_blueprint(path, str(path), ())
    for fault in (*faults, *map(str, problems)):
        print(fault)
    if blueprint is None:
        return FAULTS
    total, lines = expected_points(blueprint, asked, answers)
    print(f"{options.preset}（满分 {float(blueprint.total_points):g}，合格 {float(blueprint.pass_):g}）：")
    print("\n".join(lines))
    print(f"  预计 {float(total):.1f} 分。")
    return FAULTS if faults else 0


def _kappa(options: argparse.Namespace) -> int:
    judgements = [json.loads(path.read_text(encoding="utf-8")) for path in options.judgements]
    if len(judgements) == 1:
        judgements.append(_levels(load_bank([options.bank]).active))
    one, other = judgements[:2]
    observed, value, differ = kappa(one, other)
    both = len(set(one) & set(other))
    print(f"两人都判了 {both} 题，一致 {both - len(differ)} 题（{100 * float(observed):.1f} %），")
    print(f"Cohen kappa = {float(value):.3f}。")
    for name in differ:
        print(f"  {name}：{one[name]} / {other[name]}")
    return 0


def _levels(questions: Sequence[Question]) -> dict[str, str]:
    return {question.id: str(question.level) for question in questions if question.level is not None}


def _write(path: Path, value: Any) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1, default=str) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
