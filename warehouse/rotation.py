"""Key rotation: all that one key opens is sealed with another."""

from pathlib import Path

from warehouse.archive import Archive
from warehouse.documents import Told
from warehouse.keys import KeyUnusable, keep_secrets, keys_path, open_vault, with_new_key
from warehouse.layout import check_layout
from warehouse.lock import holding
from warehouse.restricted import rekey


def rotate(home: Path, new_key: str, told: Told) -> int:
    """Seal the archive and the restricted store of a home with a new key; number of documents.

    `told` hears how many files are behind it, of how many. Raises KeyUnusable where the archive
    is not sealed, the key so far is not given or the new one is the same, or where damaged
    documents keep the secrets so far, HomeHeld, and LayoutUnknown.
    """
    check_layout(home)
    if not keys_path(home).exists():
        raise KeyUnusable(
            f"The archive of {home} is not sealed, so there is no key to rotate. Name a key and "
            "run an ingest: that seals it."
        )
    with holding(home):
        vault = open_vault(home)
        if vault is None or vault.key == new_key:
            raise KeyUnusable("The new key is the one so far. Make another.")
        archive = Archive(home, keep_secrets(home, with_new_key(vault, new_key)))
        archive.seal_all(told)
        rekey(home, vault.key, new_key)
    if archive.vault and not archive.vault.is_whole:
        raise KeyUnusable(
            f"The new key is in force in {home}, but some documents are damaged and keep the "
            "secrets so far. Have them delivered again, or restore them; the next run seals them."
        )
    return sum(1 for _ in archive.root.glob("??/*"))
