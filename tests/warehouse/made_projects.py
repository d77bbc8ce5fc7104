"""Descriptions of made-up projects anywhere, at any time and of any size, drawn by hypothesis."""

from datetime import date, timedelta

from hypothesis import strategies as st

from seeds import read_reference
from tests.transforms.made import DESCRIPTION

MOST_NAMED = {
    "Kunnat": ("kunta", 6),
    "Seutukunnat": ("seutukunta", 3),
    "Maakunnat": ("maakunta", 3),
}
NAMES = {
    level: sorted({r["form"] for r in read_reference("region_name") if r["level"] == level})
    for level, _ in MOST_NAMED.values()
}
WRITTEN = {"Maakunnat": "Kymenlaakso", "Seutukunnat": "Kouvolan", "Kunnat": "Iitti"}
AMOUNTS = ("80 000", "70 000", "100 000", "90 000")
FIRST_DAY = date(2007, 1, 1)


@st.composite
def descriptions(draw: st.DrawFn) -> str:
    """A description without its code, where ``S29100`` stands: give each project its own."""
    text = DESCRIPTION
    for label, (level, most) in MOST_NAMED.items():
        names = st.sampled_from([*NAMES[level], "Kuvitelmala"])
        named = ", ".join(draw(st.lists(names, max_size=most)))
        text = text.replace(f"{label}: {WRITTEN[label]}\n", f"{label}: {named}\n")
    for amount in AMOUNTS:
        drawn = draw(st.decimals(0, 10**9, places=2))
        text = text.replace(f": {amount}\n", f": {drawn}\n".replace(".", ","))
    for count in ("12", "14", "140"):
        text = text.replace(f": {count}\n", f": {draw(st.integers(0, 10**6))}\n")
    start = FIRST_DAY + timedelta(days=draw(st.integers(0, 7000)))
    end = start + timedelta(days=draw(st.integers(-30, 1500)))
    written = [f"{d.day}.{d.month}.{d.year}" for d in (start, end)]
    text = text.replace("1.3.2019", written[0]).replace("31.8.2021", written[1])
    return text.replace("4. Koulutus", draw(st.sampled_from(["4. Koulutus", "2. Ilmasto", ""])))


def with_codes(texts: list[str]) -> list[tuple[str, bytes]]:
    """Deliveries of descriptions, each of a project of its own; every third of the ERDF."""
    codes = [f"{'A7' if i % 3 == 2 else 'S2'}{9000 + i}" for i in range(len(texts))]
    return [
        (code, (erdf(text) if code[0] == "A" else text).replace("S29100", code).encode())
        for code, text in zip(codes, texts, strict=True)
    ]


def erdf(text: str) -> str:
    return text.replace("sosiaalirahaston (ESR)", "aluekehitysrahaston (EAKR)")
