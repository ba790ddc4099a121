"""Who does something when, with which signing key: from options, the environment or the config file."""

from __future__ import annotations

import datetime
import os
import sys
from collections.abc import Callable
from functools import cache
from importlib.metadata import version
from pathlib import Path

import click

from quizgen.errors import ContentFaults, Problem
from quizgen.files.yaml_lines import load_yaml
from quizgen.model.ledger import Stamp
from quizgen.model.rules.settings import C001, C002
from quizgen.records.signing import SigningKey, load_or_make_key
from quizgen.records.sm2 import Sm2Key, load_or_make_sm2

_LONGEST_NAME = 60
sm2_option = click.option(
    "--sm2", is_flag=True, help="另加一个国密（SM2）签名；私钥用 $QUIZGEN_SM2_KEY 或默认位置"
)
sign_key_option = click.option(
    "--sign-key",
    metavar="私钥",
    type=click.Path(path_type=Path, dir_okay=False),
    help="签名私钥；不写用 $QUIZGEN_SIGN_KEY 或默认位置",
)


def config_folder() -> Path:
    """The private folder of this user's settings; it need not exist."""
    if chosen := os.environ.get("XDG_CONFIG_HOME"):
        return Path(chosen) / "quizgen"
    if sys.platform == "win32":
        return Path(os.environ.get("APPDATA") or Path.home() / "AppData" / "Roaming") / "quizgen"
    return Path.home() / ".config" / "quizgen"


def sign_key_path(option: Path | None) -> Path:
    """Where the private signing key is: the option, $QUIZGEN_SIGN_KEY, or the config folder."""
    return option or Path(os.environ.get("QUIZGEN_SIGN_KEY") or config_folder() / "signing.pem")


def stamp(by: str | None) -> Stamp:
    """Who acts, now; the name may be missing. Raises ContentFaults for a faulty config file."""
    now = datetime.datetime.now(datetime.UTC).astimezone().replace(microsecond=0)
    name = (by or os.environ.get("QUIZGEN_BY") or _configured_name() or "").strip()
    return Stamp(time=now, by=name[:_LONGEST_NAME], tool=f"quizgen {_version()}")


@cache
def _version() -> str:
    """The installed version; asking for it reads a file of several pages."""
    return version("quizgen")


def named_stamp(by: str | None) -> Stamp:
    """Who acts, now; without a name the command is refused."""
    made = stamp(by)
    if not made.by:
        config = config_folder() / "config.yaml"
        message = (
            f"没有写明由谁操作：加上 --by 姓名，或设环境变量 QUIZGEN_BY，或在 {config} 里写一行 by: 姓名。"
        )
        raise click.UsageError(message, click.get_current_context(silent=True))
    return made


def _configured_name() -> str | None:
    path = config_folder() / "config.yaml"
    if not path.is_file():
        return None
    document, problems = load_yaml(path, str(path), C001.id)
    data = None if document is None else document.data
    if problems:
        raise ContentFaults(problems)
    if data is None:
        return None
    if not isinstance(data, dict) or set(data) - {"by"} or not isinstance(data.get("by", ""), str):
        raise ContentFaults([Problem(str(path), None, C002.id, "只认 by: 姓名 这一项", "改成 by: 姓名")])
    return data.get("by")


def signing_key(option: Path | None, folder: Path, *, quiet: bool) -> SigningKey:
    """The key to sign with, made when there is none yet; never one that lies in the exam folder."""
    key, made = load_or_make_key(_outside(option, folder))
    if made and not quiet:
        click.echo(f"第一次签名，已生成签名私钥 {sign_key_path(option)}，只有本人可读；请另存一份。")
        click.echo(f"公钥指纹（请公布或登记，以后据此辨认）：{key.public.fingerprint}")
    return key


def sm2_key(*, wanted: bool, quiet: bool = False) -> Sm2Key | None:
    """The SM2 key where a second signature is ``wanted``: of $QUIZGEN_SM2_KEY or the config folder."""
    if not wanted:
        return None
    path = Path(os.environ.get("QUIZGEN_SM2_KEY") or config_folder() / "sm2.pem")
    key, made = load_or_make_sm2(path)
    if made and not quiet:
        click.echo(f"第一次用国密签名，已生成 SM2 私钥 {path}，只有本人可读；请另存一份。")
    if not quiet:
        click.echo(f"国密公钥指纹（请公布或登记）：{key.public.fingerprint}")
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
