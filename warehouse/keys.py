"""The key of a home's personal data: from the environment or a file, and what it opens.

Documents are sealed with random secrets. These are kept in ``archive/keys.json``, sealed
themselves with what scrypt makes of the key, so that a new key needs no document to be opened.
"""

import base64
import hashlib
import json
import os
import re
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from warehouse.disk import sync

if TYPE_CHECKING:
    from cryptography.fernet import Fernet, MultiFernet

KEY_VARIABLE, FILE_VARIABLE = "HANKEVARASTO_KEY", "HANKEVARASTO_KEY_FILE"
KEYS = "keys.json"
SHORTEST = 16
KEY = re.compile(rf"[ -\[\]-~]{{{SHORTEST},}}")  # DuckDB takes a backslash for an escape
SALT_BYTES = 16
HARD = {"n": 2**15, "r": 8, "p": 1, "maxmem": 2**26, "dklen": 32}  # a tenth of a second a guess


class KeyUnusable(Exception):
    """No key where one is needed, or one that opens nothing; what to do."""


@dataclass(frozen=True)
class Vault:
    """A key as it was given and the secrets it opens, the newest first.

    `is_whole`: every document is sealed, and with the newest secret.
    """

    key: str = field(repr=False)
    secrets: tuple[bytes, ...] = field(repr=False)
    is_whole: bool = False

    @cached_property
    def cipher(self) -> "MultiFernet":
        """Seals with the newest secret and opens with any."""
        from cryptography.fernet import Fernet, MultiFernet

        return MultiFernet([Fernet(secret) for secret in self.secrets])

    @cached_property
    def newest(self) -> "Fernet":
        """Opens only what the newest secret has sealed."""
        from cryptography.fernet import Fernet

        return Fernet(self.secrets[0])


def keys_path(home: Path) -> Path:
    """Where the sealed secrets of a home lie; without such a file its archive is open."""
    return home / "archive" / KEYS


def given_key() -> str | None:
    """The key of the environment, else of the file it names; None where it names none."""
    if key := os.environ.get(KEY_VARIABLE):
        return checked_key(key, KEY_VARIABLE)
    if file := os.environ.get(FILE_VARIABLE):
        return read_key(Path(file))
    return None


def read_key(file: Path) -> str:
    """The key that a file holds, without the spaces around it. Raises KeyUnusable."""
    try:
        return checked_key(file.read_text(encoding="utf-8").strip(), str(file))
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is no text"
        raise KeyUnusable(f"The key file {file} cannot be read: {reason}.") from None


def checked_key(key: str, place: str) -> str:
    if not KEY.fullmatch(key):
        raise KeyUnusable(
            f"The key in {place} must be one line of at least {SHORTEST} ASCII characters, none of "
            "them a backslash. Make one with: openssl rand -base64 32"
        )
    return key


def open_vault(home: Path) -> Vault | None:
    """What opens the personal data of a home; None where its archive is open and no key given.

    A home whose archive is open gets secrets with its first key. Raises KeyUnusable where the
    archive is sealed and the key is missing or another.
    """
    key, path = given_key(), keys_path(home)
    if not path.exists():
        return None if key is None else keep_secrets(home, Vault(key, (new_secret(),)))
    if key is None:
        raise KeyUnusable(
            f"The archive of {home} is sealed. Name its key with {KEY_VARIABLE}, or its file with "
            f"{FILE_VARIABLE}."
        )
    return read_secrets(path, key)


def read_secrets(path: Path, key: str) -> Vault:
    """The secrets that a key opens. Raises KeyUnusable."""
    from cryptography.fernet import InvalidToken

    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        cipher = cipher_of(key, base64.b64decode(kept["salt"]))
        secrets = tuple(cipher.decrypt(sealed) for sealed in kept["secrets"])
        return Vault(key, secrets, bool(kept["is_whole"]))
    except InvalidToken:
        raise KeyUnusable(
            f"The key is not that of {path.parent.parent}: it does not open {path}."
        ) from None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise KeyUnusable(
            f"{path} cannot be read, and nothing opens the archive without it. Restore that file "
            "from a backup."
        ) from error


def keep_secrets(home: Path, vault: Vault) -> Vault:
    """Write the secrets of a home, sealed with its key, in one step; the same vault."""
    salt = os.urandom(SALT_BYTES)
    cipher = cipher_of(vault.key, salt)
    kept: dict[str, Any] = {
        "salt": base64.b64encode(salt).decode(),
        "secrets": [cipher.encrypt(secret).decode() for secret in vault.secrets],
        "is_whole": vault.is_whole,
    }
    path = keys_path(home)
    fresh = path.with_suffix(".part")
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(json.dumps(kept) + "\n")
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
    sync(path.parent)
    return vault


def is_being_sealed(home: Path) -> bool:
    """Whether the documents of a home are on their way to the newest secret."""
    path = keys_path(home)
    return path.exists() and not json.loads(path.read_text(encoding="utf-8")).get("is_whole")


def with_new_key(vault: Vault, key: str) -> Vault:
    """A vault of another key: a new secret before those that still open what is sealed."""
    return Vault(key, (new_secret(), *vault.secrets))


def new_secret() -> bytes:
    from cryptography.fernet import Fernet

    return Fernet.generate_key()


def cipher_of(key: str, salt: bytes) -> "Fernet":
    """What seals the secrets with a key."""
    from cryptography.fernet import Fernet

    return Fernet(base64.urlsafe_b64encode(hashlib.scrypt(key.encode(), salt=salt, **HARD)))
