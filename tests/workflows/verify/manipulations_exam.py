"""What can be done to an exam as drawn and printed: settings, key, questions, forms, papers, the folder."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

from quizgen.files.text import file_digest
from quizgen.model.digest import canonical_json
from quizgen.records.exam_folder import ExamFolder
from tests.tool import Run, quizgen
from tests.workflows.hostile import crowd, make_socket, plan
from tests.workflows.verify.forging import (
    add_line,
    edit,
    edit_line,
    kept_of,
    key_of,
    lines_of,
    prepare_exam,
    put_lines,
    renoted,
    rewrite_ledger,
    turn_answer,
)
from tests.workflows.verify.manipulations import Half, Manipulation, Outcome

Act = Callable[[Path], object]
"""Tampers with the exam folder itself."""


def prepare(work: Path) -> None:
    """An exam that was built, marked, corrected, with results and cards."""
    prepare_exam(work)


def verify(work: Path, *, kept: bool, reprint: bool) -> Run:
    """``quizgen exam verify``; what was kept are the key's fingerprint and the ledger's last hash."""
    more = [] if reprint else ["--quick"]
    if kept:
        known = kept_of(work)
        more += ["--trust", known["fingerprint"], "--head", known["head"]]
    return quizgen("exam", "verify", work / "exam", "--jobs", 1, *more)


def found(number: str, place: str, done: str, act: Act, *named: str, reprint: bool = False) -> Manipulation:
    """A manipulation of the exam folder that verification finds."""
    return Manipulation(number, place, done, lambda work: act(work / "exam"), named, reprint=reprint)


def kept(number: str, place: str, done: str, act: Act, *named: str, why: str = "") -> Manipulation:
    """A manipulation that is found only against what was noted elsewhere."""
    return Manipulation(number, place, done, lambda work: act(work / "exam"), named, Outcome.KEPT, why)


def never(number: str, place: str, done: str, act: Act, why: str) -> Manipulation:
    """A manipulation that nothing can find."""
    return Manipulation(number, place, done, lambda work: act(work / "exam"), (), Outcome.NEVER, why)


def changed(name: str, old: str, new: str, line: int | None = None) -> Act:
    """A text replaced in a file, once."""
    if line is None:
        return lambda exam: edit(exam / name, old, new)
    return lambda exam: edit_line(exam / name, line, old, new)


def lines(name: str, change: Callable[[list[str]], list[str]]) -> Act:
    """The lines of a file changed."""
    return lambda exam: put_lines(exam / name, change(lines_of(exam / name)))


def gone(name: str) -> Act:
    """A file deleted."""
    return lambda exam: (exam / name).unlink()


def written(name: str, data: bytes) -> Act:
    """A file written over, or a new one."""

    def act(exam: Path) -> None:
        (exam / name).write_bytes(data)
        (exam / name).chmod(0o600)

    return act


def copied(source: str, target: str) -> Act:
    """One file put in the place of another."""
    return lambda exam: shutil.copy(exam / source, exam / target)


def mode(name: str, bits: int) -> Act:
    """Other permission bits."""
    return lambda exam: (exam / name).chmod(bits)


def after(*acts: Act) -> Act:
    """Several things one after another."""

    def act(exam: Path) -> None:
        for one in acts:
            one(exam)

    return act


def _through_link(exam: Path) -> None:
    (exam / "scores.jsonl").rename(exam.parent / "elsewhere.jsonl")
    (exam / "scores.jsonl").symlink_to("../elsewhere.jsonl")


def _history_link(exam: Path) -> None:
    (exam / "history").rename(exam.parent / "history")
    (exam / "history").symlink_to("../history")


def _pipe(exam: Path) -> None:
    (exam / "roster.csv").unlink()
    os.mkfifo(exam / "roster.csv")


def _hidden_among_drafts(exam: Path) -> None:
    (exam / ".pending.x").mkdir(mode=0o700)
    (exam / ".pending.x" / "secret").touch(0o600)


def _noted_again(exam: Path) -> None:
    renoted(exam, "questions.jsonl")
    rewrite_ledger(exam)


def _forged_paper(exam: Path) -> None:
    copied("papers/002.pdf", "papers/001.pdf")(exam)
    renoted(exam, "papers/001.pdf")


def _noted_paper(exam: Path, *, signed: bool) -> None:
    _forged_paper(exam)
    key = key_of(exam.parent, "other") if signed else None
    add_line(
        exam, "built", key=key, outputs={"manifest.jsonl": file_digest(exam / "manifest.jsonl")}, files=1
    )


def _other_commitment(exam: Path) -> None:
    old = ExamFolder(exam).exam.key_commitment
    edit(exam / "exam.yaml", old, old[::-1])


def _other_order(exam: Path) -> None:
    now = lines_of(exam / "forms.jsonl")
    form = json.loads(now[1])
    form["sections"][0]["items"][0]["options"].reverse()
    now[1] = canonical_json(form)
    put_lines(exam / "forms.jsonl", now)


_FROZEN = (
    found(
        "E01", "exam.yaml", "改考试名称", changed("exam.yaml", "小测试", "大测试", 5), "exam.yaml:5: [V008]"
    ),
    found(
        "E02",
        "exam.yaml",
        "把合格分改低",
        changed("exam.yaml", "pass: '6'", "pass: '4'"),
        "scores.jsonl:1: [V025]",
    ),
    found("E03", "exam.yaml", "改考试日期", changed("exam.yaml", "2026-12-01", "2026-12-02"), "[V008]"),
    found(
        "E04",
        "exam.yaml",
        "改密钥承诺",
        _other_commitment,
        "[V0",
    ),
    found(
        "E05",
        "exam.yaml",
        "只改注释里的一个字",
        changed("exam.yaml", "不要", "可以", 1),
        "exam.yaml:1: [V008]",
    ),
    found("E06", "exam.yaml", "删去", gone("exam.yaml"), "没有 exam.yaml"),
    found(
        "E07",
        "roster.csv",
        "改一个人的姓名",
        changed("roster.csv", "测试丙", "测试戊", 4),
        "roster.csv:4: [V008]",
    ),
    found(
        *("E08", "roster.csv", "加一个人"),
        lines("roster.csv", lambda now: [*now, "005,测试戊,测试二局,"]),
        *("roster.csv", "[V008]", "[V004]"),
    ),
    found("E09", "roster.csv", "去掉一个人", lines("roster.csv", lambda now: now[:-1]), "[V008]", "[V004]"),
    found("E10", "roster.csv", "换成管道", _pipe, "roster.csv: [V040]", "rm "),
    found("E11", "secret.key", "换一把密钥", written("secret.key", b"00" * 32 + b"\n"), "secret.key: [V001]"),
    found("E12", "secret.key", "只留一半", written("secret.key", b"00" * 16 + b"\n"), "secret.key: [V001]"),
    found("E13", "secret.key", "写成别的文字", written("secret.key", "密钥".encode()), "secret.key"),
    found("E14", "secret.key", "删去", gone("secret.key"), "secret.key"),
    found(
        *("E15", "questions.jsonl", "改一道题的题干"),
        changed("questions.jsonl", "符合要求", "不合要求", 2),
        *("questions.jsonl:2: [V008]", "questions.jsonl:2: [V003]"),
    ),
    found("E16", "questions.jsonl", "把一道判断题的答案反过来", turn_answer, "[V003]", "[V008]"),
    found(
        *("E17", "questions.jsonl", "只改出处"),
        changed("questions.jsonl", '"sources":["', '"sources":["某'),
        *("questions.jsonl:1: [V008]",),
    ),
    found("E18", "questions.jsonl", "去掉一道题", lines("questions.jsonl", lambda now: now[1:]), "[V008]"),
    found(
        "E19",
        "questions.jsonl",
        "把一行写两遍",
        lines("questions.jsonl", lambda now: [*now, now[0]]),
        "[V008]",
    ),
    found(
        *("E20", "questions.jsonl", "改答案，清单也改得相符"),
        after(turn_answer, lambda exam: renoted(exam, "questions.jsonl")),
        *("[V003]", "questions.jsonl: [V023]", "manifest.jsonl: [V023]"),
    ),
    found(
        *("E21", "questions.jsonl", "改答案，清单和整个台账都改得相符"),
        after(turn_answer, _noted_again),
        *("[V003]", "scores.jsonl: [V026]"),
    ),
    found(
        *("E22", "forms.jsonl", "换一题的选项次序"),
        _other_order,
        *("forms.jsonl:2: [V008]", "试卷 002"),
    ),
    found(
        "E23",
        "forms.jsonl",
        "改卷号",
        changed("forms.jsonl", '"code":"001"', '"code":"009"'),
        "[V004]",
        "[V006]",
    ),
    found("E24", "forms.jsonl", "去掉一份试卷", lines("forms.jsonl", lambda now: now[:-1]), "少了试卷"),
    found(
        *("E25", "forms.jsonl", "加一份试卷"),
        lines("forms.jsonl", lambda now: [*now, now[0].replace('"001"', '"009"')]),
        "多出试卷 009",
    ),
    found(
        *("E26", "forms.jsonl", "两个人的试卷互换"),
        lines("forms.jsonl", lambda now: [now[1], now[0], *now[2:]]),
        *("forms.jsonl:1: [V008]", "[V004]"),
    ),
    found(
        *("E27", "forms.jsonl", "把试卷改到别人名下"),
        changed("forms.jsonl", '"candidate":"001"', '"candidate":"004"'),
        "试卷 001",
    ),
    found(
        "E28",
        "pool.jsonl",
        "换一道可抽的题",
        changed("pool.jsonl", "TS-0001", "TS-9999"),
        "pool.jsonl: [V002]",
    ),
    found(
        "E29",
        "pool.jsonl",
        "去掉一道可抽的题",
        lines("pool.jsonl", lambda now: now[1:]),
        "[V002]",
        "pool.jsonl:1:",
    ),
    found("E30", "说明.txt", "改说明", changed("说明.txt", "全部保密", "可以公开"), "说明.txt:1: [V008]"),
    found("E31", "说明.txt", "删去", gone("说明.txt"), "说明.txt: [V007]"),
    found(
        "E32",
        "manifest.jsonl",
        "去掉一行",
        lines("manifest.jsonl", lambda now: now[:-1]),
        "manifest.jsonl: [V023]",
    ),
    found("E33", "manifest.jsonl", "删去", gone("manifest.jsonl"), "manifest.jsonl"),
    found(
        "E34",
        "manifest.jsonl",
        "中间一行写坏",
        lines("manifest.jsonl", lambda now: ["{", *now]),
        "第 1 行读不懂",
    ),
    found(
        *("E35", "manifest.jsonl", "写上文件夹以外的文件"),
        lines("manifest.jsonl", lambda now: [*now, '{"file":"../key.pem","printer":"x","sha256":"0"}']),
        "manifest.jsonl: [V006]",
    ),
    found(
        *("E36", "manifest.jsonl", "写上没有的试卷的文件"),
        after(
            copied("papers/001.pdf", "papers/009.pdf"),
            lines("manifest.jsonl", lambda now: [*now, now[-1].replace(_name(now[-1]), "papers/009.pdf")]),
        ),
        *("papers/009.pdf: [V006]", "manifest.jsonl: [V023]"),
    ),
)


def _name(line: str) -> str:
    return line.partition('"file":"')[2].partition('"')[0]


_PRINTED = (
    found(
        "E40",
        "papers/",
        "换成别人的试卷",
        copied("papers/002.pdf", "papers/001.pdf"),
        "papers/001.pdf: [V008]",
    ),
    found("E41", "papers/", "改 Word 试卷", written("papers/003.docx", b"edited"), "papers/003.docx: [V008]"),
    found(
        "E42",
        "papers/",
        "换整本合订的试卷",
        copied("papers/001.pdf", "papers/all.pdf"),
        "papers/all.pdf: [V008]",
    ),
    found(
        "E43",
        "papers/",
        "放进没有的试卷",
        copied("papers/001.pdf", "papers/009.pdf"),
        "papers/009.pdf: [V006]",
    ),
    found("E44", "papers/", "删去一份", gone("papers/004.pdf"), "papers/004.pdf: [V007]"),
    found("E45", "keys/", "改一份答案", copied("keys/002.pdf", "keys/001.pdf"), "keys/001.pdf: [V008]"),
    found(
        "E46", "keys/", "换汇总的答案", copied("keys/001.pdf", "keys/compact.pdf"), "keys/compact.pdf: [V008]"
    ),
    found(
        "E47",
        "sheets/",
        "改答题卡的位置数据",
        changed("sheets/001.json", "1", "2"),
        "sheets/001.json: [V008]",
    ),
    found(
        "E48",
        "sheets/",
        "换成别人的答题卡",
        copied("sheets/002.pdf", "sheets/001.pdf"),
        "sheets/001.pdf: [V008]",
    ),
    found(
        *("E49", "papers/", "换试卷，清单也改得相符", _forged_paper),
        *("manifest.jsonl: [V023]", "papers/001.pdf: [V011]"),
        reprint=True,
    ),
    found(
        *(
            "E50",
            "papers/",
            "换试卷，清单改得相符，台账添一行印制",
            lambda exam: _noted_paper(exam, signed=False),
        ),
        *("[V043]", "papers/001.pdf: [V011]"),
        reprint=True,
    ),
    found(
        *("E51", "papers/", "同上，添的一行用自己的密钥签名", lambda exam: _noted_paper(exam, signed=True)),
        *("[V043]", "papers/001.pdf: [V011]"),
        reprint=True,
    ),
)

_FOLDER = (
    found("E60", "整个文件夹", "改成人人可写", lambda exam: exam.chmod(0o777), "[V005]", "chmod go= "),
    found("E61", "scores.jsonl", "给同组的人读", mode("scores.jsonl", 0o640), "scores.jsonl: [V005]"),
    found("E62", "secret.key", "给所有人读", mode("secret.key", 0o604), "secret.key: [V005]"),
    found("E63", "ledger.jsonl", "给同组的人写", mode("ledger.jsonl", 0o620), "ledger.jsonl: [V005]"),
    found("E64", "history/", "给同组的人进", mode("history", 0o710), "history: [V005]"),
    found("E65", "scores.jsonl", "换成链接，内容不变", _through_link, "scores.jsonl: [V040]"),
    found("E66", "history/", "换成链接，内容不变", _history_link, "history: [V040]"),
    found(
        "E67",
        "papers/",
        "放一个断了的链接",
        lambda exam: (exam / "papers/x").symlink_to("y"),
        "papers/x: [V040]",
    ),
    found("E68", "整个文件夹", "放一个套接字", lambda exam: make_socket(exam / "x"), "x: [V040]"),
    found(
        "E69",
        "整个文件夹",
        "放一个管道",
        lambda exam: os.mkfifo(exam / "answers.xlsx"),
        "answers.xlsx: [V040]",
    ),
    found(
        *("E70", "answers.jsonl", "在别处另做一个硬链接"),
        lambda exam: (exam.parent / "again").hardlink_to(exam / "answers.jsonl"),
        *("answers.jsonl: [V041]", "cp -p "),
    ),
    found("E71", ".quizgen.lock", "放一把锁", written(".quizgen.lock", b"1"), ".quizgen.lock: [V042]", "rm "),
    found(
        *("E72", ".quizgen.lock", "把锁换成链接"),
        lambda exam: (exam / ".quizgen.lock").symlink_to("secret.key"),
        ".quizgen.lock: [V040]",
    ),
    found(
        *("E73", ".pending/", "放一个要删文件夹以外文件的改动"),
        lambda exam: plan(exam, {"files": [], "keep": {}, "lines": [], "remove": ["../key.pem"]}),
        ".pending: [V030]",
    ),
    found(
        *("E74", ".pending.….new/", "放一个没有生效的草稿"),
        lambda exam: (exam / ".pending.12345678.new").mkdir(mode=0o700),
        "[V030]",
    ),
    found("E75", ".pending.x/", "借草稿的名字藏文件", _hidden_among_drafts, ".pending.x: [V006]"),
    found("E76", "整个文件夹", "放一个别的文件", written("notes.txt", b"-"), "notes.txt: [V006]"),
    found("E77", "整个文件夹", "放一个隐藏文件", written(".x", b"-"), ".x: [V006]"),
    found("E78", "整个文件夹", "放一个空文件夹", lambda exam: (exam / "x").mkdir(mode=0o700), "x: [V006]"),
    found("E79", "整个文件夹", "放五千个文件", crowd, "[V006]", "还有 4980 个"),
    Manipulation(
        *("E80", "任何文件", "只改文件的时间", lambda work: os.utime(work / "exam" / "scores.jsonl", (0, 0))),
        outcome=Outcome.NEVER,
        why="文件的时间复制一次就会变，不算内容；台账里的时间才算。",
    ),
    Manipulation(
        *("E81", "papers/", "把印好的纸换掉"),
        lambda work: work / "exam",
        outcome=Outcome.NEVER,
        why="程序看不见纸；每页印着试卷编号，可与 forms.jsonl 和文件夹里的试卷对照。",
    ),
)

HALF = Half("考试文件夹：组卷、印制、文件夹", prepare, verify, (*_FROZEN, *_PRINTED, *_FOLDER))
