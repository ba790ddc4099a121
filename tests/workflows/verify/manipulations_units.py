"""What can be done at the centre to an exam that units carried out: what they got, what they returned."""

from __future__ import annotations

import shutil
from pathlib import Path

from quizgen.records.exam_folder import ExamFolder
from quizgen.records.ledger import line_text, link, read_ledger
from quizgen.records.signing import load_or_make_key
from tests.small_bank import write_bank
from tests.tool import Run, quizgen
from tests.workflows.conftest import ROSTER
from tests.workflows.units.province import make_province
from tests.workflows.verify.forging import _renewed, edit, keep, kept_of, lines_of, put_lines, resign, run
from tests.workflows.verify.manipulations import Half, Manipulation

LEDGER, SCORES = "ledger.jsonl", "scores.jsonl"


def prepare(work: Path) -> None:
    """An exam that two units carried out, joined with their scores only."""
    bank, drawn = write_bank(work / "bank"), work / "drawn" / "exam"
    (work / "roster.csv").write_text(ROSTER, encoding="utf-8")
    run(
        *("new", drawn, "--blueprint", "small", "--bank", bank, "--no-cache", "--mode", "individual"),
        *("--roster", work / "roster.csv", "--spare", 1, "--date", "2026-12-01"),
    )
    province = make_province(work, drawn)
    done = province.join(more=("--scores-only",))
    assert done.status == 0, done.err
    load_or_make_key(work / "other.pem")
    shutil.copy(work / "sign-centre.pem", work / "key.pem")
    shutil.rmtree(work / "drawn")
    keep(work)


def verify(work: Path, *, kept: bool, reprint: bool) -> Run:
    """``quizgen exam verify`` at the centre; what was kept is the ledger's last hash."""
    del reprint
    more = ["--head", read_kept(work)] if kept else []
    return quizgen("exam", "verify", work / "exam", "--jobs", 1, "--quick", *more)


def read_kept(work: Path) -> str:
    """The hash that was noted."""
    return kept_of(work)["head"]


def by_the_centre(work: Path) -> None:
    """A score raised by somebody who has the centre's key, everything at the centre signed again."""
    exam = work / "exam"
    key = load_or_make_key(work / "key.pem")[0]
    resign(exam, key)
    noted_again(exam, work)


def person_left_out(work: Path) -> None:
    """A person's score taken away in the same manner."""
    exam = work / "exam"
    lines = lines_of(exam / SCORES)
    put_lines(exam / SCORES, [line for line in lines if '"number":"003"' not in line])
    key = load_or_make_key(work / "key.pem")[0]
    (exam / "scores.sig").write_bytes(key.sign((exam / SCORES).read_bytes()))
    noted_again(exam, work)


def noted_again(exam: Path, work: Path) -> None:
    """The ledger's line of the marking made to fit the files, signed with the centre's key."""
    *before, last = read_ledger(exam).lines
    key = load_or_make_key(work / "key.pem")[0]
    (line,) = link([_renewed(exam, last)], last.seq - 1, last.prev, key)
    (exam / LEDGER).write_text("".join(map(line_text, (*before, line))), encoding="utf-8")


def another_unit(work: Path) -> None:
    """One unit's results put in the place of the other's."""
    shutil.rmtree(work / "exam" / "joined" / "0001")
    shutil.copytree(work / "exam" / "joined" / "0002", work / "exam" / "joined" / "0001")


def people_moved(work: Path) -> None:
    """A person moved to the other unit in what the units were given."""
    edit(work / "exam" / "splits" / "0001.jsonl", '"people":["001","002"]', '"people":["001"]')


def answers_invented(work: Path) -> None:
    """Answers that nobody collected."""
    exam = ExamFolder(work / "exam")
    (exam.path / "answers.jsonl").write_text("", encoding="utf-8")
    (exam.path / "answers.jsonl").chmod(0o600)


_MANIPULATIONS = (
    Manipulation(
        "G001",
        "joined/0001/scores.jsonl",
        "改一个单位交回的成绩",
        lambda work: edit(work / "exam/joined/0001" / SCORES, '"score":"0"', '"score":"9"'),
        ("[V023]", "[V082]", "测试一局"),
    ),
    Manipulation("G002", "joined/0001/", "换成另一个单位交回的", another_unit, ("[V023]", "[V082]")),
    Manipulation(
        "G003",
        "joined/0002/scores.sig",
        "删去一个单位的签名",
        lambda work: (work / "exam/joined/0002/scores.sig").unlink(),
        ("[V023]", "[V082]", "测试二局"),
    ),
    Manipulation(
        "G004",
        "scores.jsonl、台账",
        "中心的人用中心的密钥改高一个成绩，签名、台账都重做",
        by_the_centre,
        ("[V082]",),
    ),
    Manipulation(
        "G005",
        "scores.jsonl、台账",
        "中心的人用中心的密钥删去一个人，签名、台账都重做",
        person_left_out,
        ("[V082]", "003"),
    ),
    Manipulation(
        "G006", "splits/0001.jsonl", "改谁在哪个单位", people_moved, ("[V023]", "splits/0001.jsonl")
    ),
    Manipulation("G007", "answers.jsonl", "放进没有收过的答案", answers_invented, ("[V025]", "[V028]")),
    Manipulation(
        "G008",
        "台账",
        "截去收回的那几行",
        lambda work: put_lines(work / "exam" / LEDGER, lines_of(work / "exam" / LEDGER)[:2]),
        ("[V026]",),
    ),
)

HALF = Half("各单位分头考的：中心的考试文件夹", prepare, verify, _MANIPULATIONS)
