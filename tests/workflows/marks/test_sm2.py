"""The second signature: openssl reads the keys and agrees about every signature."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from quizgen.records.scores_file import BadSignature, check_sm2
from quizgen.records.signing import KeyOpenToOthers, load_or_make_key
from quizgen.records.sm2 import NotAnSm2Key, load_or_make_sm2, parse_sm2_public
from tests.programs import program
from tests.tool import quizgen
from tests.workflows.filled import fill_in, right_answer

DATA = "成绩".encode() * 1000


def openssl(*words: object, at: Path) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([program("openssl"), *map(str, words)], cwd=at, check=False, capture_output=True)


def checked_by_openssl(at: Path) -> bool:
    who = ("-sigopt", "distid:1234567812345678")
    return openssl("dgst", "-sm3", "-verify", "pub", *who, "-signature", "sig", "data", at=at).returncode == 0


def test_openssl_accepts_what_was_signed_and_nothing_else(tmp_path: Path) -> None:
    key, made = load_or_make_sm2(tmp_path / "key.pem")
    assert made
    assert (tmp_path / "key.pem").stat().st_mode & 0o777 == 0o600
    assert openssl("pkey", "-in", "key.pem", "-check", "-noout", at=tmp_path).returncode == 0
    (tmp_path / "pub").write_bytes(key.public_pem)
    (tmp_path / "sig").write_bytes(key.sign(DATA))
    (tmp_path / "data").write_bytes(DATA)
    assert checked_by_openssl(tmp_path)
    (tmp_path / "data").write_bytes(DATA + b".")
    assert not checked_by_openssl(tmp_path)


def test_what_openssl_signs_is_accepted(tmp_path: Path) -> None:
    key, _ = load_or_make_sm2(tmp_path / "key.pem")
    (tmp_path / "data").write_bytes(DATA)
    who = ("-sigopt", "distid:1234567812345678")
    done = openssl("dgst", "-sm3", "-sign", "key.pem", *who, "-out", "sig", "data", at=tmp_path)
    assert done.returncode == 0, done.stderr
    signature = (tmp_path / "sig").read_bytes()
    assert key.public.signed(DATA, signature)
    assert not key.public.signed(DATA[:-1], signature)


@pytest.mark.parametrize(
    "signature", [b"", b"0", b"\x30\x06\x02\x01\x00\x02\x01\x00", b"\x30\x80" + b"\0" * 70]
)
def test_what_is_no_signature_is_not_accepted(tmp_path: Path, signature: bytes) -> None:
    key, _ = load_or_make_sm2(tmp_path / "key.pem")
    assert not key.public.signed(DATA, signature)


def test_a_key_is_made_once_and_read_again(tmp_path: Path) -> None:
    key, _ = load_or_make_sm2(tmp_path / "key.pem")
    again, made = load_or_make_sm2(tmp_path / "key.pem")
    assert not made
    assert again.public == key.public == parse_sm2_public(key.public_pem, "pub")


def test_a_key_of_another_kind_or_open_to_others_is_refused(tmp_path: Path) -> None:
    load_or_make_key(tmp_path / "ed25519.pem")
    with pytest.raises(NotAnSm2Key):
        load_or_make_sm2(tmp_path / "ed25519.pem")
    load_or_make_sm2(tmp_path / "key.pem")
    (tmp_path / "key.pem").chmod(0o644)
    with pytest.raises(KeyOpenToOthers):
        load_or_make_sm2(tmp_path / "key.pem")
    with pytest.raises(NotAnSm2Key):
        parse_sm2_public(b"-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n", "pub")


@pytest.fixture(scope="session")
def signed_twice(drawn_exam: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    at = tmp_path_factory.mktemp("sm2")
    exam = shutil.copytree(drawn_exam, at / "exam")
    fill_in(exam, lambda _number, place: right_answer(place))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("QUIZGEN_SM2_KEY", str(at / "sm2.pem"))
        run = quizgen("exam", "mark", exam, "--by", "张三", "--sign-key", at / "key.pem", "--sm2")
    assert run.status == 0, run.err
    return at


def test_the_note_in_the_folder_says_the_command_that_works(signed_twice: Path) -> None:
    exam = signed_twice / "exam"
    note = (exam / "签名说明.txt").read_text(encoding="utf-8-sig").replace("\\\n", " ")
    (command,) = [line for line in note.splitlines() if line.startswith("openssl dgst -sm3")]
    assert openssl(*command.split()[1:], at=exam).returncode == 0


def test_scores_signed_twice_verify_and_stay_signed_twice(signed_twice: Path, tmp_path: Path) -> None:
    at = shutil.copytree(signed_twice, tmp_path / "copy")
    words = ("exam", "mark", at / "exam", "--by", "张三", "--sign-key", at / "key.pem", "--attempt", 2)
    assert "--sm2" in quizgen(*words).err
    assert quizgen(*words, "--sm2").status == 0
    run = quizgen("exam", "verify", at / "exam", "--quick")
    assert run.status == 0, run.out
    (at / "exam" / "history" / "0001" / "scores.sm2.sig").unlink()
    assert "history/0001/scores.sm2.sig: [V023]" in quizgen("exam", "verify", at / "exam", "--quick").out


def test_a_second_signature_that_does_not_hold_is_found(signed_twice: Path, tmp_path: Path) -> None:
    exam = shutil.copytree(signed_twice / "exam", tmp_path / "exam")
    key, _ = load_or_make_sm2(tmp_path / "other.pem")
    (exam / "scores.sm2.sig").write_bytes(key.sign((exam / "scores.jsonl").read_bytes()))
    assert "[V083]" in quizgen("exam", "verify", exam, "--quick").out
    (exam / "scores.sm2.pub.pem").unlink()
    with pytest.raises(BadSignature):
        check_sm2(exam)
