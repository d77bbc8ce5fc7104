// The fields to choose in.
function field(name) {
  return document.getElementById(`choose_${name}`);
}

// Fills a field with groups of options, unless it has them already.
function fill(select, groups, value) {
  const signature = JSON.stringify(groups);
  if (select.signature !== signature) {
    select.replaceChildren(...groups.flatMap(([title, options]) => optionsOf(title, options)));
    select.signature = signature;
  }
  select.value = value;
}

function optionsOf(title, options) {
  const made = options.map(([value, label]) => new Option(label, value));
  if (!title) return made;
  const group = document.createElement("optgroup");
  group.label = title;
  group.append(...made);
  return [group];
}

function shortAuthority(name) {
  return name.replace(ELY, "ELY-keskus");
}

const collate = (one, other) => one[1].localeCompare(other[1], LOCALES[lang], { numeric: true });

function showChoices(state) {
  fill(field("item"), groupsOfItems(), state.item);
  fill(field("basis"), [["", POSSIBLE.basis(state).map((one) => [one, word(one)])]], state.basis);
  fill(field("level"), [["", LEVELS.map((level) => [level, word(level)])]], state.level);
  fill(field("grain"), [["", GRAINS.map((grain) => [grain, word(grain)])]], state.grain);
  fill(field("period"), groupsOfPeriods(state), state.period);
  fill(field("region"), groupsOfRegions(state), state.region);
  for (const dimension of DIMENSIONS) showDimension(dimension, state);
}

function groupsOfItems() {
  return ["funding", "indicator"].map((subject) => {
    const items = TEXTS.items.filter((one) => one.subject === subject);
    const named = new Map(items.map((one) => [one.item, nameOfItem(one)]));
    return [word(`figures_${subject}`), [...named]];
  });
}

// The whole time first, and what has no period last.
function groupsOfPeriods(state) {
  const groups = new Map([["", []]]);
  for (const period of POSSIBLE.period(state)) {
    const is = state.grain !== "year" && /^\d/.test(period);
    const title = is ? period.slice(0, 4) : "";
    if (!groups.has(title)) groups.set(title, []);
    groups.get(title).push([period, nameOfPeriod(period)]);
  }
  return [...groups];
}

function groupsOfRegions(state) {
  const levels = [...new Set([state.level, "maakunta", regionOf(state)?.level ?? state.level])];
  const groups = levels.map((level) => [
    word(`${level}_many`),
    REACHED[level]
      .map((place) => TEXTS.regions[level][place])
      .map((region) => [keyOfRegion(level, region), nameOfRegion(region)]),
  ]);
  return [["", [[ALL, word("all_regions")]]], ...groups];
}

// Places of the regions that any project names, in the order of their codes.
const REACHED = {};
for (const level of LEVELS) {
  const found = new Set(columns[`${level}.region`]);
  REACHED[level] = [...TEXTS.regions[level].keys()].filter(
    (place) => found.has(place) || isOnMap(level, TEXTS.regions[level][place]),
  );
}

function isOnMap(level, region) {
  return level === "maakunta" && region.region_code in TILES;
}

function showDimension(dimension, state) {
  const groups = new Map();
  for (const text of textsOf(dimension, state)) {
    const title = Array.isArray(text) ? (text[0] ?? word("programme_not_known")) : "";
    if (!groups.has(title)) groups.set(title, []);
    groups.get(title).push([keyOf(text), nameOfText(dimension, text)]);
  }
  for (const options of groups.values()) options.sort(collate);
  const all = [[ALL, word(`all_${dimension.column}`)]];
  fill(field(dimension.name), [["", all], ...groups], state[dimension.name]);
}

// The name of a text of a dimension: a number with its title, an authority in short.
function nameOfText(dimension, text) {
  if (dimension.name === "authority" && text !== null) return shortAuthority(text);
  if (dimension.name === "fund" && text !== null) return word(`fund_${text}`);
  if (!Array.isArray(text)) return text ?? word("not_known");
  const [programme, number] = text;
  if (number === null) return word("not_known");
  const found = TEXTS.titles[dimension.name].find(
    ([of, one]) => of === (programme ?? "") && one === number,
  );
  return found ? `${number} ${found[2]}` : number;
}

// What is chosen, in words: of each narrowing choice its name and what it is.
function chosenWords(state) {
  const chosen = chosenTexts(state);
  return DIMENSIONS.filter(({ name }) => name in chosen).map(
    (dimension) => `${word(dimension.name)}: ${nameOfText(dimension, chosen[dimension.name])}`,
  );
}
