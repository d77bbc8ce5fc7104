"""Steps of a run by themselves."""

from hypothesis import given
from hypothesis import strategies as st

from flows.steps import batches


@given(st.lists(st.integers()), st.integers(1, 10))
def test_batches_hold_everything_in_order_and_none_is_empty(items: list[int], size: int) -> None:
    found = list(batches(items, size))
    assert [item for batch in found for item in batch] == items
    assert all(0 < len(batch) <= size for batch in found)
    assert all(len(batch) == size for batch in found[:-1])
