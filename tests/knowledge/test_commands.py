"""``quizgen knowledge`` from outside, on the made-up register."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from quizgen.cli.main import main
from quizgen.markup.width import columns

pytestmark = pytest.mark.usefixtures("register")

TOPICS = "责任体系: [总体框架]\n"
QUESTION = """- id: MX-0001
  kind: single
  stem: 某县的责任清单由谁审核？
  correct: [县纪委]
  wrong:
    - {text: 县委办公室, why: 牵头抽查}
    - {text: 组织部门, why: 参考检查结果}
  topic: 责任体系/总体框架
  difficulty: 易
  cites: [moxian-003]
  about: [M02]
  explain: 清单报县纪委审核。
"""


@pytest.fixture
def bank(register: Path) -> Path:
    """A bank with one question."""
    folder = register / "bank"
    folder.mkdir()
    (folder / "topics.yaml").write_text(TOPICS, encoding="utf-8")
    (folder / "moxian.yaml").write_text(QUESTION, encoding="utf-8")
    return folder


def run(capsys: pytest.CaptureFixture[str], *arguments: str, status: int = 0) -> str:
    assert main(["knowledge", *arguments, "--knowledge", "data"]) == status
    captured = capsys.readouterr()
    return captured.out + captured.err


def test_check_says_when_the_texts_were_not_given(capsys: pytest.CaptureFixture[str]) -> None:
    assert "没有给出原文（--texts），未核对定位短语和照抄。" in run(capsys, "check")


def test_check_for_machines_lists_faults_and_counts(capsys: pytest.CaptureFixture[str]) -> None:
    Path("data/cases.yaml").unlink()
    said = json.loads(run(capsys, "check", "--json", status=1))
    assert [problem["rule"] for problem in said["problems"]] == ["K003"]
    assert said["counts"]["条事实"] == 5
    assert said["texts_checked"] is False
    assert said["unasked"] is None


def test_check_with_a_bank_names_what_no_question_asks(
    bank: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = json.loads(run(capsys, "check", "--json", "--bank", str(bank)))
    assert said["unasked"] == {
        "questions": 1,
        "facts": ["moxian-002", "moxian-004", "moxian-005"],
        "systems": ["M01"],
        "procedures": ["P01"],
        "dispositions": ["D01"],
    }


def test_unasked_facts_are_no_faults(bank: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = run(capsys, "check", "--bank", str(bank))
    assert "moxian-002 moxian-004 moxian-005" in said
    assert said.endswith("没有发现错误。\n")


def test_a_missing_data_folder_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["knowledge", "check", "--knowledge", "nowhere"]) == 1
    assert capsys.readouterr().err == "读不了“nowhere”：没有这个文件夹。\n"


def test_a_missing_text_folder_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert "读不了“nowhere”：没有这个文件夹。" in run(capsys, "check", "--texts", "nowhere", status=1)


def test_stats_count_every_sort_by_source(capsys: pytest.CaptureFixture[str]) -> None:
    said = json.loads(run(capsys, "stats", "--json"))
    assert said["sources"] == [
        {
            "source": "moxian",
            "short": "某县",
            "facts": 5,
            "systems": 2,
            "procedures": 1,
            "dispositions": 1,
            "gaps": 1,
            "cases": 1,
        }
    ]
    assert said["open_lists"] == 1
    assert said["own_names"] == 1
    assert said["unused"] == ["moxian-001"]


def test_stats_print_tables(bank: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = run(capsys, "stats", "--bank", str(bank))
    assert "某县" in said
    assert "合计" in said
    assert "1 道在用的题没有问到的内容" in said


def test_stats_of_a_faulty_register_are_refused(capsys: pytest.CaptureFixture[str]) -> None:
    Path("data/cases.yaml").unlink()
    assert "data/cases.yaml: [K003] 没有这个数据文件" in run(capsys, "stats", status=1)


def test_show_a_fact_with_where_it_is_used(bank: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = run(capsys, "show", "moxian-003", "--bank", str(bank))
    assert said.splitlines() == [
        "事实 moxian-003（程序）",
        "  来源      某县《某县责任落实“三步走”》",
        "  位置      先列清单",
        "  定位短语  “报县纪委审核”",
        "  表述      各单位的责任清单要交县纪委审核。",
        "  主体      县纪委",
        "  对象      责任清单",
        "  用在      体系 M01 三步走",
        "            体系 M02 清单审核",
        "            程序 P01 清单审核",
        "  题目      MX-0001 单选 某县的责任清单由谁审核？",
    ]


def test_show_says_that_a_list_is_open(bank: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = Path("data/facts/moxian.yaml")
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("  quote: 环环相扣", "  open_list: true"), encoding="utf-8")
    said = run(capsys, "show", "moxian-002", "--bank", str(bank))
    assert "列清单；作检查；算总账（原文以“等”收尾，不是全部）" in said


@pytest.mark.parametrize(
    ("record_id", "lines"),
    [
        ("M01", ["体系 M01 三步走（总体系）", "作检查［moxian-005］", "读者应当    能依次说出三步"]),
        ("M02", ["体系 M02 清单审核（审核机制；名称是本项目的归纳，不是材料用语）", "MX-0001 单选"]),
        (
            "P01",
            [
                "程序 P01 清单审核（材料写明的次序）",
                "起因      材料未写明",
                "第2步后：抄样本 → 重写；否则 → 通过",
            ],
        ),
        ("D01", ["情形        清单照抄样本", "决定或执行  县纪委"]),
        ("C01", ["案例 C01 季度抽查（成果数据）", "数据      每季度"]),
        ("Q01", ["材料未给出  拒不改正的认定标准"]),
        ("moxian", ["来源 moxian（某县）", "日期        2026-01-05", "作者        没有署名"]),
    ],
)
def test_show_takes_the_id_of_any_record(
    record_id: str, lines: list[str], bank: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = run(capsys, "show", record_id, "--bank", str(bank))
    assert all(line in said for line in lines)
    assert max(columns(line) for line in said.splitlines()) <= 80


def test_show_for_machines(bank: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = json.loads(run(capsys, "show", "P01", "--json", "--bank", str(bank)))
    assert said["sort"] == "procedure"
    assert said["record"]["decisions"][0]["else"] == "通过"
    assert said["source"]["short"] == "某县"


def test_show_of_an_unknown_id_names_the_nearest(bank: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = run(capsys, "show", "moxian-03", "--bank", str(bank), status=1)
    assert said.startswith("知识库里没有“moxian-03”。是不是想找 moxian-003")
