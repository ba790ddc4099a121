"""A question that somebody dislikes is exchanged before papers go out; all else stays as it was drawn."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from quizgen.files.yaml_write import dump_yaml
from quizgen.model.exam import Form
from quizgen.records.exam_folder import ExamFolder
from tests.small_bank import small_questions, write_bank
from tests.tool import Run, quizgen
from tests.workflows.conftest import ROSTER
from tests.workflows.day.acts import FROZEN, add, contents, ledger, mark, notes, rules, verified, went_well
from tests.workflows.filled import fill_in, right_answer, scores_of

WHY = ("--by", "张三", "--reason", "领导审卷认为不合适")


def swap(exam: Path, bank: Path, *ids: str) -> Run:
    return quizgen("exam", "swap", exam, *ids, "--bank", bank, *WHY)


def forms(exam: Path) -> dict[str, Form]:
    return {line.code: line.form() for line in ExamFolder(exam).all_lines}


def ids(form: Form) -> list[str]:
    return [item.question for section in form.sections for item in section.items]


def kinds() -> Mapping[str, str]:
    return {one["id"]: one["kind"] for one in small_questions()}


@pytest.fixture
def bank(drawn_exam: Path) -> Path:
    """The bank that the exam was drawn from; nobody may change it."""
    return drawn_exam.parent / "bank"


def test_every_form_that_has_it_gets_another_of_the_same_sort_in_its_place(exam: Path, bank: Path) -> None:
    before = forms(exam)
    frozen = {name: (exam / name).read_bytes() for name in FROZEN}
    out = ids(before["001"])[2]
    run = went_well(swap(exam, bank, out))
    after = forms(exam)
    touched = {code for code, form in before.items() if out in ids(form)}
    for code, form in before.items():
        was, now = ids(form), ids(after[code])
        new = [place for place in range(len(was)) if was[place] != now[place]]
        assert new == ([was.index(out)] if code in touched else [])
        assert all(kinds()[now[place]] == kinds()[out] for place in new)
        assert len(set(now)) == len(now)
    assert f"{out} 换成" in run.out
    assert {name: (exam / name).read_bytes() for name in FROZEN} == frozen
    assert rules(exam) == []


def test_the_ledger_tells_what_was_exchanged_by_whom_and_why(exam: Path, bank: Path) -> None:
    before = forms(exam)
    out = ids(before["002"])[0]
    went_well(swap(exam, bank, out))
    line = ledger(exam)[-1]
    new = {
        code: ids(form)[ids(before[code]).index(out)]
        for code, form in forms(exam).items()
        if out in ids(before[code])
    }
    assert (line["act"], line["by"]) == ("swapped", "张三")
    assert line["details"] == {"question": out, "by_form": new, "reason": "领导审卷认为不合适"}
    told = [one for one in verified(exam)["acts"] if one["act"] == "swapped"]
    assert [(one["question"], one["by_form"]) for one in told] == [(out, new)]


def test_a_list_of_disliked_questions_leaves_every_form_at_once(exam: Path, bank: Path) -> None:
    before = forms(exam)
    disliked = ids(before["001"])[:2] + ids(before["002"])[-1:]
    went_well(swap(exam, bank, *dict.fromkeys(disliked)))
    assert not set(disliked) & {one for form in forms(exam).values() for one in ids(form)}
    assert rules(exam) == []


def test_shared_forms_get_the_same_question_each_in_its_own_order(tmp_path: Path) -> None:
    bank = write_bank(tmp_path / "bank")
    exam = tmp_path / "exam"
    drawn = quizgen(
        *("exam", "new", exam, "--blueprint", "small", "--bank", bank, "--no-cache"),
        *("--mode", "reordered", "--forms", 2, "--date", "2026-12-01"),
    )
    went_well(drawn)
    out = ids(forms(exam)["A"])[0]
    went_well(swap(exam, bank, out))
    after = forms(exam)
    assert set(ids(after["A"])) == set(ids(after["B"]))
    assert out not in ids(after["A"])
    assert rules(exam) == []


def test_only_what_changed_is_printed_again_and_all_is_verified(exam: Path, bank: Path) -> None:
    build = ("exam", "build", exam, "--jobs", 1, "--format", "pdf", "--only", "papers", "--only", "keys")
    went_well(quizgen(*build))
    before = forms(exam)
    out = ids(before["003"])[4]
    touched = {code for code, form in before.items() if out in ids(form)}
    printed = contents(exam)
    went_well(swap(exam, bank, out))
    assert "V055" in notes(exam)
    went_well(quizgen(*build))
    now = contents(exam)
    for code in before:
        same = now[f"papers/{code}.pdf"] == printed[f"papers/{code}.pdf"]
        assert same is (code not in touched)
    assert now["papers/all.pdf"] != printed["papers/all.pdf"]
    assert now["replaced/0001/papers/all.pdf"] == printed["papers/all.pdf"]
    assert (rules(exam, "--jobs", 1), notes(exam)) == ([], [])
    went_well(quizgen(*build))
    assert contents(exam) == now


def test_the_exam_is_marked_by_the_questions_that_came(exam: Path, bank: Path) -> None:
    went_well(swap(exam, bank, ids(forms(exam)["001"])[0]))
    fill_in(exam, lambda _number, place: right_answer(place))
    went_well(mark(exam))
    assert {one["score"] for one in scores_of(exam).values()} == {"10"}
    assert rules(exam) == []


def test_a_late_candidate_does_not_get_what_was_taken_out(exam: Path, bank: Path) -> None:
    disliked = list(dict.fromkeys(one for form in forms(exam).values() for one in ids(form)[:1]))
    went_well(swap(exam, bank, *disliked))
    for number in ("005", "006", "007"):
        went_well(add(exam, number, name=f"测试{number}"))
    assert not set(disliked) & {one for form in forms(exam).values() for one in ids(form)}
    assert rules(exam) == []


def test_a_wanted_question_comes_or_nothing_happens(exam: Path, bank: Path) -> None:
    before = forms(exam)
    out = ids(before["001"])[0]
    used = {one for form in before.values() for one in ids(form)}
    fits = next(one for one, kind in kinds().items() if kind == kinds()[out] and one not in used)
    another = next(one for one, kind in kinds().items() if kind != kinds()[out])
    state = contents(exam)
    run = quizgen("exam", "swap", exam, out, "--with", another, "--bank", bank, *WHY)
    assert (run.status, f"指定的 {another}里没有一道能用" in run.err, contents(exam) == state) == (
        1,
        True,
        True,
    )
    run = quizgen("exam", "swap", exam, out, "--with", "TS-9999", "--bank", bank, *WHY)
    assert (run.status, "组卷时不在可抽的题里" in run.err) == (1, True)
    went_well(quizgen("exam", "swap", exam, out, "--with", fits, "--bank", bank, *WHY))
    assert fits in ids(forms(exam)["001"])


def test_what_no_question_can_replace_is_named_and_nothing_is_written(tmp_path: Path) -> None:
    bank = write_bank(
        tmp_path / "bank", sections=[{"kind": "true_false", "count": 6, "points": 1}], **{"pass": 4}
    )
    questions = [one for one in small_questions() if one["kind"] == "true_false"][:6]
    (bank / "questions.yaml").write_text(dump_yaml(questions), encoding="utf-8")
    exam = tmp_path / "exam"
    new = ("exam", "new", exam, "--blueprint", "small", "--bank", bank, "--no-cache", "--date", "2026-12-01")
    went_well(quizgen(*new, "--despite", "B021"))
    state = contents(exam)
    run = swap(exam, bank, *ids(forms(exam)["A"])[:2])
    assert run.status == 1
    assert all(one in run.err for one in ids(forms(exam)["A"])[:2])
    assert contents(exam) == state


@pytest.mark.parametrize(
    ("prepare", "message"),
    [
        ("unknown", "没有哪份试卷有题目 TS-9999"),
        ("sat", "已经登记为参加，考过的题不能再换"),
        ("marked", "已经阅卷、签名，题目不能再换"),
        ("key", "换题要用密钥 secret.key"),
        ("again", "没有哪份试卷有题目"),
    ],
)
def test_a_swap_that_comes_too_late_or_is_about_nothing_is_refused(
    exam: Path, bank: Path, prepare: str, message: str
) -> None:
    out = ids(forms(exam)["001"])[0]
    if prepare in {"sat", "marked"}:
        fill_in(exam, lambda _number, place: right_answer(place))
    if prepare == "marked":
        went_well(mark(exam))
    if prepare == "key":
        (exam / "secret.key").unlink()
    if prepare == "again":
        went_well(swap(exam, bank, out))
    state = contents(exam)
    run = swap(exam, bank, "TS-9999" if prepare == "unknown" else out)
    assert (run.status, message in run.err) == (1, True), run.err
    assert contents(exam) == state


def test_a_question_that_the_bank_has_changed_since_does_not_come(
    exam: Path, bank: Path, tmp_path: Path
) -> None:
    changed = shutil.copytree(bank.parent, tmp_path / "later")
    path = changed / "bank" / "questions.yaml"
    used = {one for form in forms(exam).values() for one in ids(form)}
    questions = [
        one if one["id"] in used else {**one, "stem": f"{one['stem'].rstrip('？。')}（新）。"}
        for one in small_questions()
    ]
    path.write_text(dump_yaml(questions), encoding="utf-8")
    out = ids(forms(exam)["001"])[0]
    run = swap(exam, changed / "bank", out)
    taken = [ids(form) for form in forms(exam).values()]
    assert run.status == 1 or all(one in used for form in taken for one in form)


def forged(exam: Path, change: str) -> None:
    """Rewrite the last act as somebody with the folder alone could."""
    path = exam / "acts.jsonl"
    act = json.loads(path.read_text(encoding="utf-8").splitlines()[-1])
    if change == "order":
        act["places"][0]["item"]["options"].reverse()
    path.write_text(
        json.dumps(act, ensure_ascii=False, separators=(",", ":"), sort_keys=True) + "\n", "utf-8"
    )


def test_a_forged_exchange_is_found(exam: Path, bank: Path) -> None:
    went_well(swap(exam, bank, ids(forms(exam)["001"])[0]))
    forged(exam, "order")
    assert "V050" in rules(exam)
    run = mark(exam)
    assert (run.status, "1 处与组卷、签名时记下的不同" in run.err) == (1, True), run.err


def test_an_exam_without_a_roster_can_be_changed_too(tmp_path: Path) -> None:
    assert ROSTER
    bank = write_bank(tmp_path / "bank")
    exam = tmp_path / "exam"
    new = ("exam", "new", exam, "--blueprint", "small", "--bank", bank, "--no-cache", "--date", "2026-12-01")
    went_well(quizgen(*new, "--mode", "parallel", "--forms", 2, "--spare", 1))
    before = forms(exam)
    went_well(swap(exam, bank, ids(before["B"])[0], ids(before["S01"])[1]))
    after = forms(exam)
    assert not set(ids(after["A"])) & set(ids(after["B"]))
    assert rules(exam) == []
