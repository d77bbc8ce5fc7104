"""The documents of an archive: the bytes of each below its SHA-256, open or sealed.

``ab/abcd…`` is a document as it came; ``.sealed`` is one that is encrypted. ``.redacted`` stands
in the place of one from which people were erased; ``redacted.jsonl`` tells which those are.
"""

import hashlib
import hmac
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain, islice
from pathlib import Path
from typing import BinaryIO, Protocol

from warehouse.disk import sync
from warehouse.json_lines import append_line, read_lines
from warehouse.keys import KeyUnusable, Vault, keep_secrets, keys_path
from warehouse.sealed import LINE, SealBroken, sealed, unsealed

CHUNK = 64 * 1024
MOST_CHUNKS = 16  # of a document that is held in memory until it is known to be new
SEALED, REDACTED = ".sealed", ".redacted"
REGISTER, SECRET = "redacted.jsonl", "redaction.key"
SECRET_BYTES = 32

Told = Callable[[int, int], None]


class Readable(Protocol):
    """A stream of bytes."""

    def read(self, size: int, /) -> bytes:
        """The next bytes, at most `size` of them; none at the end."""


@dataclass(frozen=True)
class Redaction:
    """A document that was redacted: keyed hashes of what came, and of what may stand for it."""

    original: str
    contents: tuple[str, ...]


class Documents:
    """The documents below a home's archive, sealed and opened by its `vault` if it has one."""

    def __init__(self, home: Path, vault: Vault | None = None) -> None:
        self.home, self.vault = home, vault
        self.root = home / "archive"
        self.is_sealed = vault is not None or keys_path(home).exists()
        self.is_written = True  # since the disk was last told to keep what is here

    def path(self, document_id: str) -> Path:
        """Where the bytes of a document are, in whatever form; where there are none, would be."""
        bare = self.root / document_id[:2] / document_id
        if not self.is_sealed and not self.redactions:
            return bare
        endings = ["", SEALED]
        if document_id in self.redactions:
            endings = [REDACTED, REDACTED + SEALED, *endings]
        forms = (bare.with_name(bare.name + ending) for ending in endings)
        return next(filter(Path.exists, forms), bare)

    def size(self, document_id: str) -> int:
        """Bytes that a document takes; none where it is gone."""
        with suppress(FileNotFoundError):
            return self.path(document_id).stat().st_size
        return 0

    def keep(self, content: Readable) -> str:
        """Keep a stream's bytes and give their SHA-256; a file appears whole or not at all.

        The bytes pass through memory in chunks. Raises OSError where they cannot be written.
        """
        chunks = iter(lambda: content.read(CHUNK), b"")
        start = list(islice(chunks, MOST_CHUNKS))
        if len(start) < MOST_CHUNKS and (known := self.holding(b"".join(start))):
            return known
        return self.write(chain(start, chunks))

    def holding(self, content: bytes) -> str | None:
        """The name of a document that is here whole, byte by byte, or was redacted; else None."""
        document_id = hashlib.sha256(content).hexdigest()
        if redaction := self.redactions.get(document_id):
            return document_id if redaction.original == self.keyed_hash([content]) else None
        with suppress(OSError, SealBroken), self.stream(self.path(document_id)) as file:
            if file.read() == content:
                return document_id
        return None

    def write(self, chunks: Iterable[bytes]) -> str:
        """Write a document, also in the place of a damaged one, and give its name.

        In the place of one that was redacted nothing is written.
        """
        digest = hashlib.sha256()
        with self.written(hashing(chunks, digest.update)) as partial:
            document_id = digest.hexdigest()
            if document_id not in self.redactions and self.damage(document_id):
                self.put(partial, document_id)
        return document_id

    @contextmanager
    def written(self, chunks: Iterable[bytes]) -> Iterator[Path]:
        """A file that holds some chunks, sealed where there is a vault; gone unless it is put."""
        partial = self.root / f"{os.getpid()}.part"
        try:
            with partial.open("wb") as file:
                file.writelines(sealed(chunks, self.vault.cipher) if self.vault else chunks)
            yield partial
        finally:
            partial.unlink(missing_ok=True)

    def put(self, partial: Path, document_id: str, ending: str = "") -> None:
        """Put a written file where a document is kept, in the place of whatever stands there."""
        name = document_id + ending + (SEALED if self.vault else "")
        path = self.root / document_id[:2] / name
        path.parent.mkdir(exist_ok=True)
        partial.replace(path)
        self.is_written = True
        if self.is_sealed or ending:
            self.keep_only(path)

    def clear(self) -> None:
        """Remove what a killed run was about to keep, or to remove. Only with the home's lock."""
        for partial in self.root.glob("*.part"):
            partial.unlink()
        for document_id in self.redactions:
            if self.is_redacted(document_id) and not self.damage(document_id):
                self.keep_only(self.path(document_id))

    def keep_only(self, path: Path) -> None:
        """Remove other forms of a document than the one at `path`."""
        for other in path.parent.glob(f"{path.name.partition('.')[0]}*"):
            if other != path:
                other.unlink()

    def stream(self, path: Path) -> BinaryIO:
        """A file as a seekable stream of what it holds. Raises OSError, SealBroken, KeyUnusable."""
        file = path.open("rb")
        if path.suffix != SEALED:
            return file
        if self.vault is None:
            file.close()
            raise KeyUnusable(f"{path} is sealed, and no key was given.")
        return unsealed(file, self.vault.cipher)

    def damage(self, document_id: str) -> str | None:
        """What is wrong with an archived document in a word or two; None where it is whole."""
        path = self.path(document_id)
        try:
            with self.stream(path) as file:
                if self.is_redacted(document_id):
                    content = self.keyed_hash(iter_chunks(file))
                    is_whole = content in self.redactions[document_id].contents
                else:
                    digest = hashlib.sha256()
                    deque(hashing(iter_chunks(file), digest.update), maxlen=0)
                    is_whole = digest.hexdigest() == document_id
        except FileNotFoundError:
            return "gone"
        except SealBroken:
            return "damaged"
        except OSError as error:
            return f"unreadable: {error.strerror}"
        return None if is_whole else "damaged"

    @cached_property
    def redactions(self) -> dict[str, Redaction]:
        """Documents that were redacted, by id."""
        found: dict[str, Redaction] = {}
        for line in read_lines(self.root / REGISTER):
            if "document_id" in line:
                before = found.get(line["document_id"], Redaction(line["original"], ()))
                contents = (*before.contents, line["content"])
                found[line["document_id"]] = Redaction(before.original, contents)
        return found

    def redact(self, document_id: str, content: bytes) -> None:
        """Put a redacted content in the place of a document, for ever.

        Noted first: whoever reads the archive after a crash knows that it may not be as it was.
        """
        before = self.redactions.get(document_id)
        with self.stream(self.path(document_id)) as file:
            original = before.original if before else self.keyed_hash(iter_chunks(file))
        line = {"document_id": document_id, "original": original}
        append_line(self.root / REGISTER, {**line, "content": self.keyed_hash([content])})
        del self.redactions
        with self.written([content]) as partial:
            sync(partial)
            self.put(partial, document_id, REDACTED)

    @cached_property
    def renamed(self) -> dict[str, str]:
        """Addresses of sources that named a person, by keyed hash, as they are given now."""
        lines = read_lines(self.root / REGISTER)
        return {line["source"]: line["now"] for line in lines if "source" in line}

    def name_of(self, uri: str) -> str:
        """The address of a source as it may be kept."""
        return self.renamed.get(self.keyed_hash([uri.encode()]), uri) if self.renamed else uri

    def renamed_source(self, uri: str, masked: str) -> str:
        """The address by which a source goes from now on: as masked, and unlike any other."""
        mark = self.keyed_hash([uri.encode()])
        now = f"{masked}#{mark[:8]}"
        if self.renamed.get(mark) != now:
            append_line(self.root / REGISTER, {"source": mark, "now": now})
            del self.renamed
        return now

    def redaction_state(self) -> str:
        """Hash of what was redacted; '' before the first time."""
        register = self.root / REGISTER
        if not register.exists():
            return ""
        return hashlib.sha256(register.read_bytes()).hexdigest()[:12]

    def is_redacted(self, document_id: str) -> bool:
        """Whether something else stands in the place of a document."""
        return REDACTED in self.path(document_id).suffixes

    def keyed_hash(self, chunks: Iterable[bytes]) -> str:
        """Hash of bytes that nobody can make who has not this archive."""
        digest = hmac.new(self.secret, digestmod="sha256")
        for chunk in chunks:
            digest.update(chunk)
        return digest.hexdigest()

    @cached_property
    def secret(self) -> bytes:
        """What keyed hashes are made with: random, made when it is first needed."""
        for path in self.root.glob(f"{SECRET}*"):
            with self.stream(path) as file:
                secret = file.read()
            if len(secret) != SECRET_BYTES:
                raise KeyUnusable(f"{path} is damaged. Restore that file from a backup.")
            return secret
        made = os.urandom(SECRET_BYTES)
        with self.written([made]) as partial:
            partial.chmod(0o600)
            sync(partial)
            partial.replace(self.root / (SECRET + (SEALED if self.vault else "")))
        return made

    def seal_all(self, told: Told) -> None:
        """Seal what is open, or sealed with an earlier secret, and forget the earlier ones.

        `told` hears how many files are behind it, of how many. What was done before a crash is
        not done again; nothing open is removed before all that is sealed is on the disk. What is
        damaged stays as it is, and with it the earlier secrets.
        """
        files = sorted([*self.root.glob("??/*"), *self.root.glob(f"{SECRET}*")])
        opened = [path for path in files if path.suffix != SEALED]
        if self.vault is None or (self.vault.is_whole and not opened):
            return
        damaged = []
        for done, path in enumerate(files, start=1):
            try:
                self.seal(path)
            except SealBroken:
                damaged.append(path)
            told(done, len(files))
        os.sync()
        for path in opened:
            path.unlink()
        if not damaged:
            whole = replace(self.vault, secrets=self.vault.secrets[:1], is_whole=True)
            self.vault = keep_secrets(self.home, whole)

    def seal(self, path: Path) -> None:
        """Seal a file with the newest secret, beside it where it is open. Raises SealBroken."""
        if not self.has_newest_seal(path):
            with self.stream(path) as file, self.written(iter_chunks(file)) as partial:
                sync(partial)
                partial.replace(path.with_name(path.name.removesuffix(SEALED) + SEALED))

    def has_newest_seal(self, path: Path) -> bool:
        """Whether a file is sealed with the newest secret; an empty one holds nothing to open."""
        from cryptography.fernet import InvalidToken

        if path.suffix != SEALED or self.vault is None:
            return False
        with path.open("rb") as file:
            first = file.read(LINE).partition(b"\n")[0]
        with suppress(InvalidToken):
            return not first or bool(self.vault.newest.decrypt(first))
        return False


def iter_chunks(file: BinaryIO) -> Iterator[bytes]:
    """What a stream holds, piece by piece."""
    return iter(lambda: file.read(CHUNK), b"")


def hashing(chunks: Iterable[bytes], update: Callable[[bytes], None]) -> Iterator[bytes]:
    """Chunks as they pass, each hashed."""
    for chunk in chunks:
        update(chunk)
        yield chunk
