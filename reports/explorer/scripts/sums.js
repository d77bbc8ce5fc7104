// Exact sums of parts of figures, rounded once, at the tenth decimal, as the marts are.
//
// A part is hundredths × region part × days ÷ (region whole × period days). It is kept as digits to
// the base 2^22: three of the hundredths and four after them. Whatever is added to a digit is a whole
// number below 2^53, which a double holds exactly; what is cut off is below 2^-88 hundredths.
const BITS = 22;
const BASE = 2 ** BITS;
const DIGITS = 7;
const MOST_WHOLE = 2 ** 30;
const FRACTION = BigInt(4 * BITS);
// Half a unit, and a little for what was cut off, so that halves go away from zero.
const HALF = (1n << (FRACTION - 1n)) + (1n << 60n);
const halves = new Int32Array(columns["figures.hundredths"].buffer);
const offset = columns["figures.hundredths"].byteOffset / 4;
const part = new Float64Array(DIGITS);

// Puts the digits of one figure × `times` ÷ `whole` into `part`.
function divide(figure, times, whole) {
  if (whole >= MOST_WHOLE) throw new RangeError(`${whole} parts of a figure are too many`);
  const low = halves[offset + 2 * figure];
  const high = halves[offset + 2 * figure + 1];
  let rest = 0;
  for (let digit = 0; digit < DIGITS; digit++) {
    let sum = rest * BASE;
    if (digit === 0) sum += (high >> 12) * times;
    else if (digit === 1) sum += ((low >>> BITS) | ((high & 4095) << 10)) * times;
    else if (digit === 2) sum += (low & (BASE - 1)) * times;
    part[digit] = Math.floor(sum / whole);
    rest = sum - part[digit] * whole;
  }
}

function add(sums, cell, times) {
  const from = cell * DIGITS;
  for (let digit = 0; digit < DIGITS; digit++) sums[from + digit] += part[digit] * times;
}

// A cell in units of the tenth decimal.
function rounded(sums, cell) {
  let exact = 0n;
  for (let digit = 0; digit < DIGITS; digit++)
    exact = (exact << BigInt(BITS)) + BigInt(sums[cell * DIGITS + digit]);
  const size = ((exact < 0n ? -exact : exact) * 100000000n + HALF) >> FRACTION;
  return exact < 0n ? -size : size;
}

// A cell as text with ten decimals.
function decimal(cell) {
  const digits = String(cell < 0n ? -cell : cell).padStart(11, "0");
  return `${cell < 0n ? "-" : ""}${digits.slice(0, -10)}.${digits.slice(-10)}`;
}

// Days of a project within a period, of how many; [0, …] where it does not reach it.
function daysWithin(project, period) {
  const first = columns.first_day[project];
  if (period === "total") return [1, 1];
  if (first === NO_DAY) return [period === "unallocated" ? 1 : 0, 1];
  if (period === "unallocated") return [0, 1];
  const last = columns.last_day[project];
  const days = Math.min(last, period.last) - Math.max(first, period.first) + 1;
  return [Math.max(days, 0), last - first + 1];
}

// One if a project is of what is looked at, for each project.
function taken(state) {
  const found = new Uint8Array(projects).fill(1);
  for (const { name, column, texts } of DIMENSIONS) {
    if (state[name] === ALL) continue;
    const wanted = texts.findIndex((text) => keyOf(text) === state[name]);
    const said = columns[column];
    for (let project = 0; project < projects; project++)
      if (said[project] !== wanted) found[project] = 0;
  }
  return found;
}

// The mart rounds the cells of each fund and programme period, so a sum over them does too.
function grouped(state) {
  const is = ["axis", "objective", "authority"].every((name) => state[name] === ALL);
  const groups = is ? TEXTS.funds.length * TEXTS.programmes.length : 1;
  const groupOf = (project) =>
    is ? columns.funds[project] * TEXTS.programmes.length + columns.programmes[project] : 0;
  return { groups, groupOf };
}

// A cell that sums those of its groups, null where no project states the figure there.
function overGroups(sums, counts, cell, groups) {
  let [value, count] = [0n, 0];
  for (let group = cell * groups; group < (cell + 1) * groups; group++) {
    if (!counts[group]) continue;
    value += rounded(sums, group);
    count += counts[group];
  }
  return { value: count ? value : null, projects: count };
}

// The cells of every region of a level in one period.
function byRegion(item, accepted, level, period, { groups, groupOf }) {
  const regions = TEXTS.regions[level].length;
  const sums = new Float64Array(regions * groups * DIGITS);
  const counts = new Int32Array(regions * groups);
  const first = columns[`${level}.first`];
  const [region, parts, whole] = ["region", "part", "whole"].map((n) => columns[`${level}.${n}`]);
  for (let figure = item.from; figure < item.to; figure++) {
    const project = columns["figures.project"][figure];
    if (!accepted[project]) continue;
    const [days, of] = daysWithin(project, period);
    if (!days) continue;
    const group = groupOf(project);
    let [before, beforeWhole] = [0, 0]; // most projects are shared equally: divided once
    for (let share = first[project]; share < first[project + 1]; share++) {
      const cell = region[share] * groups + group;
      if (parts[share] !== before || whole[share] !== beforeWhole)
        divide(figure, parts[share], whole[share] * of);
      [before, beforeWhole] = [parts[share], whole[share]];
      add(sums, cell, days);
      counts[cell] += 1;
    }
  }
  return TEXTS.regions[level].map((_, place) => overGroups(sums, counts, place, groups));
}

// The part of a project that falls to one region; all of it where none is chosen.
function shareOf(project, region) {
  if (region === null) return [1, 1];
  const column = (name) => columns[`${region.level}.${name}`];
  for (let share = column("first")[project]; share < column("first")[project + 1]; share++)
    if (column("region")[share] === region.place)
      return [column("part")[share], column("whole")[share]];
  return [0, 1];
}

// The cell of one region, or of all together, in one period.
function inOne(item, accepted, region, period, { groups, groupOf }) {
  const [sums, counts] = [new Float64Array(groups * DIGITS), new Int32Array(groups)];
  for (const one of contributions(item, accepted, region, period)) {
    divide(one.figure, one.part, one.whole);
    add(sums, groupOf(one.project), one.days);
    counts[groupOf(one.project)] += 1;
  }
  return overGroups(sums, counts, 0, groups);
}

// The projects behind a cell: figure × part × days ÷ whole.
function contributions(item, accepted, region, period) {
  const found = [];
  for (let figure = item.from; figure < item.to; figure++) {
    const project = columns["figures.project"][figure];
    if (!accepted[project]) continue;
    const [days, of] = daysWithin(project, period);
    const [share, whole] = days ? shareOf(project, region) : [0, 1];
    if (days && share) found.push({ figure, project, part: share, days, whole: whole * of });
  }
  return found;
}
