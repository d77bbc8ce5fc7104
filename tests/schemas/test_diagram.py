"""The diagrams show every reference of the star, each once, with what it allows."""

from schemas.catalogue import tables
from schemas.diagram import diagram, diagrams, references, relation
from schemas.table import Column, Table

PARENT = Column("parent_key", "VARCHAR", "parent", references="main.parent.parent_key")


def test_every_reference_of_main_is_drawn_once() -> None:
    drawn = diagrams(tables("main")).splitlines()
    expected = [relation(t, c) for t in tables("main") for c in references(t)]
    assert expected
    assert sorted(expected) == sorted(line for line in drawn if "--" in line)


def test_a_reference_says_how_many_rows_may_stand_at_its_ends() -> None:
    optional = Column("other_key", "VARCHAR", "other", True, references="main.other.other_key")
    many = Table("main", "fact", "a row", (PARENT, optional), ("parent_key", "other_key"))
    assert relation(many, PARENT) == "    parent ||--o{ fact : parent_key"
    assert relation(many, optional) == "    other |o--o{ fact : other_key"
    one = Table("main", "detail", "a row", (PARENT,), ("parent_key",))
    assert relation(one, PARENT) == "    parent ||--o| detail : parent_key"


def test_boxes_show_keys_and_references_alone() -> None:
    value = Column("value", "BIGINT", "value")
    basis = Column("basis", "VARCHAR", "basis")
    fact = Table("main", "fact", "a row", (PARENT, basis, value), ("parent_key", "basis"))
    lone = Table("main", "lone", "a row", (basis,), ("basis",))
    drawn = diagram([fact, lone])
    assert "VARCHAR parent_key PK, FK\n        VARCHAR basis PK\n    }" in drawn
    assert "lone" not in drawn
    assert "value" not in drawn
