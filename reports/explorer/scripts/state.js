// What is chosen, kept in the address so that a view can be shared and gone back to.
const ALL = "";
const DIMENSIONS = [
  { name: "fund", column: "funds", texts: TEXTS.funds },
  { name: "programme", column: "programmes", texts: TEXTS.programmes },
  { name: "axis", column: "axes", texts: TEXTS.axes },
  { name: "objective", column: "objectives", texts: TEXTS.objectives },
  { name: "authority", column: "authorities", texts: TEXTS.authorities },
];
const BASES = ["granted", "planned", "realised", "applied"];
const GRAINS = ["year", "quarter", "month"];
const ORDERS = ["region", "value", "projects"];
const NAMES = [...DIMENSIONS.map((one) => one.name), "item", "basis", "level", "region", "grain"];
NAMES.push("period", "order");

// What stands for a text in the address: "-" for what is not known.
function keyOf(text) {
  if (Array.isArray(text)) return text.map(keyOf).join("/");
  if (text === null) return "-";
  return text.startsWith("-") ? `-${text}` : text;
}

function keyOfRegion(level, region) {
  return `${level}:${keyOf(region.region_code)}`;
}

// The region a state names, with its level and place; null for all together.
function regionOf(state) {
  if (!state.region) return null;
  const [level] = state.region.split(":");
  if (!LEVELS.includes(level)) return null;
  const place = TEXTS.regions[level].findIndex(
    (region) => keyOfRegion(level, region) === state.region,
  );
  return place < 0 ? null : { level, place, ...TEXTS.regions[level][place] };
}

// The text of each dimension that narrows. An axis or an objective is of one programme period, so
// whoever chooses it has chosen that too.
function chosenTexts(state) {
  const found = {};
  for (const { name, texts } of DIMENSIONS.filter((one) => state[one.name] !== ALL)) {
    const text = texts.find((one) => keyOf(one) === state[name]);
    if (Array.isArray(text)) found.programme = text[0];
    found[name] = text;
  }
  return found;
}

// Texts of a dimension that fit what is chosen before it.
function textsOf(dimension, state) {
  if (!["axis", "objective"].includes(dimension.name)) return dimension.texts;
  const before = dimension.name === "axis" ? ["fund", "programme"] : ["fund", "programme", "axis"];
  const chosen = { ...Object.fromEntries(DIMENSIONS.map(({ name }) => [name, ALL])) };
  for (const name of before) chosen[name] = state[name];
  const fitting = new Set();
  taken(chosen).forEach((is, project) => is && fitting.add(columns[dimension.column][project]));
  return dimension.texts.filter((_, place) => fitting.has(place));
}

// What can be chosen of each name, given what is chosen before it; the first unless chosen.
const POSSIBLE = {
  item: () => [...new Set(TEXTS.items.map((one) => one.item))],
  basis: ({ item }) => BASES.filter((basis) => ITEMS.has(`${item}.${basis}`)),
  level: () => ["maakunta", ...LEVELS],
  region: (state) => [ALL, ...(regionOf(state) ? [state.region] : [])],
  grain: () => GRAINS,
  period: ({ grain }) => ["total", ...periodsOf(grain).keys(), "unallocated"],
  order: () => ORDERS,
};
for (const dimension of DIMENSIONS)
  POSSIBLE[dimension.name] = (state) => [ALL, ...textsOf(dimension, state).map(keyOf)];

// A state in which everything can be chosen, and what of the wanted one could not.
function settled(wanted) {
  const [state, refused] = [{ ...wanted }, []];
  for (const name of NAMES) {
    const allowed = POSSIBLE[name](state);
    const is = allowed.includes(state[name]);
    if (!is && state[name] !== undefined) refused.push([name, state[name]]);
    if (!is) state[name] = allowed[0] ?? ALL;
  }
  return { state, refused };
}

// What is chosen unless something else is.
const PLAIN = settled({}).state;

function readAddress() {
  const said = new URLSearchParams(location.hash.slice(1));
  lang = LANGUAGES.includes(said.get("lang")) ? said.get("lang") : FIRST_LANGUAGE;
  return settled(Object.fromEntries(NAMES.map((name) => [name, said.get(name) ?? undefined])));
}

// The address of a state, without what is chosen anyway.
function addressOf(state) {
  const said = new URLSearchParams();
  for (const name of NAMES) if (state[name] !== PLAIN[name]) said.set(name, state[name]);
  if (PLAIN.item !== state.item) said.set("basis", state.basis);
  if (lang !== FIRST_LANGUAGE) said.set("lang", lang);
  return `#${said}`;
}
