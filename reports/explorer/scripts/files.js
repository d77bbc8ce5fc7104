// What is seen as CSV: the columns and figures of the query, with what they are.
function csv(header, rows) {
  const asText = { bigint: decimal, number: String };
  const text = (value) => asText[typeof value]?.(value) ?? value;
  const isNumber = (value) => typeof value in asText;
  return [header, ...rows].map((row) => csvLine(row.map(text), row.map(isNumber)));
}

// What a text chosen, or none, is in a row: an empty cell stands for what is not known.
function filtersOf(state) {
  const chosen = chosenTexts(state);
  return DIMENSIONS.map(({ name }) => {
    if (!(name in chosen)) return "all";
    return Array.isArray(chosen[name]) ? chosen[name][1] : chosen[name];
  });
}

const FILTERS = ["fund", "programme_period", "axis", "objective", "authority"];
const REGION = ["region_level", "region_code", "region_name"];

function regionCells(region, level) {
  if (region === null) return [level, "all", "all"];
  return [level, region.region_code, region.name_fi ?? WORDS.fi.unallocated];
}

function tableCsv(state, item, cells) {
  const { name, value } = tablesOf(item);
  const header = [...FILTERS, ...REGION, "period_grain", "period", name, "basis", "unit"];
  const rows = TEXTS.regions[state.level]
    .map((region, place) => [region, cells[place]])
    .filter(([, cell]) => cell.value !== null)
    .map(([region, cell]) => [
      ...filtersOf(state),
      ...regionCells(region, state.level),
      grainOf(state),
      state.period,
      item.item,
      item.basis,
      item.unit,
      cell.value,
      cell.projects,
    ]);
  return csv([...header, value, "projects"], rows);
}

function seriesCsv(state, item, cells) {
  const { name, value } = tablesOf(item);
  const region = regionOf(state);
  const header = [...FILTERS, ...REGION, "period_grain", "period", name, "basis", "unit"];
  const rows = cells
    .filter((cell) => cell.value !== null)
    .map((cell) => [
      ...filtersOf(state),
      ...regionCells(region, region?.level ?? state.level),
      state.grain,
      cell.period,
      item.item,
      item.basis,
      item.unit,
      cell.value,
      cell.projects,
    ]);
  return csv([...header, value, "projects"], rows);
}

function projectsCsv(state, item, parts) {
  const { name, value } = tablesOf(item);
  const region = regionOf(state);
  const header = ["project_code", "name", ...FILTERS, ...REGION, "period_grain", "period", name];
  const rows = parts.map((one) => [
    TEXTS.codes[one.project],
    TEXTS.names[one.project],
    ...filtersOf(state),
    ...regionCells(region, region?.level ?? state.level),
    grainOf(state),
    state.period,
    item.item,
    item.basis,
    item.unit,
    one.value,
  ]);
  return csv([...header, "basis", "unit", value], rows);
}
