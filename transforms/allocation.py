"""Sharing a project out over the regions that its document names."""

from schemas.programmes import period_of
from transforms.regions import NOT_RESOLVED, Place, Regions, region_shares
from transforms.rows import Row, Rows, finding


def allocate(rows: Rows, regions: Regions, code: str) -> None:
    """Resolve the named places and share the project out over the deepest of them."""
    project = rows.tables["project"][0]
    first_year = year_begun(project, regions, code)
    year = regions.classification_year(first_year)
    named = rows.tables.pop("place", [])
    places = [regions.resolve(row["level"], row["name"], year) for row in named]
    for row, place in zip(named, places, strict=True):
        row.update(
            named_key=place.named_key,
            region_code=place.code,
            resolution=place.resolution,
            classification_year=year,
            year_is_nearest=year != first_year,
        )
        rows.tables["place"].append(row)
        note_place(rows, place, row, regions, year)
    national = project.get("geographic_scope") == "national"
    for share in region_shares(places, regions, year, national=national):
        rows.add(
            "region_share",
            {
                "region_key": share.region_key,
                "share_part": share.part,
                "share_whole": share.whole,
                "classification_year": year,
            },
            None,
        )


def year_begun(project: Row, regions: Regions, code: str) -> int:
    """The first year of a project, or of its programme period where no date is known."""
    if dated := project.get("planned_start") or project.get("planned_end"):
        return int(dated.year)
    period = period_of(code)
    return period.eligible_from.year if period else regions.first_year


def note_place(rows: Rows, place: Place, row: Row, regions: Regions, year: int) -> None:
    """Add a finding for a name that is not known, or that is the old name of a merged kunta."""
    where = (row["section"], f"named_{place.level}", row["line_number"], place.name)
    if place.mergers:
        merger = place.mergers[-1]
        expected = f"{merger.name} ({merger.year})"
        rows.findings.append(finding("place_merged", *where, expected))
    elif place.resolution == NOT_RESOLVED:
        expected = known_place(place, regions, year)
        rows.findings.append(finding("place_unknown", *where, expected))


def known_place(place: Place, regions: Regions, year: int) -> str:
    """What an unknown name may stand for: 'kunta 2019; Kouvola?', or 'kunta 2019; maakunta?'.

    Only a suggestion to the reader: the name stays unallocated.
    """
    expected = f"{place.level} {year}"
    if levels := regions.other_levels(place.level, place.name, year):
        return f"{expected}; {', '.join(levels)}?"
    names = regions.suggestions(place.level, place.name, year)
    if not names:
        return expected
    return f"{expected}; {', '.join(names)}?"
