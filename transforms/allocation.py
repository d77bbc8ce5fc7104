"""Sharing a project out over the regions that its document names."""

from schemas.programmes import period_of
from transforms.regions import Regions, region_shares
from transforms.rows import Rows, finding


def allocate(rows: Rows, regions: Regions, code: str) -> None:
    """Resolve the named places and share the project out over the deepest of them."""
    project = rows.tables["project"][0]
    dated = project.get("planned_start") or project.get("planned_end")
    period = period_of(code)
    default = period.eligible_from.year if period else regions.first_year
    year = regions.classification_year(dated.year if dated else default)
    named = rows.tables.pop("place", [])
    places = [
        regions.resolve(str(row["level"]), str(row["name"]), int(str(row["line_number"])), year)
        for row in named
    ]
    for row, place in zip(named, places, strict=True):
        facts = {"region_code": place.code, "resolution": place.resolution}
        rows.add("place", {**row, **facts, "classification_year": year}, place.line)
        if place.code is None and not regions.is_national_word(place.name):
            where = (str(row["section"]), f"named_{place.level}")
            expected = f"{place.level} {year}"
            rows.findings.append(finding("place_unknown", *where, place.line, place.name, expected))
    national = project.get("geographic_scope") == "national"
    for share in region_shares(places, regions, year, national=national):
        rows.add(
            "region_share",
            {"region_key": share.region_key, "share_part": share.part, "share_whole": share.whole},
            None,
        )
