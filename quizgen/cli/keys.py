"""The signing key as a command takes it: where it lies, what is said of a new one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click

from quizgen.cli.who import sign_key_path
from quizgen.records.signing import SigningKey, load_or_make_key

sign_key_option = click.option(
    "--sign-key",
    metavar="私钥",
    type=click.Path(path_type=Path, dir_okay=False),
    help="签名私钥；不写用 $QUIZGEN_SIGN_KEY 或默认位置",
)


def signing_key(option: Path | None, folder: Path, *, quiet: bool) -> SigningKey:
    """The key to sign with, made when there is none yet; never one that lies in the exam folder."""
    key, made = load_or_make_key(_outside(option, folder))
    if made and not quiet:
        click.echo(f"第一次签名，已生成签名私钥 {sign_key_path(option)}，只有本人可读；请另存一份。")
        click.echo(f"公钥指纹（请公布或登记，以后据此辨认）：{key.public.fingerprint}")
    return key


def existing_key(option: Path | None, folder: Path) -> Callable[[], SigningKey | None]:
    """The key when it is asked for, None where there is none: no new one is made."""

    def found() -> SigningKey | None:
        path = _outside(option, folder)
        return load_or_make_key(path)[0] if path.exists() else None

    return found


def _outside(option: Path | None, folder: Path) -> Path:
    path = sign_key_path(option)
    if path.resolve().is_relative_to(folder.resolve()):
        message = "签名私钥不能放在考试文件夹里：谁拿到文件夹就能重新签名；请用 --sign-key 指到别处。"
        raise click.UsageError(message, click.get_current_context(silent=True))
    return path
