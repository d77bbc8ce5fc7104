// The queries that give a view's figures from the published warehouse.
function quoted(text) {
  return `'${text.replaceAll("'", "''")}'`;
}

function equals(column, text) {
  return text === null ? `${column} IS NULL` : `${column} = ${quoted(text)}`;
}

// The column of an item's value, that of its name, and the mart and the reading they are in.
function tablesOf(item) {
  const is = item.subject === "funding";
  return {
    value: is ? "amount_eur" : "value",
    name: is ? "measure" : "indicator",
    mart: `mart.${item.subject}_by_region_period`,
    reading: `reading.${item.subject}_contributions`,
  };
}

function grainOf(state) {
  return state.period === "total" ? "total" : state.grain;
}

// What narrows the projects, as conditions.
function conditions(state) {
  const columnsOf = {
    fund: ["fund"],
    programme: ["programme_period"],
    axis: ["programme_period", "axis"],
    objective: ["programme_period", "objective"],
    authority: ["authority"],
  };
  const found = Object.entries(chosenTexts(state)).flatMap(([name, text]) =>
    [text].flat().map((one, place) => equals(columnsOf[name][place], one)),
  );
  return [...new Set(found)];
}

function where(...lines) {
  return lines.flat().map((line, place) => (place ? `    AND ${line}` : `WHERE ${line}`));
}

// A project has one fund and one programme period, so counts over these may be summed.
function fromMart(select, item, level, grain, state, more) {
  const { value, name, mart } = tablesOf(item);
  return [
    `SELECT ${select}, sum(${value}) AS ${value}, sum(projects)::BIGINT AS projects`,
    `FROM ${mart}`,
    ...where(
      `region_level = ${quoted(level)}`,
      `period_grain = ${quoted(grain)}`,
      equals(name, item.item),
      equals("basis", item.basis),
      more,
      conditions(state),
    ),
  ];
}

function fromReading(select, item, level, grain, state, more, counted) {
  const { value, name, reading } = tablesOf(item);
  const projectsCounted = counted ? ", count(DISTINCT project_key) AS projects" : "";
  return [
    `SELECT ${select}, reading.rounded(sum(${value})) AS ${value}${projectsCounted}`,
    `FROM ${reading}(level := ${quoted(level)}, grain := ${quoted(grain)})`,
    ...where(equals(name, item.item), equals("basis", item.basis), more, conditions(state)),
  ];
}

function isWide(state) {
  return ["axis", "objective", "authority"].every((name) => state[name] === ALL);
}

function queryOfTable(state, item) {
  const from = isWide(state) ? fromMart : fromReading;
  const period = equals("period", state.period);
  return [
    ...from("region_code, region_name", item, state.level, grainOf(state), state, period, true),
    "GROUP BY ALL ORDER BY region_code NULLS LAST",
  ].join("\n");
}

// Projects reach several regions: over all of them only the projects themselves can be counted.
function queryOfSeries(state, item) {
  const region = regionOf(state);
  const from = isWide(state) && region ? fromMart : fromReading;
  const level = region?.level ?? state.level;
  const more = region ? equals("region_code", region.region_code) : [];
  return [
    ...from("period", item, level, state.grain, state, more, true),
    "GROUP BY period ORDER BY period",
  ].join("\n");
}

function queryOfProjects(state, item) {
  const region = regionOf(state);
  const level = region?.level ?? state.level;
  const more = [equals("period", state.period)];
  if (region) more.push(equals("region_code", region.region_code));
  const select = "project_code, name";
  return [
    ...fromReading(select, item, level, grainOf(state), state, more, false),
    `GROUP BY ALL ORDER BY ${tablesOf(item).value} DESC, project_code`,
  ].join("\n");
}
