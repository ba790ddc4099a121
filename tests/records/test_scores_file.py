"""Scores are read back only when the signature over them holds; openssl alone can tell as well."""

from __future__ import annotations

import re
import stat
import subprocess
from fractions import Fraction
from pathlib import Path

import pytest

from quizgen.errors import QuizgenError
from quizgen.records import scores_file
from quizgen.records.names import PENDING, PUBLIC_KEY, SCORES, SIGNATURE
from quizgen.records.scores_file import BadSignature, NoScores, SignedByAnother, Unfinished, read_scores
from quizgen.records.signed_lines import SignedLines
from quizgen.records.signing import KeyOpenToOthers, NotASigningKey, PublicKey, load_or_make_key
from quizgen.records.trust import Trust
from tests.programs import program
from tests.records.made import write_signed_scores


@pytest.fixture
def signer(tmp_path: Path) -> PublicKey:
    return write_signed_scores(tmp_path / "exam", tmp_path / "keys" / "signing.pem")


@pytest.fixture
def exam(tmp_path: Path, signer: PublicKey) -> Path:
    assert signer
    return tmp_path / "exam"


def test_scores_come_back_sorted_and_exact(exam: Path, signer: PublicKey) -> None:
    scores = read_scores(exam, Trust((signer.fingerprint,)))
    assert [score.candidate.number for score in scores.candidates] == ["001", "002"]
    assert scores.by_number["001"].points == Fraction(181, 2)
    assert scores.signer == signer


def test_the_note_tells_how_openssl_verifies(exam: Path, signer: PublicKey) -> None:
    note = (exam / "签名说明.txt").read_text(encoding="utf-8-sig")
    program("openssl")
    verify, fingerprint = re.findall(r"^openssl .*$", note, re.MULTILINE)
    run = subprocess.run(["sh", "-c", verify], cwd=exam, capture_output=True, encoding="utf-8", check=True)
    assert "Signature Verified Successfully" in run.stdout + run.stderr
    assert "Signature Verified Successfully" in note
    run = subprocess.run(
        ["sh", "-c", fingerprint], cwd=exam, capture_output=True, encoding="utf-8", check=True
    )
    assert run.stdout.split()[-1] == signer.fingerprint
    assert signer.fingerprint in note


def test_openssl_finds_a_changed_score(exam: Path) -> None:
    note = (exam / "签名说明.txt").read_text(encoding="utf-8-sig")
    program("openssl")
    change(exam / SCORES)
    command = next(re.finditer(r"^openssl .*$", note, re.MULTILINE)).group()
    run = subprocess.run(["sh", "-c", command], cwd=exam, capture_output=True, encoding="utf-8", check=False)
    assert run.returncode != 0
    assert "Signature Verification Failure" in run.stdout + run.stderr


def change(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(data.replace(b'"80.0"', b'"90.0"'))
    assert path.read_bytes() != data


def test_a_changed_score_is_refused(exam: Path) -> None:
    change(exam / SCORES)
    with pytest.raises(BadSignature, match="签名以后被改动过"):
        read_scores(exam)


@pytest.mark.parametrize("name", [SIGNATURE, PUBLIC_KEY])
def test_scores_without_their_signature_are_refused(exam: Path, name: str) -> None:
    (exam / name).unlink()
    with pytest.raises(BadSignature, match=name):
        read_scores(exam)


@pytest.mark.parametrize("data", [b"", b"x" * 64, b"x" * 9])
def test_a_damaged_signature_is_refused(exam: Path, data: bytes) -> None:
    (exam / SIGNATURE).write_bytes(data)
    with pytest.raises(BadSignature):
        read_scores(exam)


def test_scores_signed_by_another_key_are_refused(tmp_path: Path, exam: Path, signer: PublicKey) -> None:
    other = write_signed_scores(exam, tmp_path / "other.pem")
    assert read_scores(exam).signer == other
    with pytest.raises(SignedByAnother, match="别的密钥"):
        read_scores(exam, Trust((signer.fingerprint,)))


def test_a_public_key_that_does_not_belong_to_the_head_is_refused(tmp_path: Path, exam: Path) -> None:
    other, _ = load_or_make_key(tmp_path / "other.pem")
    (exam / SIGNATURE).write_bytes(other.sign((exam / SCORES).read_bytes()))
    (exam / PUBLIC_KEY).write_bytes(other.public.pem)
    with pytest.raises(BadSignature, match="公钥"):
        read_scores(exam)


def test_no_scores_and_unfinished_writing_are_said(tmp_path: Path, exam: Path) -> None:
    with pytest.raises(NoScores, match="exam mark"):
        read_scores(tmp_path)
    (exam / PENDING).mkdir()
    with pytest.raises(Unfinished, match="exam mark"):
        read_scores(exam)


def test_a_signing_key_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "config" / "signing.pem"
    first, made = load_or_make_key(path)
    assert (made, stat.S_IMODE(path.stat().st_mode)) == (True, 0o600)
    second, made = load_or_make_key(path)
    assert (made, second.public) == (False, first.public)


def test_a_private_key_that_others_can_read_is_refused(tmp_path: Path) -> None:
    load_or_make_key(tmp_path / "key.pem")
    (tmp_path / "key.pem").chmod(0o644)
    with pytest.raises(KeyOpenToOthers, match="chmod 600"):
        load_or_make_key(tmp_path / "key.pem")


def test_what_is_no_ed25519_key_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "key.pem"
    subprocess.run(
        [
            program("openssl"),
            "genpkey",
            "-algorithm",
            "EC",
            "-pkeyopt",
            "ec_paramgen_curve:P-256",
            "-out",
            path,
        ],
        check=True,
        capture_output=True,
    )
    path.chmod(0o600)
    with pytest.raises(NotASigningKey):
        load_or_make_key(path)
    path.write_text("张三", encoding="utf-8")
    with pytest.raises(QuizgenError, match="PEM"):
        load_or_make_key(path)


def test_a_verification_code_resolves_however_it_is_typed(exam: Path) -> None:
    scores = read_scores(exam)
    code = scores.code("002")
    assert re.fullmatch(r"([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}", code)
    for typed in (code, code.lower().replace("-", " "), code.replace("0", "O").replace("1", "l")):
        found = scores.resolve(typed)
        assert found is not None
        assert found.candidate.number == "002"
    assert scores.resolve("AAAA-BBBB-CCCC-DDDD") is None
    assert scores.code("001") != code


def test_thousands_of_scores_are_read_from_the_bytes_when_they_are_wanted(
    exam: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = read_scores(exam)
    monkeypatch.setattr(scores_file, "_FEW", 1)
    many = read_scores(exam)
    assert isinstance(many.candidates, SignedLines)
    assert tuple(many.candidates) == many.candidates[:] == few.candidates
    assert many.candidates[-1] == few.candidates[1]
    assert dict(many.by_number) == dict(few.by_number)
