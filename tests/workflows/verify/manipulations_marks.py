"""What can be done to an exam that was marked: answers, scores, signature, history, ledger, results."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from quizgen.files.text import file_digest
from quizgen.model.ledger import FIRST_PREV, LedgerEntry, LedgerLine
from quizgen.records.ledger import link, read_ledger, write_lines
from tests.workflows.filled import fill_in, right_answer
from tests.workflows.verify.forging import (
    add_line,
    drop_marking,
    key_of,
    lines_of,
    mark_anew,
    put_lines,
    resign,
    rewrite_ledger,
    roll_back,
    run,
    turn_answer,
)
from tests.workflows.verify.manipulations import Half
from tests.workflows.verify.manipulations_exam import (
    Act,
    after,
    changed,
    copied,
    found,
    gone,
    kept,
    lines,
    never,
    prepare,
    verify,
    written,
)

LEDGER, SCORES, ANSWERS = "ledger.jsonl", "scores.jsonl", "answers.jsonl"
OLD = "history/0001"
MARKED, LAST = 5, 6
"""Where the second marking stands in the ledger; the line after it would be new."""


def _cell(exam: Path) -> None:
    rows = lines_of(exam / "answers.csv")
    cells = rows[3].split(",")
    cells[5] = "B" if cells[5] != "B" else "A"
    rows[3] = ",".join(cells)
    put_lines(exam / "answers.csv", rows)


def _consistent(exam: Path) -> None:
    """A score raised, signed again and noted in a ledger signed with the true key: only the sum is wrong."""
    key = key_of(exam.parent, "key")
    resign(exam, key)
    rewrite_ledger(exam, key)
    head, *rest = lines_of(exam / SCORES)
    fields = json.loads(head)
    fields["ledger"] = read_ledger(exam).lines[MARKED - 2].hash
    data = "".join(f"{line}\n" for line in (json.dumps(fields, ensure_ascii=False), *rest)).encode()
    (exam / SCORES).write_bytes(data)
    (exam / "scores.sig").write_bytes(key.sign(data))
    *before, last = read_ledger(exam).lines
    names = (SCORES, "scores.sig")
    outputs = {**last.outputs, **{name: file_digest(exam / name) for name in names}}
    entry = _bare(last.model_copy(update={"outputs": outputs}))
    put_lines(exam / LEDGER, lines_of(exam / LEDGER)[:-1])
    write_lines(exam, link([entry], len(before), before[-1].hash, key))


def _corrected(exam: Path) -> None:
    """With the true key and a reason, as the tool itself does it."""
    fill_in(exam, lambda _number, place: right_answer(place))
    key = ("--by", "张三", "--sign-key", exam.parent / "key.pem", "--reason", "登记有误")
    run("mark", exam, *key)


def _drawn_again(exam: Path) -> None:
    """Another exam with the same title and the same people, marked with another key."""
    work = exam.parent
    shutil.rmtree(exam)
    run(
        *("new", exam, "--blueprint", "small", "--bank", work / "bank", "--no-cache", "--mode", "individual"),
        *("--roster", work / "roster.csv", "--spare", 1, "--date", "2026-12-01"),
    )
    fill_in(exam, lambda _number, place: right_answer(place))
    run("mark", exam, "--by", "张三", "--sign-key", work / "other.pem")


def _marked_as(name: str) -> Act:
    """Marked with the true key from the beginning, by a person who gives another name."""

    def act(exam: Path) -> None:
        drop_marking(exam)
        run("mark", exam, "--by", name, "--sign-key", exam.parent / "key.pem")

    return act


def _purged(exam: Path, *, key: str | None) -> None:
    """The answers deleted, with a line that says so."""
    names = ("answers.csv", ANSWERS, f"{OLD}/{ANSWERS}")
    removed = {name: file_digest(exam / name) for name in names}
    for name in names:
        (exam / name).unlink()
    signed = None if key is None else key_of(exam.parent, key)
    add_line(exam, "purged", key=signed, before="2027-01-01", removed=removed)


def _only_said_purged(exam: Path) -> None:
    """A line that says the answers are gone, so that nobody looks at them; signed with a key of one's own."""
    add_line(
        exam, "purged", key=key_of(exam.parent, "other"), removed={ANSWERS: "0" * 64, "answers.csv": "0" * 64}
    )
    changed(ANSWERS, '"truth":true', '"truth":false')(exam)


def _relinked(exam: Path) -> None:
    """One line edited, every hash after it made right, nothing signed."""
    entries = list(read_ledger(exam).lines)
    entries[0] = entries[0].model_copy(update={"by": "李四"})
    (exam / LEDGER).unlink()
    write_lines(exam, link([_bare(line) for line in entries], 0, FIRST_PREV))


def _bare(line: LedgerLine) -> LedgerEntry:
    return LedgerEntry(**{name: getattr(line, name) for name in LedgerEntry.model_fields})


def _unsigned(now: list[str]) -> list[str]:
    fields = json.loads(now[-1])
    del fields["signature"]
    return [*now[:-1], json.dumps(fields, ensure_ascii=False, sort_keys=True, separators=(",", ":"))]


def _without(at: int) -> Act:
    return lines(LEDGER, lambda now: [line for number, line in enumerate(now, 1) if number != at])


_ANSWERS = (
    found("M01", "answers.csv", "阅卷以后改一格", _cell, "answers.csv!F4: [V034]"),
    found(
        "M02", ANSWERS, "改登记时的写法", changed(ANSWERS, '"typed":"√"', '"typed":"×"'), f"{ANSWERS}: [V025]"
    ),
    found(
        *("M03", ANSWERS, "改一个答案", changed(ANSWERS, '"truth":true', '"truth":false')),
        "[V028]",
        f"{ANSWERS}: [V025]",
    ),
    found("M04", ANSWERS, "去掉一个人", lines(ANSWERS, lambda now: now[1:]), "001：没有他的答案，却有成绩"),
    found(
        "M05", ANSWERS, "一个人写两行", lines(ANSWERS, lambda now: [*now, now[0]]), "001：这个编号有两行答案"
    ),
    found("M06", ANSWERS, "改卷号", changed(ANSWERS, '"form":"001"', '"form":"002"'), "[V027]"),
    found(
        "M07",
        ANSWERS,
        "写上没有的卷号",
        changed(ANSWERS, '"form":"001"', '"form":"009"'),
        f"{ANSWERS}:1: [V027]",
    ),
    found(
        "M08",
        ANSWERS,
        "改姓名",
        changed(ANSWERS, "测试乙", "测试戊"),
        "002：姓名、单位、职务与从答案重算的不同",
    ),
    found(
        "M09", ANSWERS, "写坏一行", changed(ANSWERS, '"candidate"', '"kandidat"', 2), f"{ANSWERS}:2: [V027]"
    ),
    found("M10", ANSWERS, "删去", gone(ANSWERS), f"{ANSWERS}: [V023]"),
    never(
        *("M11", "answers.csv", "阅卷以后删去登记表", gone("answers.csv")),
        "阅卷采用的答案在 answers.jsonl 里，由签名盖住；登记表可以另外归档。",
    ),
    never(
        *("M12", "answers.csv", "阅卷以前就登记错", lambda _exam: None),
        "程序只知道登记了什么；双人登记（--second）会指出两份的不同。",
    ),
)

_SCORES = (
    found(
        *("M20", SCORES, "改一个人的成绩", changed(SCORES, '"score":"0"', '"score":"9"')),
        *(f"{SCORES}: [V021]", f"{SCORES}:4: [V028] 003：写的是 9 不合格，从答案重算是 0 不合格"),
    ),
    found("M21", SCORES, "改名次", changed(SCORES, '"rank":1', '"rank":2'), "001：名次与从答案重算的不同"),
    found(
        "M22", SCORES, "改是否合格", changed(SCORES, '"passed":true', '"passed":false'), "[V021]", "[V028]"
    ),
    found("M23", SCORES, "改姓名", changed(SCORES, "测试丙", "测试戊"), "[V021]", "003：姓名、单位、职务"),
    found("M24", SCORES, "去掉一个人", lines(SCORES, lambda now: now[:-1]), "004：有答案，没有成绩"),
    found(
        "M25", SCORES, "一个人写两行", lines(SCORES, lambda now: [*now, now[1]]), "001：这个编号有两行成绩"
    ),
    found(
        "M26", SCORES, "两行换次序", lines(SCORES, lambda now: [now[0], now[2], now[1], *now[3:]]), "[V021]"
    ),
    found("M27", SCORES, "改第几次考", changed(SCORES, '"attempt":2', '"attempt":1'), "[V021]"),
    found(
        "M28", SCORES, "改考试日期", changed(SCORES, '"date":"2026-12-01"', '"date":"2026-12-02"'), "[V021]"
    ),
    found("M29", SCORES, "去掉要求台账签名的记号", changed(SCORES, '"ledger_signed":true,', ""), "[V021]"),
    found("M30", SCORES, "写坏第一行", changed(SCORES, '"full"', '"voll"', 1), f"{SCORES}:1: [V024]"),
    found("M31", SCORES, "清空", written(SCORES, b""), f"{SCORES}"),
    found("M32", SCORES, "删去", gone(SCORES), f"{SCORES}: [V023]"),
    found("M33", "scores.sig", "删去", gone("scores.sig"), "没有 scores.sig"),
    found("M34", "scores.sig", "换成别的字节", written("scores.sig", bytes(64)), f"{SCORES}: [V021]"),
    found("M35", "scores.sig", "截短", written("scores.sig", bytes(10)), "应当是 64 字节"),
    found("M36", "scores.pub.pem", "删去", gone("scores.pub.pem"), "没有 scores.pub.pem"),
    found(
        *("M37", "scores.pub.pem", "换成自己的公钥"),
        lambda exam: written("scores.pub.pem", key_of(exam.parent, "other").public.pem)(exam),
        f"{SCORES}: [V021]",
    ),
    found("M38", "scores.pub.pem", "换成别的文字", written("scores.pub.pem", b"x"), "[V024]"),
    found(
        "M39",
        "签名说明.txt",
        "改写里面的指纹",
        changed("签名说明.txt", "指纹", "指紋"),
        "签名说明.txt: [V023]",
    ),
    found("M40", "签名说明.txt", "删去", gone("签名说明.txt"), "签名说明.txt: [V023]"),
    found(
        *("M41", SCORES, "改成绩，用偷来的真密钥重新签名"),
        lambda exam: resign(exam, key_of(exam.parent, "key")),
        *("003：写的是 9", f"{SCORES}: [V026]", f"{SCORES}: [V023]"),
    ),
    found(
        *("M42", SCORES, "改成绩，真密钥重签，台账整个重写并签名"),
        _consistent,
        "003：写的是 9 不合格，从答案重算是 0 不合格",
    ),
    found(
        *("M43", SCORES, "改成绩，用自己的密钥重新签名"),
        lambda exam: resign(exam, key_of(exam.parent, "other")),
        f"{SCORES}: [V021]",
    ),
    kept(
        *("M44", "全部", "改答案，台账从阅卷起重做，用自己的密钥签名"),
        lambda exam: mark_anew(exam.parent, "other"),
        *(f"{SCORES}: [V022]", f"{LEDGER}: [V020]"),
        why="整个文件夹前后一致，只有公钥指纹不同。",
    ),
    kept(
        *("M45", "全部", "改答案，台账从阅卷起重做，用偷来的真密钥签名"),
        lambda exam: mark_anew(exam.parent, "key"),
        f"{LEDGER}: [V020]",
        why="密钥也是真的，只有台账的哈希不同；所以要抄存哈希，密钥要专人保管。",
    ),
    kept(
        *("M46", "全部", "改登记表，用真密钥更正，写了原因", _corrected),
        *(f"{LEDGER}:{LAST}: [V020]", "更正"),
        why="这是照规矩更正；台账里有时间、姓名、原因、旧成绩和新成绩。",
    ),
    kept(
        *("M47", "全部", "另组一次同名的考试换上", _drawn_again),
        *(f"{SCORES}: [V022]", f"{LEDGER}: [V020]"),
        why="考前公布的密钥承诺（key_commitment）也不同。",
    ),
    kept(
        *("M48", "全部", "退回上一版成绩，台账也截到那里", roll_back),
        f"{LEDGER}: [V020]",
        why="那时确实是这样签的；只有台账的哈希不同。",
    ),
    kept(
        *("M49", LEDGER, "阅卷时写别人的名字", _marked_as("李四")),
        f"{LEDGER}: [V020]",
        why="姓名由操作的人自己写，程序不认人；写过以后再改就能发现。",
    ),
)

_HISTORY = (
    found(
        "M60",
        "history/",
        "整个删去",
        lambda exam: shutil.rmtree(exam / "history"),
        f"{OLD}: [V023]",
        "第 1 版成绩",
    ),
    found("M61", f"{OLD}/", "删去旧成绩", gone(f"{OLD}/{SCORES}"), f"{OLD}/{SCORES}: [V023]", "核验码"),
    found("M62", f"{OLD}/", "删去旧签名", gone(f"{OLD}/scores.sig"), f"{OLD}/scores.sig: [V023]"),
    found("M63", f"{OLD}/", "删去旧公钥", gone(f"{OLD}/scores.pub.pem"), f"{OLD}/scores.pub.pem: [V023]"),
    found("M64", f"{OLD}/", "删去旧答案", gone(f"{OLD}/{ANSWERS}"), f"{OLD}/{ANSWERS}: [V023]"),
    found(
        *("M65", f"{OLD}/", "改旧答案", changed(f"{OLD}/{ANSWERS}", '"truth":true', '"truth":false')),
        f"{OLD}/{ANSWERS}: [V023]",
    ),
    found(
        *("M66", f"{OLD}/", "改旧成绩", changed(f"{OLD}/{SCORES}", '"rank":1', '"rank":2')),
        *(f"{OLD}/{SCORES}: [V021]", f"{OLD}/{SCORES}: [V023]"),
    ),
    found(
        *("M67", f"{OLD}/", "改旧成绩，用真密钥重新签名"),
        lambda exam: resign(exam / OLD, key_of(exam.parent, "key")),
        f"{OLD}/{SCORES}: [V023]",
    ),
    found(
        *("M68", f"{OLD}/", "用现在这一版顶替旧的一版"),
        after(*(copied(name, f"{OLD}/{name}") for name in (SCORES, "scores.sig", "scores.pub.pem", ANSWERS))),
        *(f"{OLD}/{SCORES}: [V023]", f"{OLD}/{SCORES}: [V026]"),
    ),
    found(
        "M69", f"{OLD}/", "改旧的成绩表", written(f"{OLD}/scores.xlsx", b"x"), f"{OLD}/scores.xlsx: [V023]"
    ),
    found("M70", f"{OLD}/", "删去旧的考情分析", gone(f"{OLD}/analysis.html"), f"{OLD}/analysis.html: [V023]"),
    found(
        *("M71", "history/", "把版次改名", lambda exam: (exam / OLD).rename(exam / "history/0002")),
        *(f"{OLD}: [V023]", f"history/0002/{SCORES}: [V023]"),
    ),
    found(
        *(
            "M72",
            "history/",
            "添一版台账不认得的",
            lambda exam: shutil.copytree(exam / OLD, exam / "history/0005"),
        ),
        f"history/0005/{SCORES}: [V023] 台账里没有这一版成绩",
    ),
    found("M73", f"{OLD}/", "放一个别的文件", written(f"{OLD}/notes.txt", b"-"), f"{OLD}/notes.txt: [V006]"),
    found(
        "M74",
        "history/",
        "放一个别的文件夹",
        lambda exam: (exam / "history/x").mkdir(mode=0o700),
        "history/x: [V006]",
    ),
)

_LEDGER = (
    found(
        "M80",
        LEDGER,
        "改阅卷人",
        changed(LEDGER, "张三", "李四", MARKED - 1),
        f"{LEDGER}:{MARKED - 1}: [L001]",
    ),
    found("M81", LEDGER, "删去中间一行", _without(2), f"{LEDGER}:2: [L002]"),
    found("M82", LEDGER, "删去第一行", _without(1), f"{LEDGER}:1: [L002]"),
    found("M83", LEDGER, "删去最后一行", lines(LEDGER, lambda now: now[:-1]), f"{SCORES}: [V026]"),
    found(
        "M84",
        LEDGER,
        "两行换次序",
        lines(LEDGER, lambda now: [now[1], now[0], *now[2:]]),
        f"{LEDGER}:1: [L002]",
    ),
    found(
        "M85", LEDGER, "一行写两遍", lines(LEDGER, lambda now: [*now, now[-1]]), f"{LEDGER}:{LAST}: [L002]"
    ),
    found("M86", LEDGER, "改行号", changed(LEDGER, '"seq":2', '"seq":3', 2), f"{LEDGER}:2: [L001]"),
    found("M87", LEDGER, "只添空格", changed(LEDGER, '"act":', '"act": ', 2), f"{LEDGER}:2: [L001]"),
    found("M88", LEDGER, "改一行，以后的哈希都改得相符", _relinked, f"{SCORES}: [V026]"),
    found(
        "M89",
        LEDGER,
        "整个重写，哈希相符，用自己的密钥签名",
        lambda exam: rewrite_ledger(exam, key_of(exam.parent, "other")),
        f"{SCORES}: [V026]",
    ),
    found("M90", LEDGER, "去掉阅卷那一行的签名", lines(LEDGER, _unsigned), f"{LEDGER}:{MARKED}: [V043]"),
    found(
        "M91",
        LEDGER,
        "添一行没有签名的附入",
        lambda exam: add_line(exam, "attached"),
        f"{LEDGER}:{LAST}: [V043]",
    ),
    found(
        *("M92", LEDGER, "添一行用自己的密钥签名的附入"),
        lambda exam: add_line(exam, "attached", key=key_of(exam.parent, "other")),
        *(f"{LEDGER}:{LAST}: [V043]", "--trust"),
    ),
    kept(
        *("M93", LEDGER, "添一行用真密钥签名的附入"),
        lambda exam: add_line(exam, "attached", key=key_of(exam.parent, "key")),
        f"{LEDGER}:{LAST}: [V020]",
        why="持有密钥的人添的，台账里就是这样记的；抄存的哈希不再是最后一行。",
    ),
    found(
        *("M94", LEDGER, "答案没删，添一行“已清除”", _only_said_purged),
        *(f"{LEDGER}:{LAST}: [V043]", f"{ANSWERS}: [V025]", "[V028]"),
    ),
    found(
        *("M95", LEDGER, "答案没删，用真密钥添一行“已清除”"),
        lambda exam: add_line(exam, "purged", key=key_of(exam.parent, "key"), removed={ANSWERS: "0" * 64}),
        f"{ANSWERS}: [V044]",
    ),
    found(
        *("M96", LEDGER, "删了答案，添一行没有签名的“已清除”", lambda exam: _purged(exam, key=None)),
        *(f"{LEDGER}:{LAST}: [V043]", f"{ANSWERS}: [V023]"),
    ),
    found(
        *("M97", LEDGER, "删了成绩，用真密钥添一行说是清除"),
        after(
            gone(SCORES),
            lambda exam: add_line(exam, "purged", key=key_of(exam.parent, "key"), removed={SCORES: "0" * 64}),
        ),
        f"{SCORES}: [V023]",
    ),
    kept(
        *("M98", LEDGER, "用真密钥清除答案", lambda exam: _purged(exam, key="key")),
        f"{LEDGER}:{LAST}: [V020]",
        why="这是照规矩清除；台账里有时间、姓名和删去的文件。",
    ),
    found("M99", LEDGER, "删去", gone(LEDGER), f"{SCORES}: [V026]"),
    found("M100", LEDGER, "换成别次考试的台账", written(LEDGER, b"{}\n"), f"{LEDGER}:1: [L001]"),
    found(
        *("M101", LEDGER, "添一行说试题本来就是这样"),
        after(
            turn_answer,
            lambda exam: add_line(
                exam, "built", outputs={"questions.jsonl": file_digest(exam / "questions.jsonl")}
            ),
        ),
        *(f"{LEDGER}:{LAST}: [V043]", "questions.jsonl", "[V003]"),
    ),
    found(
        *(
            "M102",
            LEDGER,
            "写上文件夹以外的文件",
            lambda exam: add_line(exam, "built", outputs={"../key.pem": "0" * 64}),
        ),
        *("../key.pem", "[V043]"),
    ),
    never(
        *("M103", LEDGER, "阅卷以前把电脑的时间改错", lambda _exam: None),
        "台账照实记电脑的时间；时间倒走会提示（L003），一直错的看不出。",
    ),
)

_RESULTS = (
    found(
        *("M110", "cards/", "换成别人的成绩单", copied("cards/002.pdf", "cards/001.pdf")),
        "cards/001.pdf: [V032]",
        reprint=True,
    ),
    found(
        "M111",
        "cards/",
        "改 Word 成绩单",
        written("cards/003.docx", b"x"),
        "cards/003.docx: [V032]",
        reprint=True,
    ),
    found(
        *("M112", "cards/", "给没有分数的人一份", copied("cards/001.pdf", "cards/009.pdf")),
        "cards/009.pdf: [V032]",
        reprint=True,
    ),
    found(
        "M113",
        "analysis.pdf",
        "改考情分析",
        written("analysis.pdf", b"%PDF-x"),
        "analysis.pdf: [V032]",
        reprint=True,
    ),
    found(
        *("M114", "analysis.html", "改网页里的一个数", changed("analysis.html", "小测试", "大测试")),
        "analysis.html: [V032]",
        reprint=True,
    ),
    found(
        *("M115", "analysis-questions.pdf", "换成别的文件", copied("analysis.pdf", "analysis-questions.pdf")),
        "analysis-questions.pdf: [V032]",
        reprint=True,
    ),
    never(
        *(
            "M116",
            "scores.xlsx、analysis.*、cards/",
            "删去",
            after(gone("scores.xlsx"), gone("analysis.pdf"), gone("cards/001.pdf")),
        ),
        "都能从签名的成绩重新生成（exam results），所以不记台账。",
    ),
    found(
        *("M117", "scores.xlsx", "没有成绩，却有成绩表", after(gone(SCORES), gone("scores.sig"))),
        "scores.xlsx: [V031]",
    ),
)

HALF = Half(
    "考试文件夹：登记、阅卷、台账、结果",
    prepare,
    verify,
    (*_ANSWERS, *_SCORES, *_HISTORY, *_LEDGER, *_RESULTS),
)
