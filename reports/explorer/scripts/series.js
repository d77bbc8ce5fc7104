// The time series: a column for each period, and apart from them what has no period.
const chart = document.getElementById("series");
const SVG = "http://www.w3.org/2000/svg";
const [HEIGHT, LEFT, BOTTOM, TOP] = [300, 62, 26, 14];

function drawn(name, attributes, text) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  if (text !== undefined) made.textContent = text;
  return made;
}

// The periods from the first to the last of which anything is said, and what has none.
function shownPeriods(cells) {
  const dated = cells.slice(0, -1);
  const first = dated.findIndex((cell) => cell.value !== null);
  const last = dated.findLastIndex((cell) => cell.value !== null);
  const shown = first < 0 ? [] : dated.slice(first, last + 1);
  return cells.at(-1).value === null ? shown : [...shown, cells.at(-1)];
}

// Round steps that cover the values, 0 among them.
function stepsFor(values) {
  const [low, high] = [Math.min(0, ...values), Math.max(0, ...values)];
  const rough = (high - low || 1) / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].find((one) => one * power >= rough) * power;
  const from = Math.floor(low / step);
  const to = Math.max(Math.ceil(high / step), from + 1);
  return Array.from({ length: to - from + 1 }, (_, place) => (from + place) * step);
}

function showSeries(state, item, cells) {
  const shown = shownPeriods(cells);
  const width = Math.max(chart.parentElement.clientWidth, 260);
  chart.setAttribute("viewBox", `0 0 ${width} ${HEIGHT}`);
  chart.setAttribute("aria-label", seriesInWords(item, shown));
  const steps = stepsFor(shown.map((cell) => Number(cell.value ?? 0n) / 1e10));
  const height = HEIGHT - TOP - BOTTOM;
  const y = (value) => TOP + (height * (steps.at(-1) - value)) / (steps.at(-1) - steps[0]);
  const gap = shown.at(-1)?.period === "unallocated" && shown.length > 1 ? 14 : 0;
  const slot = (width - LEFT - gap) / Math.max(shown.length, 1);
  const x = (place) => LEFT + place * slot + (shown[place].period === "unallocated" ? gap : 0);
  chart.replaceChildren(...steps.flatMap((step) => gridLine(step, y(step), width)));
  shown.forEach((cell, place) => chart.append(...column(cell, x(place), slot, y, state, item)));
  chart.append(...labels(shown, x, slot, width));
  showSeriesTable(item, shown);
}

function gridLine(step, y, width) {
  return [
    drawn("line", { x1: LEFT, x2: width, y1: y, y2: y, class: step ? "grid" : "zero" }),
    drawn("text", { x: LEFT - 6, y: y + 4, class: "step" }, asCompact(step)),
  ];
}

function column(cell, x, slot, y, state, item) {
  if (cell.value === null) return [];
  const value = Number(cell.value) / 1e10;
  const [top, bottom] = [y(Math.max(value, 0)), y(Math.min(value, 0))];
  const wide = Math.min(slot * 0.8, 64);
  const box = { x: x + (slot - wide) / 2, y: top, width: wide, height: Math.max(bottom - top, 1) };
  const names = ["column", cell.period === "unallocated" ? "unplaced" : ""];
  if (state.period !== "total") names.push(state.period === cell.period ? "chosen" : "other");
  const bar = drawn("rect", { ...box, class: names.join(" ").trim() });
  const whole = drawn("rect", { x, y: TOP, width: slot, height: HEIGHT - TOP, class: "reach" });
  whole.dataset.period = cell.period;
  whole.append(drawn("title", {}, periodInWords(cell, item)));
  return [bar, whole];
}

function periodInWords(cell, item) {
  const value = `${asValue(cell.value, item)} ${cell.value === null ? "" : unitOf(item)}`;
  return said("tile_says", nameOfPeriod(cell.period), value.trim(), countOf(cell.projects));
}

// As many names of periods as there is room for, the first of a year rather than others.
function labels(shown, x, slot, width) {
  const found = [];
  let free = 0;
  for (const [place, { period }] of shown.entries()) {
    const isLast = period === "unallocated";
    const text = isLast ? word("no_period") : period.replace(/(-01|Q1)$/, "");
    const room = 7.2 * text.length;
    const middle = Math.min(x(place) + slot / 2, width - room / 2);
    const isFirst = isLast || /^\d{4}(-01|Q1)?$/.test(period) || slot > room;
    if (!isFirst || middle - room / 2 < free) continue;
    if (!isLast && shown.at(-1).period === "unallocated" && place < shown.length - 1) {
      const reserved = width - 7.2 * word("no_period").length;
      if (middle + room / 2 > reserved - 6) continue;
    }
    free = middle + room / 2 + 6;
    found.push(drawn("text", { x: middle, y: HEIGHT - 8, class: "period" }, text));
  }
  return found;
}

function seriesInWords(item, shown) {
  if (!shown.length) return word("nothing_in_view");
  return said("series_says", nameOfItem(item), shown.length);
}

function showSeriesTable(item, shown) {
  const rows = shown.map((cell) => {
    const row = document.createElement("tr");
    const head = element("th", nameOfPeriod(cell.period));
    head.scope = "row";
    const value = element("td", asValue(cell.value, item), "n");
    row.append(head, value, element("td", asCount(cell.projects), "n"));
    return row;
  });
  document.querySelector("#series_table tbody").replaceChildren(...rows);
}
