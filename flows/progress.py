"""Progress: steps tell, whoever runs them may listen. Nobody listens to a scheduled flow."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

Listener = Callable[[str, int, int], None]
_listeners: list[Listener] = []


def tell(step: str, done: int = 0, of: int = 0) -> None:
    """Say that `step` has `done` of `of` things behind it (0 of 0: it goes on)."""
    for listener in _listeners:
        listener(step, done, of)


@contextmanager
def listening(listener: Listener) -> Iterator[None]:
    """Hear what the steps tell while the block runs."""
    _listeners.append(listener)
    try:
        yield
    finally:
        _listeners.remove(listener)
