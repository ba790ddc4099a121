"""Every command that README or a page in docs shows is run as it is written, in a folder like a fresh clone.

The commands stand below in the order of an exam's life (but for printing, which verifying would do all over
again); between them stands what people do by hand. What a reader must replace (a question of their own exam,
the fingerprint on their own table) is replaced here too.
"""

from __future__ import annotations

import io
import json
import shlex
import shutil
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from quizgen.files.yaml_write import dump_yaml
from quizgen.model.question import SingleBody
from quizgen.records.exam_folder import ExamFolder
from quizgen.records.scores_file import read_scores
from quizgen.workflows.day.swap import swapping_at
from quizgen.workflows.marks.entry import entry_exam
from tests.found import things_below
from tests.house.documented import all_shown
from tests.records.roster_layouts import Layout, write_sheets
from tests.small_bank import small_questions
from tests.tool import quizgen
from tests.workflows.after.story import AFTER_THE_SITTING
from tests.workflows.another_subject import write_bank
from tests.workflows.documented_units import UNITS
from tests.workflows.files_of_readers import banks_in_other_formats, write_rooms
from tests.workflows.filled import fill_in, right_answer
from tests.workflows.further_commands import FURTHER
from tools.demo_reviews import Person, write_form, write_workbook
from tools.walk_commands import every_command

ROOT = Path(__file__).parents[2]
AUTUMN = Path("exams/2026-autumn")
PEOPLE = (
    Person("001", "测试甲", "测试一局", "科长"),
    Person("2026001", "测试乙", "测试二局", "科员"),
)

ELSEWHERE = {
    "quizgen exam pack exams/2026-autumn --by 张三": "tests/workflows/day/test_room_pack.py",
    "quizgen exam pack exams/2026-autumn --size a3": "tests/workflows/day/test_room_pack.py",
    "quizgen site build": "tests/web/test_build.py",
    "quizgen site build --to build/site": "tests/web/test_build.py",
    "quizgen site book": "tests/web/book/test_book.py",
    "quizgen site book --out 全书.pdf": "tests/web/book/test_book.py",
    "quizgen exam scan exams/2026-autumn --accept-doubts 答题卡已退还 --by 张三": (
        "tests/scan/test_checking.py"
    ),
    "quizgen exam explain exams/2026-autumn 001 --question 61 --pictures 图": "tests/scan/test_checking.py",
    "quizgen exam purge exams/2024-autumn --before 2025-01-01 --pictures --by 张三": (
        "tests/scan/test_checking.py"
    ),
    "quizgen exam build exams/2026-autumn --shard 2/8": "tests/workflows/units/test_shards.py",
    "quizgen exam build exams/2026-autumn --dask local:2": "tests/workflows/units/test_dask.py",
    **dict.fromkeys(UNITS, "tests/workflows/units/test_split.py"),
    **FURTHER,
    "quizgen exam build exams/diyici": "tests/workflows/test_tutorial.py",
    "quizgen exam new exams/diyici --blueprint kaoshi": "tests/workflows/test_tutorial.py",
    "quizgen exam anomalies exams/2026-autumn": "tests/workflows/after/test_anomalies.py",
    "quizgen site serve": "it serves until it is interrupted",
    "quizgen site serve --address 127.0.0.1:8001": "it serves until it is interrupted",
}
"""What takes half a minute or does not end: run by the test named here, or not for the reason given."""


@dataclass
class Desk:
    """The folder of a fresh clone with what a reader has of their own; ``replaced`` is theirs to replace."""

    replaced: dict[str, str] = field(default_factory=dict)
    failed: list[str] = field(default_factory=list)

    def run(self, command: str) -> None:
        words = shlex.split(command)
        for old, new in self.replaced.items():
            words = [word.replace(old, new) for word in words]
        if words[1:3] in (["review", "attach"], ["review", "verify"]):
            words += ["--date", "2026-12-24"]  # in any year: no score of a day to come, none expired
        done = quizgen(*words[1:])
        if done.status != 0:
            self.failed.append(f"{command}\n  → {done.status}: {done.err or done.out[-400:]}")


def a_roster(_: Desk) -> None:
    rows: list[list[object]] = [["参考人员"], ["序号", "准考证号", "姓名", "工作单位", "职务职级"]]
    rows += [[index, one.number, one.name, one.unit, one.post] for index, one in enumerate(PEOPLE, 1)]
    rows.append(["合计", "2人"])
    write_sheets(Path("名册.xlsx"), {"参考人员": Layout(rows, merged=("A1:E1",))})
    shutil.copy("名册.xlsx", "参考人员.xlsx")


def another_roster_is_wanted(_: Desk) -> None:
    Path("名册.csv").unlink()


def a_sealed_bank(_: Desk) -> None:
    sealed = Path("../sealed")
    sealed.mkdir()
    question = {**small_questions()[0], "id": "KS-0001", "topic": "明责/责任清单", "pool": "exam"}
    question["stem"] = "密封题库里的第一道题问的是哪一项？"
    (sealed / "sealed.yaml").write_text(dump_yaml([question]), encoding="utf-8")


def a_bank_of_another_subject(_: Desk) -> None:
    write_bank()


def another_exam_is_wanted(_: Desk) -> None:
    shutil.rmtree("exams")


def another_workbook_is_wanted(_: Desk) -> None:
    Path("审题表.xlsx").unlink()


def an_old_exam(desk: Desk) -> None:
    old = "--blueprint short-20 --mode individual --roster 名册.xlsx --date 2024-10-20 --by 张三"
    desk.run(f"quizgen exam new exams/2024-autumn {old}")
    fill_in(Path("exams/2024-autumn"), lambda _, place: right_answer(place))
    desk.run("quizgen exam mark exams/2024-autumn --by 张三")


def rooms_are_written_down(desk: Desk) -> None:
    write_rooms()
    desk.replaced |= {"2026007": "2026001", "2026009": "2026062"}


def questions_are_disliked(desk: Desk) -> None:
    """Two that one person has, and for another of them one that nobody has but may come."""
    folder = ExamFolder(AUTUMN)
    form = folder.form_lines[0].form()
    singles = [item.question for item in form.sections[0].items]
    swapping = swapping_at(folder, 0, [singles[0], singles[1], singles[2]])
    forms = next(iter(swapping.sets_with(singles[2])))
    desk.replaced |= {"XM-0044": singles[1], "XM-0102": swapping.allowed(forms, singles[2])[0]}
    desk.replaced["XM-0019"] = singles[0]


def another_question_is_disliked(desk: Desk) -> None:
    """One that a single form has, so that the wanted one can stand for it."""
    folder = ExamFolder(AUTUMN)
    held = Counter(item.question for line in folder.all_lines for item in line.form().sections[0].items)
    for id_ in (one for one, count in held.items() if count == 1):
        swapping = swapping_at(folder, len(folder.acts), [id_])
        (forms,) = swapping.sets_with(id_)
        if allowed := swapping.allowed(forms, id_):
            desk.replaced |= {"XM-0019": id_, "XM-0102": allowed[0]}
            return


def a_misprint_is_found(desk: Desk) -> None:
    """The question is put right in the bank first."""
    folder = ExamFolder(AUTUMN)
    item = folder.all_lines[0].form().sections[0].items[3]
    asked = folder.questions[item.digest].question
    assert isinstance(asked, SingleBody)
    stem = asked.stem.removesuffix("？")
    for path in things_below(Path("question_bank"), "*.yaml"):
        text = path.read_text(encoding="utf-8")
        if f"id: {item.question}" in text:
            path.write_text(text.replace(stem, f"{stem}呢", 1), encoding="utf-8")
    desk.replaced["XM-0019"] = item.question


def the_exam_is_kept_twice(_: Desk) -> None:
    shutil.copytree(AUTUMN, "exams/kept")
    shutil.copytree(AUTUMN, "exams/2026-autumn-b")


def the_exam_was_not_cancelled(_: Desk) -> None:
    shutil.rmtree(AUTUMN)
    shutil.copytree("exams/kept", AUTUMN)


def the_answers_are_entered(desk: Desk) -> None:
    for name in ("answers.xlsx", "answers-2.xlsx"):
        (AUTUMN / name).unlink()
    fill_in(AUTUMN, lambda _, place: right_answer(place))
    exam = entry_exam(ExamFolder(AUTUMN))
    spare = {place.number: place for place in exam.places("S02")}
    answers = [right_answer(spare[column.number]) for column in exam.columns]
    with (AUTUMN / "answers.csv").open("a", encoding="utf-8") as file:
        file.write(",".join(["2026063", "测试戊", "测试二局", "S02", "参加", *answers]) + "\n")
    places = [place for code in exam.forms for place in exam.places(code)]
    voided, other = [place.question for place in places if isinstance(place.body, SingleBody)][:2]
    assert isinstance(other, SingleBody)
    desk.replaced["XM-0019"] = voided.id
    desk.replaced["XM-0020=限期整改"] = f"{other.id}={other.wrong[0].text}"


def the_resit_is_held(desk: Desk) -> None:
    exam = entry_exam(ExamFolder(Path("exams/resit")))
    numbers = [column.number for column in exam.columns]
    answers = {place.number: right_answer(place) for place in exam.places("A")}
    head = ",".join(["编号", "姓名", "单位", "职务", "卷号", "状态", *numbers])
    row = ",".join([*PEOPLE[1], "A", "参加", *(answers[number] for number in numbers)])
    Path("exams/resit/answers.csv").write_text(f"{head}\n{row}\n", encoding="utf-8-sig")
    desk.run("quizgen exam mark exams/resit --by 张三 --date 2026-12-20")


def review_documents(desk: Desk) -> None:
    write_workbook(Path("考核.xlsx"), PEOPLE)
    Path("评议表").mkdir()
    for person in PEOPLE:
        write_form(Path("评议表") / f"{person.name}.docx", person)
    last = (AUTUMN / "ledger.jsonl").read_text(encoding="utf-8").splitlines()[-1]
    desk.replaced["9f3b6c21e08d47aa"] = read_scores(AUTUMN).signer.fingerprint[:16]
    desk.replaced["3f9c0a17b2"] = json.loads(last)["hash"][:10]


def the_copies_are_looked_at(_: Desk) -> None:
    shutil.move("附成绩", "附成绩-表")


def a_form_is_taken_out(desk: Desk) -> None:
    shutil.copy(things_below(Path("附成绩"), "测试甲.docx")[0], "甲.docx")
    desk.replaced["7K3M-9QWX-AB12-CD34"] = read_scores(AUTUMN).code(PEOPLE[0].number)


def a_bank_to_take_over(_: Desk) -> None:
    question = {**small_questions()[0], "id": "BM-0001", "topic": "保管", "basis": "《保密法》"}
    del question["cites"]
    Path("保密题库.yaml").write_text(dump_yaml([question]), encoding="utf-8")


def another_export_is_wanted(_: Desk) -> None:
    Path("题库.xml").unlink()


def another_bank_is_wanted(_: Desk) -> None:
    shutil.rmtree("消防题库")


Hand = Callable[[Desk], None]
STORY: tuple[str | Hand, ...] = (
    "quizgen new 消防培训 --title 消防安全知识",
    a_bank_to_take_over,
    "quizgen new 保密培训 --title 保密知识 --bank 保密题库.yaml",
    banks_in_other_formats,
    "quizgen new 安全培训 --title 安全生产知识 --bank 安全题库.docx",
    "quizgen bank import 消防题库.txt",
    "quizgen bank import 消防题库.txt --preview 预览.html",
    "quizgen bank import 消防题库.docx",
    "quizgen bank import 消防题库.docx --preview 预览.html",
    "quizgen bank import 消防题库.txt --to 消防题库",
    "quizgen bank import 消防题库.txt --to 消防题库 --update",
    another_bank_is_wanted,
    "quizgen bank import 消防题库.docx --to 消防题库",
    "quizgen bank import 消防题库.docx --to 消防题库 --update",
    a_roster,
    "quizgen exam new exams/xiaofang --bank 消防题库 --mode individual --roster 名册.xlsx",
    "quizgen exam build exams/xiaofang",
    "quizgen bank export --as moodle --to 题库.xml --bank 消防题库",
    "quizgen bank import 题库.xml --to 消防题库 --update",
    another_export_is_wanted,
    "quizgen bank import 消防题库.docx --to 消防题库 --accept-doubts",  # all are there already
    "quizgen bank review 消防审题.xlsx --status 审核 --bank 消防题库",
    another_bank_is_wanted,
    "quizgen bank",
    "quizgen exam",
    "quizgen exam recheck",
    "quizgen knowledge",
    "quizgen review",
    "quizgen roster",
    "quizgen site",
    "quizgen bank check",
    "quizgen bank stats",
    "quizgen bank check --advice",
    "quizgen bank stats question_bank --json",
    "quizgen bank enemies",
    "quizgen bank enemies question_bank --write",
    "quizgen bank due",
    "quizgen bank due question_bank --on 2027-01-01 --months 12",
    "quizgen bank review 审题表.xlsx",
    another_workbook_is_wanted,
    "quizgen bank review 审题表.xlsx --pick XM",
    another_workbook_is_wanted,
    "quizgen bank review 审题表.xlsx --pick XM,WH-01",
    "quizgen bank review 审题表.xlsx --read",
    "quizgen bank show XM-0101",
    "quizgen bank show XM-0019",
    "quizgen bank schema",
    "quizgen bank schema --profile strict",
    "quizgen bank schema -o schema.json",
    "quizgen bank schema --of bank -o bank.schema.json",
    a_bank_of_another_subject,
    "quizgen bank check 消防题库",
    "quizgen exam new 考试 --blueprint quick-10 --bank 消防题库",
    "quizgen bank schema --profile strict -o question_bank/schema.json",
    "quizgen bank rules",
    "quizgen bank rules -o docs/dev/bank-rules.md",
    a_sealed_bank,
    "quizgen bank check question_bank ../sealed --json",
    "quizgen bank show KS-0001 --bank ../sealed",
    "quizgen bank preview 题库.pdf --answers",
    "quizgen bank preview 明责.pdf --topic 明责",
    "quizgen bank preview 明责答案.pdf --topic 明责 --answers",
    "quizgen bank export --as moodle --to 题库.xml",
    another_export_is_wanted,
    "quizgen bank export --as gift --to 明责.gift --topic 明责 --losses",
    "quizgen bank export --as word --to 题库.docx --no-answers",
    "quizgen bank export --as excel --to 题库.xlsx",
    "quizgen knowledge check",
    "quizgen knowledge check --texts 原文文件夹",
    "quizgen knowledge check --texts ../shared/sources --bank question_bank",
    "quizgen knowledge show xiamen-041",
    "quizgen knowledge show xiamen-019",
    "quizgen knowledge show P12 --bank question_bank",
    "quizgen knowledge stats",
    "quizgen knowledge stats --bank question_bank",
    "quizgen site check",
    "quizgen site check --texts ../shared/sources",
    "quizgen exam new exams/zice-1 --blueprint short-20",
    "quizgen exam build exams/zice-1 --format pdf",
    "quizgen exam new exams/2026-autumn --blueprint cadre-80",
    another_exam_is_wanted,
    "quizgen exam new exams/2026-autumn --blueprint cadre-80 --mode one",
    another_exam_is_wanted,
    a_roster,
    "quizgen roster read 名册.xlsx",
    "quizgen roster read 名册.xlsx --number-from 2026001 --to 名册.csv",
    another_roster_is_wanted,
    "quizgen roster read 参考人员.xlsx",
    "quizgen roster read 参考人员.xlsx --to 名册.csv",
    "quizgen roster read 参考人员.xlsx --sheet 参考人员 --number-from 2026001 --to 机关名册.csv",
    (
        "quizgen exam new exams/2026-autumn --blueprint cadre-80 --mode individual --roster 名册.xlsx"
        " --spare 3 --date 2026-12-01"
    ),
    another_exam_is_wanted,
    (
        "quizgen exam new exams/2026-autumn --blueprint cadre-80 --mode individual --roster 名册.xlsx"
        " --spare 2 --date 2026-12-01"
    ),
    "quizgen exam verify exams/2026-autumn",
    (
        "quizgen exam add exams/2026-autumn --number 2026061 --name 测试丙 --unit 测试一局"
        " --by 张三 --reason 报名时漏报"
    ),
    (
        "quizgen exam add exams/2026-autumn --number 2026062 --name 测试丁 --unit 测试二局 --form S01"
        " --by 张三 --reason 迟到"
    ),
    "quizgen exam amend exams/2026-autumn --number 2026062 --name 测试定 --by 张三 --reason 写错一个字",
    "quizgen exam withdraw exams/2026-autumn --number 2026061 --by 张三 --reason 已调离",
    rooms_are_written_down,
    "quizgen exam seats exams/2026-autumn --rooms rooms.yaml --by 张三",
    "quizgen exam seats exams/2026-autumn",
    "quizgen exam seats exams/2026-autumn --move 2026007 --to '第二考场 07' --by 张三 --reason 座位坏了",
    "quizgen exam seats exams/2026-autumn --move 2026007 --with 2026009 --by 张三 --reason 看不清黑板",
    "quizgen exam seats exams/2026-autumn --close 第三考场 --by 张三 --reason 停电",
    questions_are_disliked,
    "quizgen exam swap exams/2026-autumn XM-0019 XM-0044 --by 张三 --reason 领导审卷认为不合适",
    another_question_is_disliked,
    "quizgen exam swap exams/2026-autumn XM-0019 --with XM-0102 --by 张三 --reason 与近期通报重复",
    a_misprint_is_found,
    "quizgen exam erratum exams/2026-autumn XM-0019 --by 张三 --reason 第二个选项漏了一个字",
    a_misprint_is_found,
    "quizgen exam erratum exams/2026-autumn XM-0019 --reprint --by 张三 --reason 校对发现错字，还没有印发",
    "quizgen bank exposure --exams exams",
    "quizgen bank exposure --exams exams/2026-autumn --json",
    "quizgen bank stats --questions --exams exams",
    "quizgen exam entry exams/2026-autumn",
    "quizgen exam entry exams/2026-autumn --second",
    the_answers_are_entered,
    "quizgen exam add exams/2026-autumn --walk-ins --by 张三 --reason 当天临时参加",
    "quizgen exam entry exams/2026-autumn --check",
    "quizgen exam mark exams/2026-autumn --by 张三",
    "quizgen exam mark exams/2026-autumn --by 张三 --void XM-0019 --reason 题干有误",
    "quizgen exam mark exams/2026-autumn --by 张三 --accept XM-0020=限期整改 --reason 两种说法都有依据",
    "quizgen exam results exams/2026-autumn",
    "quizgen exam results exams/2026-autumn --cards",
    "quizgen exam results exams/2026-autumn --cards --docx",
    "quizgen exam explain exams/2026-autumn 001",
    "quizgen exam explain exams/2026-autumn 001 --question 61",
    *AFTER_THE_SITTING,
    review_documents,
    "quizgen exam verify exams/2026-autumn --trust 9f3b6c21e08d47aa --head 3f9c0a17b2",
    "quizgen exam build exams/2026-autumn",
    "quizgen exam build exams/2026-autumn --only papers --format pdf --size a3",
    "quizgen exam build exams/2026-autumn --form 001 --large",
    "quizgen exam new exams/resit --blueprint cadre-80 --mode reordered --forms 2 --avoid exams/2026-autumn",
    "quizgen exam new exams/bukao --blueprint cadre-80 --resit exams/2026-autumn --roster 名册.xlsx",
    the_resit_is_held,
    ("quizgen review attach --scores exams/2026-autumn --reviews 考核.xlsx --out 附成绩 --by 张三 --dry-run"),
    "quizgen review attach --scores exams/2026-autumn --reviews 考核.xlsx --out 附成绩 --by 张三",
    "quizgen review verify 附成绩 --scores exams/2026-autumn",
    the_copies_are_looked_at,
    (
        "quizgen review attach --scores exams/2026-autumn --scores exams/resit --reviews 评议表/ --out 附成绩"
        " --by 张三 --latest"
    ),
    a_form_is_taken_out,
    "quizgen review card 2026001 --scores exams/2026-autumn --out 2026001.pdf",
    "quizgen review card 2026001 --scores exams/2026-autumn --out 2026001.docx",
    "quizgen review verify 甲.docx --scores exams/2026-autumn --trust 9f3b6c21e08d47aa",
    "quizgen review verify --code 7K3M-9QWX-AB12-CD34 --scores exams/2026-autumn",
    the_exam_is_kept_twice,
    "quizgen exam cancel exams/2026-autumn --by 张三 --reason 试题泄露",
    the_exam_was_not_cancelled,
    (
        "quizgen exam supersede exams/2026-autumn --with exams/2026-autumn-b --by 张三"
        " --reason 蓝图有误，另组一次"
    ),
    an_old_exam,
    "quizgen exam purge exams/2024-autumn --before 2025-01-01 --by 张三",
)


def as_read(commands: Sequence[str]) -> set[str]:
    """Commands word by word, whatever way they are quoted."""
    return {" ".join(shlex.split(command)) for command in commands}


def test_every_command_shown_has_its_place_in_the_story() -> None:
    by_path = {context.command_path: context for context in every_command()}
    names = {path for path, context in by_path.items() if any(one.required for one in context.command.params)}
    shown = as_read([*all_shown()]) - names
    told = as_read([*(one for one in STORY if isinstance(one, str)), *ELSEWHERE])
    assert shown == told


@pytest.fixture
def clone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder like a fresh clone, the source texts beside it where they are at hand."""
    folder = tmp_path / "clone"
    folder.mkdir()
    for name in ("question_bank", "docs"):
        shutil.copytree(ROOT / name, folder / name)
    for name in ("mkdocs.yml", "pack.yaml"):
        shutil.copy(ROOT / name, folder)
    texts = ROOT.parent / "shared" / "sources"
    if texts.is_dir():
        (tmp_path / "shared").mkdir()
        shutil.copytree(texts, tmp_path / "shared" / "sources")
        shutil.copytree(texts, folder / "原文文件夹")
    monkeypatch.chdir(folder)
    return folder


def test_the_commands_work_as_they_are_written(clone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("y\n"))  # purging asks
    with_texts = (clone / "原文文件夹").is_dir()
    desk = Desk()
    for step in STORY:
        if not isinstance(step, str):
            assert desk.failed == []  # what people do by hand next needs what was made before
            step(desk)
        elif with_texts or "--texts" not in step:
            desk.run(step)
    assert desk.failed == []
