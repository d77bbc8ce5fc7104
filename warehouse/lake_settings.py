"""Where a home releases its warehouse to: ``lake.yaml`` below the home, which may be absent.

catalog: host=db.example.org dbname=lakes user=hankevarasto
data: s3://lakes
name: lappi

The file is no part of the archive: a home restored elsewhere releases nothing until told to.
"""

import re
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from warehouse.rule_settings import SettingsInvalid

NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
SECRET = re.compile(r"password|://[^/]*@", re.IGNORECASE)
SHAPE = (
    "It holds three lines: 'catalog: host=… dbname=… user=…' of a PostgreSQL database, "
    "'data: s3://…', and 'name: …'."
)


@dataclass(frozen=True)
class Lake:
    """One lake: the database of its catalogue, the address below which its rows lie, its name.

    The name is the schema of the catalogue and the last part of the rows' address, so that one
    database and one bucket serve any number of lakes.
    """

    catalog: str
    data: str
    name: str

    @property
    def address(self) -> str:
        """Where its rows lie."""
        return f"{self.data.rstrip('/')}/{self.name}/"


def lake_path(home: Path) -> Path:
    """The file that names the lake of a home."""
    return home / "lake.yaml"


def read_lake(home: Path) -> Lake | None:
    """The lake of a home, None where no file names one. Raises SettingsInvalid."""
    import yaml

    path = lake_path(home)
    if not path.exists():
        return None
    try:
        found = yaml.safe_load(path.read_text(encoding="utf-8"))
        return as_lake(found)
    except (OSError, UnicodeDecodeError, yaml.YAMLError, ValueError) as error:
        raise SettingsInvalid(f"{path}: {error}") from error


def as_lake(found: Any) -> Lake:
    """What a file says as a lake. Raises ValueError with what is allowed."""
    wanted = {field.name for field in fields(Lake)}
    if not isinstance(found, dict) or set(found) != wanted:
        raise ValueError(SHAPE)
    if not all(isinstance(value, str) and value for value in found.values()):
        raise ValueError(f"each value is a text. {SHAPE}")
    if not NAME.fullmatch(found["name"]):
        raise ValueError(
            f"the name {found['name']!r} is not of small letters a to z, digits and _, at most 40."
        )
    if any(SECRET.search(found[name]) for name in ("catalog", "data")):
        raise ValueError(
            "passwords and keys stay out of it: give PGPASSWORD (or a ~/.pgpass), "
            "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY in the environment."
        )
    return Lake(**found)
