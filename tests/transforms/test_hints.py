"""Hints at what is masked: a text in which none is found holds nothing to be masked."""

import re
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.hints import blur, is_foreign, may_hold_contacts
from transforms.personal import EMAILS, IBANS, PHONES, Mask

PIECES = (
    *("Virtanen", "Virtasen", "VIRTASELLE", "Virtaselta", "virtasen", "Kankaan", "KANKAALTA"),
    *("Aamu", "AAMU", "aamu", "Mäkelä", "MÄKELÄN", "Mäkeläkin", "mäkelä", "Šokki", "ŠOKKI", "ſ"),
    *("040", "0401234567", "123 4567", "+358", "(09)", "00358", "FI21", "1234", "5678", "90", "12"),
    *("aamu.makela", "@", "(at)", "[at]", "(ät)", "made.example", "Kaarnapolku", "3"),
    *(" ", " ", "\n", "-", ",", ".", "/", "\u00a0", "\u202f", "5"),
)
MASKS = (
    Mask(["Aamu Mäkelä"], ["aamu.makela@made.example", "040 123 4567"], frozenset()),
    Mask(["Virtanen Kangas"], [], frozenset()),
    Mask(["Šokki Aamu", "Mäkelä"], ["Kaarnapolku 3", "FI21 1234 5678 9012 34"], frozenset()),
    Mask([], [], frozenset()),
)


@settings(deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_nothing_is_found_where_no_hint_is(text: str) -> None:
    for mask in MASKS:
        for part in mask.parts:
            everywhere = part._replace(hints=[b""])
            blurred = blur(text)
            assert [*part.places(text, blurred)] == [*everywhere.places(text, blurred)]
        assert mask.text(text) == mask.searched(text, in_parts=True)
        assert mask.name(text) == mask.searched(text, in_parts=False)
    for pattern in (EMAILS, PHONES, IBANS):
        assert may_hold_contacts(blur(text)) or not pattern.search(text)


@settings(deadline=None)
@given(st.lists(st.lists(st.sampled_from(PIECES), max_size=6).map("".join), max_size=4))
def test_texts_are_spared_together_only_if_none_is_masked(texts: list[str]) -> None:
    for names in (["Aamu Mäkelä"], ["Šokki Aamu"], []):
        mask = Mask(names, ["040 123 4567"], frozenset())
        mask.spare(texts)
        assert [mask.text(text) for text in texts] == [
            mask.searched(text, in_parts=True) for text in texts
        ]


def test_letters_alike_but_for_their_case_are_blurred_alike() -> None:
    plain = [c for c in map(chr, range(0x250)) if c.isalpha() and not is_foreign(blur(c))]
    for one, other in product(plain, plain):
        if re.fullmatch(one, other, re.IGNORECASE):
            assert blur(one) == blur(other)


@pytest.mark.parametrize("letter", ["Š", "ſ", "İ", "ı", "Ÿ", "\u212a"])
def test_letters_with_other_cases_are_foreign(letter: str) -> None:
    assert is_foreign(blur(letter))


@pytest.mark.parametrize("text", ["3 000 000", "1.10.2016", "12–15", "A730001", "9104210-9"])
def test_figures_are_no_contacts(text: str) -> None:
    assert not may_hold_contacts(blur(text))
