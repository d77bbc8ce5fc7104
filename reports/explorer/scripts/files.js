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

// The cells that some project states, each a row with the region, time step and period it is of.
function cellsCsv(state, item, placed) {
  const { name, value } = tablesOf(item);
  const header = [...FILTERS, ...REGION, "period_grain", "period", name, "basis", "unit"];
  const rows = placed
    .filter(({ cell }) => cell.value !== null)
    .map(({ cell, region, level, grain, period }) => [
      ...filtersOf(state),
      ...regionCells(region, level),
      grain,
      period,
      item.item,
      item.basis,
      item.unit,
      cell.value,
      cell.projects,
    ]);
  return csv([...header, value, "projects"], rows);
}

function tableCsv(state, item, cells) {
  const of = { level: state.level, grain: grainOf(state), period: state.period };
  const regions = TEXTS.regions[state.level];
  return cellsCsv(state, item, cells.map((cell, place) => ({ cell, region: regions[place], ...of })));
}

function seriesCsv(state, item, cells) {
  const region = regionOf(state);
  const of = { region, level: region?.level ?? state.level, grain: state.grain };
  return cellsCsv(state, item, cells.map((cell) => ({ cell, period: cell.period, ...of })));
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
