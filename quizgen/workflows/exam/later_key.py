"""The key for ledger lines that come after signed scores: the one that signed them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from quizgen.errors import QuizgenError
from quizgen.records.scores_file import has_scores, signed_head
from quizgen.records.signing import PublicKey, SigningKey


class NotTheSigner(QuizgenError):
    """A line after signed scores would be signed by another key than they were."""

    def __init__(self, signer: PublicKey, key: PublicKey | None) -> None:
        own = "没有给出私钥" if key is None else f"这一把的指纹是 {key.fingerprint}"
        super().__init__(
            f"成绩已经签名，以后添进台账的每一行都要由签成绩的密钥签名（指纹 {signer.fingerprint}），{own}；"
            "请用 --sign-key 指到那把私钥。没有写出任何文件。"
        )


def key_after_signing(folder: Path, sign_key: Callable[[], SigningKey | None] | None) -> SigningKey | None:
    """The key that further lines need; None before there are scores, or for scores of before this rule.

    Raises NotTheSigner, what ``sign_key`` raises.
    """
    if not has_scores(folder):
        return None
    head = signed_head(folder)
    if not head.ledger_signed:
        return None
    key = None if sign_key is None else sign_key()
    if key is None or key.public.hex != head.public_key:
        signer = PublicKey(bytes.fromhex(head.public_key))
        raise NotTheSigner(signer, None if key is None else key.public)
    return key
