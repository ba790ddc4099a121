"""A QTI 2.2 package: every option mapped, identifiers of ASCII, points that add up to one."""

from __future__ import annotations

import io
import re
import zipfile
from fractions import Fraction
from typing import Any

import pytest
from lxml import etree

from quizgen.interchange.qti.write import write_qti
from quizgen.model.question import Question
from tests.interchange.exported import HOSTILE, all_kinds, bank_of, of_kind, question

NAMES = {"q": "http://www.imsglobal.org/xsd/imsqti_v2p2", "c": "http://www.imsglobal.org/xsd/imscp_v1p1"}


def package(*questions: Question) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(write_qti(bank_of(*questions)).content)) as files:
        return {name: files.read(name) for name in files.namelist()}


def item(one: Question) -> Any:
    return etree.fromstring(package(one)[f"items/{one.id}.xml"])


def found(tree: Any, path: str) -> list[Any]:
    return list(tree.xpath(path, namespaces=NAMES))


def test_the_manifest_lists_every_file_of_the_package() -> None:
    files = package(*all_kinds(), of_kind("single", 90, image="a.png", alt="图"))
    manifest = etree.fromstring(files["imsmanifest.xml"])
    listed = [str(one) for one in found(manifest, "//c:file/@href")]
    assert sorted([*listed, "imsmanifest.xml"]) == sorted(files)
    assert set(found(manifest, "//c:resource/@type")) == {"imsqti_item_xmlv2p2"}


@pytest.mark.parametrize("kind", ["single", "multiple", "true_false", "case"])
def test_every_option_is_in_the_mapping(kind: str) -> None:
    tree = item(of_kind(kind))
    interactions = found(tree, "//q:choiceInteraction")
    assert interactions
    for one in interactions:
        shown = set(found(one, "q:simpleChoice/@identifier"))
        name = one.get("responseIdentifier")
        mapped = set(found(tree, f"//q:responseDeclaration[@identifier='{name}']//q:mapEntry/@mapKey"))
        assert shown == mapped


def test_a_wrong_option_of_several_takes_everything() -> None:
    tree = item(of_kind("multiple"))
    right = set(found(tree, "//q:correctResponse/q:value/text()"))
    worth = {one.get("mapKey"): float(one.get("mappedValue")) for one in found(tree, "//q:mapEntry")}
    assert sum(worth[key] for key in right) == pytest.approx(1)
    assert {value for key, value in worth.items() if key not in right} == {-1.0}
    assert found(tree, "//q:mapping/@lowerBound") == ["0"]


@pytest.mark.parametrize("kind", ["single", "multiple", "fill", "matching", "ordering", "case"])
def test_scores_add_up_to_one_and_the_most_is_declared(kind: str) -> None:
    tree = item(of_kind(kind))
    terms = [Fraction(str(one)) for one in found(tree, "//q:product/q:baseValue/text()")]
    assert float(sum(terms)) == pytest.approx(1, abs=1e-6)
    assert found(tree, "//q:outcomeDeclaration[@identifier='MAXSCORE']//q:value/text()") == ["1"]
    responses = found(tree, "//q:responseDeclaration/@identifier")
    assert len(responses) == len(terms)
    assert set(responses) == set(found(tree, "//q:itemBody//@responseIdentifier"))


def test_identifiers_are_ascii() -> None:
    for one in all_kinds():
        identifiers = [str(value) for value in found(item(one), "//@identifier | //@responseIdentifier")]
        assert identifiers
        assert all(re.fullmatch(r"[A-Za-z_][A-Za-z0-9_.-]*", value) for value in identifiers)


def test_a_right_order_is_the_whole_of_it() -> None:
    tree = item(of_kind("ordering"))
    assert found(tree, "//q:responseDeclaration/@cardinality") == ["ordered"]
    texts = {one.get("identifier"): one.text for one in found(tree, "//q:simpleChoice")}
    right = [texts[str(key)] for key in found(tree, "//q:correctResponse/q:value/text()")]
    assert right == ["通知", "谈话", "整改 & 反馈", "销号"]
    assert list(texts.values()) != right


def test_graders_alone_see_the_points() -> None:
    tree = item(of_kind("essay"))
    (rubric,) = found(tree, "/q:assessmentItem/q:itemBody/q:rubricBlock[@view='scorer']")
    told = "".join(rubric.itertext())
    assert "联系实际" in told
    assert "观点鲜明" in told
    body = "".join("".join(one.itertext()) for one in found(tree, "//q:itemBody/q:div"))
    assert "联系实际" not in body
    assert "（不少于600字）" in body


def test_an_option_that_stays_last_is_fixed() -> None:
    fixed = found(item(of_kind("single")), "//q:simpleChoice[@fixed='true']")
    assert [one.text for one in fixed] == ["以上都不对"]


def test_texts_stay_texts_and_formulas_are_mathml() -> None:
    body = {"kind": "true_false", "stem": f"{HOSTILE} 与 $\\frac{{a}}{{b}}$\x0b", "answer": True}
    tree = item(question(body))
    stem = found(tree, "//q:itemBody/q:div")[0]
    assert HOSTILE.split("$$", maxsplit=1)[0] in stem.text
    assert stem.find(".//{http://www.w3.org/1998/Math/MathML}mfrac") is not None


def test_typed_answers_have_their_full_width_spelling() -> None:
    keys = found(item(of_kind("fill")), "//q:mapEntry/@mapKey")
    assert {"AB-12", "ＡＢ－１２", "161", "１６１"} <= set(keys)


def test_equal_banks_give_equal_bytes() -> None:
    assert write_qti(bank_of(*all_kinds())).content == write_qti(bank_of(*all_kinds())).content
