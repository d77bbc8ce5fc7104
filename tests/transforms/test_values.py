"""Single values: what a form's text means, or that it means nothing."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.facts import draw_business_id
from transforms.values import (
    CLEANERS,
    Doubtful,
    Unreadable,
    clean_amount,
    clean_business_id,
    clean_count,
    clean_names,
    clean_numbered_title,
    clean_organisation,
    clean_period,
    clean_scores,
    clean_text,
    clean_yes_no,
    date_of,
)

SPACES = ["\u0020", "\u00a0", "\u202f"]
MINUSES = ["-", "−", "–"]
DAYS = st.dates(date(2007, 1, 1), date(2029, 12, 31))
NOTHING = ["", " ", "-", "x", "ks. liite 3", "ei tiedossa"]


def grouped(number: int, space: str) -> str:
    return f"{number:,}".replace(",", space)


@given(
    cents=st.integers(0, 10**14 - 1),
    space=st.sampled_from(["", *SPACES]),
    unit=st.sampled_from(["", " €", "\u00a0€", " euroa"]),
    decimals=st.booleans(),
)
def test_amount_comes_back_to_the_cent(cents: int, space: str, unit: str, decimals: bool) -> None:
    whole, rest = divmod(cents, 100)
    written = grouped(whole, space) + (f",{rest:02d}" if decimals else "") + unit
    expected = Decimal(cents if decimals else whole * 100).scaleb(-2)
    assert clean_amount(written) == (expected,)


@pytest.mark.parametrize(
    ("text", "amount"),
    [("0", "0"), ("0,5", "0.5"), ("12345,67", "12345.67"), ("12.5", "12.5"), ("1 000", "1000")],
)
def test_amount(text: str, amount: str) -> None:
    assert clean_amount(text) == (Decimal(amount),)


@pytest.mark.parametrize(
    "text",
    [
        *NOTHING,
        "1.234",
        "1,234",
        "1.234,56",
        "12 34",
        "1234 567",
        "1  234",
        "n. 20 000",
        "noin 45 000",
        "10 000 - 12 000",
        "1 2x0",
        "-5",
        "5,",
        ",5",
        "1 000,000",
        "1 000\n000",
        "20 000 e",
        "1e5",
        "20 000 20 000",
        "9" * 13,
        "9" * 40,
    ],
)
def test_unclear_amount_is_unreadable(text: str) -> None:
    with pytest.raises(Unreadable):
        clean_amount(text)


@given(st.integers(0, 10**12 - 1), st.sampled_from(["", *SPACES]))
def test_count_comes_back(count: int, space: str) -> None:
    assert clean_count(grouped(count, space)) == (count,)


@pytest.mark.parametrize(
    "text", [*NOTHING, "12 34", "1.234", "60,5", "noin 60", "10-15", "-3", "+3", "60 hlö", "9" * 40]
)
def test_unclear_count_is_unreadable(text: str) -> None:
    with pytest.raises(Unreadable):
        clean_count(text)


@given(st.integers(-999, 999), st.integers(-999, 999), st.sampled_from(MINUSES))
def test_scores_come_back_with_every_minus(direct: int, indirect: int, minus: str) -> None:
    assert clean_scores(f"{direct} {indirect}".replace("-", minus)) == (direct, indirect)


@pytest.mark.parametrize("text", ["+3 0", "+3\u00a00", "  3   0 "])
def test_scores_with_a_plus_or_other_spaces(text: str) -> None:
    assert clean_scores(text) == (3, 0)


@pytest.mark.parametrize(
    ("text", "partial"),
    [
        ("", ()),
        ("3", ()),
        ("1 2 3", ()),
        ("x 4", (None, 4)),
        ("4 –", (4, None)),
        ("1,5 2", (None, 2)),
        ("--3 0", (None, 0)),
        ("? ?", (None, None)),
    ],
)
def test_score_that_is_no_number_keeps_the_other_one(
    text: str, partial: tuple[int | None, ...]
) -> None:
    with pytest.raises(Unreadable) as raised:
        clean_scores(text)
    assert raised.value.partial == partial


@pytest.mark.parametrize(
    ("text", "answer"), [("Kyllä", True), ("kyllä ", True), ("Ei", False), ("EI", False)]
)
def test_yes_and_no(text: str, answer: bool) -> None:
    assert clean_yes_no(text) == (answer,)


@pytest.mark.parametrize("text", [*NOTHING, "Kyllä, osin", "Eivät", "Ehkä", "yes", "1"])
def test_other_answer_is_unreadable(text: str) -> None:
    with pytest.raises(Unreadable):
        clean_yes_no(text)


@given(DAYS, st.booleans())
def test_date_comes_back_with_and_without_zeros(day: date, zeros: bool) -> None:
    written = f"{day:%d.%m.%Y}" if zeros else f"{day.day}.{day.month}.{day.year}"
    assert date_of(written) == day


@pytest.mark.parametrize(
    "text",
    [
        *NOTHING,
        "31.2.2020",
        "29.2.2021",
        "31.9.2021",
        "0.6.2021",
        "15.13.2022",
        "1.1.20",
        "1.1.0020",
        "1.1.9999",
        "2020-01-01",
        "1/1/2020",
        "1.2020",
        "1.1.2020 alkaen",
        "loppukesä 2021",
    ],
)
def test_text_that_is_no_day_is_no_date(text: str) -> None:
    assert date_of(text) is None


@given(DAYS, DAYS)
def test_period_comes_back(start: date, end: date) -> None:
    written = f"Alkaa {start:%-d.%-m.%Y}  ja päättyy\u00a0{end:%-d.%-m.%Y}"
    assert clean_period(written) == (start, end)


@pytest.mark.parametrize(
    ("text", "partial"),
    [
        ("1.1.2020–31.12.2020", ()),
        ("Alkaa 1.1.2020", ()),
        ("Alkaa 1.1.2020 ja päättyy 31.2.2020", (date(2020, 1, 1), None)),
        ("Alkaa syksyllä ja päättyy 31.3.2020", (None, date(2020, 3, 31))),
        ("Alkaa ja päättyy", (None, None)),
    ],
)
def test_period_keeps_the_day_that_can_be_read(text: str, partial: tuple[date | None, ...]) -> None:
    with pytest.raises(Unreadable) as raised:
        clean_period(text)
    assert raised.value.partial == partial


@pytest.mark.parametrize(
    ("text", "number", "title"),
    [
        ("3. Työllisyys", "3", "Työllisyys"),
        (
            "12.3. Digitaalisten taitojen  parantaminen",
            "12.3",
            "Digitaalisten taitojen parantaminen",
        ),
        ("9.2\u00a0Osaaminen 2030", "9.2", "Osaaminen 2030"),
    ],
)
def test_number_and_title(text: str, number: str, title: str) -> None:
    assert clean_numbered_title(text) == (number, title)


@pytest.mark.parametrize("text", ["", "Työllisyys", "3.", "3.Työllisyys", "III. Työllisyys"])
def test_title_without_a_number_is_unreadable(text: str) -> None:
    with pytest.raises(Unreadable):
        clean_numbered_title(text)


@given(st.lists(st.sampled_from(["Kouvola", "Kotkan-Haminan", "Maarianhamina - Mariehamn"])))
def test_names_come_back_in_order(names: list[str]) -> None:
    assert clean_names(" , ".join(names)) == tuple(names)


def test_empty_names_of_a_list_are_no_names() -> None:
    assert clean_names(" , Kouvola,,\u00a0Iitti , ") == ("Kouvola", "Iitti")


@given(st.text())
def test_text_keeps_its_words(text: str) -> None:
    (cleaned,) = clean_text(text)
    assert str(cleaned).split() == text.split()
    assert "  " not in str(cleaned)


@given(st.text(min_size=1))
def test_business_id_with_its_check_digit_is_valid(seed: str) -> None:
    number = draw_business_id(seed)
    assert clean_business_id(f" {number} ") == (number, True)


@given(st.text(min_size=1), st.integers(1, 9))
def test_business_id_with_another_check_digit_is_not_valid(seed: str, step: int) -> None:
    number = draw_business_id(seed)
    wrong = f"{number[:-1]}{(int(number[-1]) + step) % 10}"
    assert doubted("business_id", wrong) == ("business_id_invalid", (wrong, False))


@pytest.mark.parametrize("text", ["", "91042109", "9104210-", "910421-0", "FI91042109", "haetaan"])
def test_business_id_of_another_shape_is_kept_as_not_valid(text: str) -> None:
    assert doubted("business_id", text) == ("business_id_invalid", (text, False))


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Havulahden Kehitys Oy, 9104210-9", ("Havulahden Kehitys Oy", "9104210-9", True)),
        ("Palvelut Oy, aluetoimisto , 9104210-9", ("Palvelut Oy, aluetoimisto", "9104210-9", True)),
        ("Havulahden  kunta", ("Havulahden kunta", None, False)),
        ("Palvelut Oy, aluetoimisto", ("Palvelut Oy, aluetoimisto", None, False)),
    ],
)
def test_organisation(text: str, values: tuple[object, ...]) -> None:
    assert clean_organisation(text) == values


def test_organisation_with_a_wrong_check_digit_keeps_its_name_and_number() -> None:
    rule, values = doubted("organisation", "Havulahden Kehitys Oy, 9104210-8")
    assert rule == "business_id_invalid"
    assert values == ("Havulahden Kehitys Oy", "9104210-8", False)


@pytest.mark.parametrize("text", ["FI21 9900 0013 7041 78", "FI2199000013704178"])
def test_account_whose_check_digits_are_right(text: str) -> None:
    assert CLEANERS["iban"](text) == (text,)


@pytest.mark.parametrize("text", ["FI2299000013704178", "FI21 9900 0013 7041", "haetaan"])
def test_account_whose_check_digits_are_wrong_is_doubted(text: str) -> None:
    assert doubted("iban", text) == ("iban_invalid", (text,))


ARRANGEMENT = "Vain yksi hakija {} Hakijoita on useampi kuin yksi (yhteishanke) {} Hakija siirtää"


@pytest.mark.parametrize(
    ("checked", "empty"),
    [
        ("☒", "☐"),
        ("☑", "☐"),
        ("ý", "o"),
        ("þ", "¨"),
        ('<input checked="" type="checkbox"/>', '<input type="checkbox"/>'),
        ('<input type="checkbox" checked="">', '<input type="checkbox">'),
    ],
)
def test_checked_box_in_every_writing(checked: str, empty: str) -> None:
    arrangement = ARRANGEMENT.format(checked, empty)
    found = CLEANERS["chosen"](f"{empty} {arrangement}")
    assert found == ("Hakijoita on useampi kuin yksi (yhteishanke)",)
    assert CLEANERS["yes_no_chosen"](f"{empty} Kyllä {checked} Ei") == (False,)
    assert CLEANERS["yes_no_cells"](f"{checked}\t{empty}") == (True,)
    assert CLEANERS["yes_no_cells"](f"{empty}\t{checked}") == (False,)
    assert CLEANERS["yes_no_cells"](f"{empty}\t{empty}") == (None,)
    scope = f"{empty} Hankkeen toiminta kohdistuu yhden maakunnan alueelle\t{checked} Hankkeen "
    assert CLEANERS["scope"](f"{scope}toiminta on valtakunnallista") == ("national",)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("chosen", "☒ Vain yksi hakija ☒ Hakijoita on useampi"),
        ("chosen", "Vain yksi hakija"),
        ("yes_no_chosen", "☒ Kyllä ☒ Ei"),
        ("yes_no_cells", "☒\t☒"),
        ("scope", "☒ Hankkeen toiminta on maailmanlaajuista"),
        ("score_alone", "8 3"),
        ("percent", "noin 80"),
        ("one_date", "31.2.2021"),
    ],
)
def test_text_that_could_mean_two_things_means_nothing(name: str, text: str) -> None:
    with pytest.raises(Unreadable):
        CLEANERS[name](text)


@pytest.mark.parametrize(
    ("name", "text", "values"),
    [
        ("percent", "80,00", (Decimal(80),)),
        ("percent", "33,3 %", (Decimal("33.3"),)),
        ("score_alone", "−3", (-3,)),
        ("budget_line", "12 Muut kustannukset", ("Muut kustannukset",)),
        ("budget_line", "Flat rate", ("Flat rate",)),
        ("one_date", "1.9.2021", (date(2021, 9, 1),)),
        ("signature", "2.6.2021 Savipelto Otso", (date(2021, 6, 2),)),
        ("signature", "Otso Savipelto", ()),
    ],
)
def test_value_of_a_plan(name: str, text: str, values: tuple[object, ...]) -> None:
    assert CLEANERS[name](text) == values


def doubted(name: str, text: str) -> tuple[str, tuple[object, ...]]:
    """Rule and values of a text whose own check fails."""
    with pytest.raises(Doubtful) as raised:
        CLEANERS[name](text)
    return raised.value.rule, raised.value.values


@pytest.mark.parametrize("name", sorted(CLEANERS))
@given(text=st.text())
def test_every_cleaner_reads_or_says_what_it_expected(name: str, text: str) -> None:
    expected = "a value"
    try:
        values = CLEANERS[name](text)
    except Unreadable as unreadable:
        values, expected = unreadable.partial, unreadable.expected
    except Doubtful as doubtful:
        values, expected = doubtful.values, doubtful.expected
    assert isinstance(values, tuple)
    assert expected
