"""What can be done to an exam whose sheets were read by machine: readings, decisions, pictures, answers."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from quizgen.files.text import file_digest
from quizgen.model.digest import canonical_json
from quizgen.records.signing import load_or_make_key
from tests.found import things_in
from tests.scan.exam import (
    first_of_each,
    given_out,
    print_exam,
    scan,
    scan_sheet,
    two_at_three,
)
from tests.workflows.verify import manipulations_exam
from tests.workflows.verify.forging import (
    add_line,
    keep,
    key_of,
    lines_of,
    put_lines,
    rewrite_ledger,
    run,
)
from tests.workflows.verify.manipulations import Half
from tests.workflows.verify.manipulations_exam import Act, changed, found, kept, lines

PAGES, DECISIONS, ANSWERS = "scans/pages.jsonl", "scans/decisions.jsonl", "answers.jsonl"
SCORES, LEDGER, PICTURES = "scores.jsonl", "ledger.jsonl", "scans/pages"


def prepare(work: Path) -> None:
    """An exam of five people: two sheets read, a doubt decided by 李四, the others absent, marked."""
    exam = print_exam(work)
    scan_sheet(exam, "A", "202601", first_of_each, work / "01.png")
    scan_sheet(exam, "A", "202603", two_at_three, work / "03.png")
    scan(exam, work / "01.png", work / "03.png")
    scan(exam, given_out(exam, "李四", {"3": "B"}, work / "核对结果.json"))
    path = exam / "answers.csv"
    text = path.read_text(encoding="utf-8-sig").replace("测试局,,,,", "测试局,,,缺考,")
    path.write_text(text, encoding="utf-8-sig")
    run("mark", exam, "--by", "张三", "--sign-key", work / "key.pem")
    load_or_make_key(work / "other.pem")
    keep(work)


def _fields(name: str, at: int, change: Callable[[dict[str, Any]], object]) -> Act:
    """One line of a file read, changed and written as the tool writes it."""

    def act(exam: Path) -> None:
        now = lines_of(exam / name)
        fields = json.loads(now[at - 1])
        change(fields)
        now[at - 1] = canonical_json(fields)
        put_lines(exam / name, now)

    return act


def _filled(fields: dict[str, Any], option: int = 1) -> None:
    """Another bubble of the first question was filled, as the reading has it now."""
    marks = fields["questions"][0]["marks"]
    for at, one in enumerate(marks):
        one["state"] = "marked" if at == option else "empty"


def _other_picture(exam: Path) -> None:
    one, two = things_in(exam / PICTURES, "*.jpg")[:2]
    shutil.copy(one, two)


def _no_picture(exam: Path) -> None:
    things_in(exam / PICTURES, "*.jpg")[0].unlink()


def _strange_picture(exam: Path) -> None:
    one = things_in(exam / PICTURES, "*.jpg")[0]
    shutil.copy(one, one.with_name(f"{'0' * 16}.jpg"))


def _noted(act: Act, name: str, key: str | None, kind: str = "scanned") -> Act:
    """Something done to a file of ``scans/``, then a line in the ledger that vouches for it."""

    def done(exam: Path) -> None:
        act(exam)
        signed = None if key is None else key_of(exam.parent, key)
        add_line(exam, kind, key=signed, outputs={name: file_digest(exam / name)})

    return done


def _rewritten(exam: Path) -> None:
    _fields(PAGES, 1, _filled)(exam)
    rewrite_ledger(exam)


def _pictures_purged(exam: Path, key: str | None) -> None:
    files = things_in(exam / PICTURES, "*.jpg")
    removed = {f"{PICTURES}/{one.name}": file_digest(one) for one in files}
    for one in files:
        one.unlink()
    signed = None if key is None else key_of(exam.parent, key)
    add_line(exam, "purged", key=signed, pictures=True, removed=removed, before="2027-01-01")


def _typed_and_marked(exam: Path) -> None:
    """An answer typed over in the entry sheet, then marked again with the true key and a reason."""
    rows = lines_of(exam / "answers.csv")
    cells = rows[1].split(",")
    cells[6] = "D"
    rows[1] = ",".join(cells)
    put_lines(exam / "answers.csv", rows)
    run("mark", exam, "--by", "张三", "--sign-key", exam.parent / "key.pem", "--reason", "登记有误")


_SCANS = (
    found("R01", PAGES, "改一个圆圈的读数", _fields(PAGES, 1, _filled), f"{PAGES}:1: [V023]"),
    found(
        "R02",
        PAGES,
        "改一页图像的指纹",
        _fields(PAGES, 2, lambda now: now.update(digest="0" * 64)),
        f"{PAGES}:2: [V023]",
    ),
    found("R03", PAGES, "删去一页", lines(PAGES, lambda now: now[:-1]), f"{PAGES}:2: [V023]"),
    found(
        "R04",
        DECISIONS,
        "改核对的答案",
        changed(DECISIONS, '"answer":"B"', '"answer":"A"'),
        f"{DECISIONS}:1: [V023]",
    ),
    found("R05", DECISIONS, "改核对的人", changed(DECISIONS, "李四", "王五"), f"{DECISIONS}:1: [V023]"),
    found("R06", DECISIONS, "一行写两遍", lines(DECISIONS, lambda now: now * 2), f"{DECISIONS}:2: [V023]"),
    found("R07", PICTURES, "换上另一页的图片", _other_picture, ".jpg: [V023]"),
    found("R08", PICTURES, "删去一页的图片", _no_picture, ".jpg: [V023]", "现在没有了"),
    found("R09", PICTURES, "放一张没有读过的图片", _strange_picture, f"{'0' * 16}.jpg: [V071]"),
    found("R10", PAGES, "改读数，台账重写，哈希相符", _rewritten, f"{SCORES}: [V026]"),
    found(
        *("R11", PAGES, "改读数，添一行没有签名的“读答题卡”"),
        _noted(_fields(PAGES, 1, _filled), PAGES, None),
        *("[V043]", f"{ANSWERS}:1: [V070]"),
    ),
    found(
        *("R12", PAGES, "改读数，用真密钥添一行“读答题卡”"),
        _noted(_fields(PAGES, 1, _filled), PAGES, "key"),
        *(f"{ANSWERS}:1: [V070]", "第 1 题"),
    ),
    found(
        *("R13", DECISIONS, "改核对的答案，用真密钥添一行“读答题卡”"),
        _noted(changed(DECISIONS, '"answer":"B"', '"answer":"A"'), DECISIONS, "key"),
        *(f"{ANSWERS}:3: [V070]", "第 3 题"),
    ),
    found(
        *("R14", DECISIONS, "改说的是哪一页，用真密钥添一行“读答题卡”"),
        _noted(_fields(DECISIONS, 1, lambda now: now.update(page="0" * 64)), DECISIONS, "key"),
        f"{DECISIONS}:1: [V071]",
    ),
    found(
        *("R15", LEDGER, "删了图片，添一行没有签名的“已清除”"),
        partial(_pictures_purged, key=None),
        *("[V043]", ".jpg: [V023]"),
    ),
    kept(
        *("R16", LEDGER, "用真密钥清除图片"),
        partial(_pictures_purged, key="key"),
        "[V020]",
        why="这是照规矩清除；读到的和核对的还在，答案仍可核验。",
    ),
    found(
        "R17",
        LEDGER,
        "添一行没有签名的“接受没有核对的疑问”",
        lambda exam: add_line(exam, "accepted"),
        "[V043]",
    ),
    found(
        *("R18", ANSWERS, "把读到的答案改掉"),
        changed(ANSWERS, '"typed":"A"', '"typed":"B"'),
        f"{ANSWERS}: [V025]",
    ),
    kept(
        *("R19", "answers.csv", "改登记表里的一格，写明原因用真密钥再阅卷"),
        _typed_and_marked,
        "[V020]",
        why="登记表本来可以由人改；台账里记着这一题是人填的，不是读卡和核对得来的。",
    ),
)

HALF = Half("读答题卡", prepare, manipulations_exam.verify, _SCANS)
