"""Lists and descriptions delivered at once or one by one: what is published is the same."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.transforms.made import DESCRIPTION
from tests.transforms.made_list import HEADER, OTHER, ROW, as_csv, put
from tests.warehouse.made import build, take_in
from warehouse.content import content_hash

WITHOUT_CODE = put(OTHER, c0="")
Delivery = tuple[str, str]


def listed(first: int, second: int, *more: tuple[str, ...]) -> bytes:
    """A list that says of two projects what they have realised."""
    return as_csv(HEADER, put(ROW, c10=str(first)), put(OTHER, c10=str(second)), *more).encode()


DOCUMENTS = {
    "11": listed(1, 1),
    "12": listed(1, 2),
    "21": listed(2, 1),
    "22": listed(2, 2),
    "11 and a refused row": listed(1, 1, WITHOUT_CODE),
    "illegible": b"Sivua ei ole.",
    "shorter": as_csv(HEADER, put(ROW, c10="1")).encode(),
    "page": DESCRIPTION.replace("S29100", "S29101").encode(),
    "page, more realised": DESCRIPTION.replace("S29100", "S29101")
    .replace("70 000", "71 000")
    .encode(),
}
REFUSED_TWICE = [("x", "11"), ("x", "21"), ("y", "11 and a refused row"), ("y", "21"),
                 ("y", "11 and a refused row")]  # fmt: skip
BACK_TWICE = [("x", "11"), ("x", "22"), ("x", "12"), ("x", "11"), ("x", "12")]


def published(runs: list[list[Delivery]]) -> tuple[list[str], str]:
    """Outcomes of deliveries (source, name of the document), and the hash of what they make."""
    with TemporaryDirectory() as folder:
        home = Path(folder)
        outcomes = [
            outcome
            for run in runs
            for outcome in take_in(home, [(source, DOCUMENTS[name]) for source, name in run])
        ]
        return outcomes, content_hash(build(home))


@pytest.mark.parametrize("deliveries", [REFUSED_TWICE, BACK_TWICE])
def test_what_comes_back_is_the_same_in_one_run_or_several(deliveries: list[Delivery]) -> None:
    assert published([deliveries]) == published([[one] for one in deliveries])


@settings(max_examples=5, deadline=None)
@given(st.lists(st.tuples(st.sampled_from("xy"), st.sampled_from(sorted(DOCUMENTS))),
                min_size=3, max_size=8), st.data())  # fmt: skip
def test_order_alone_decides_not_how_it_was_split(
    deliveries: list[Delivery], data: st.DataObject
) -> None:
    at = data.draw(st.integers(1, len(deliveries) - 1))
    assert published([deliveries]) == published([deliveries[:at], deliveries[at:]])
