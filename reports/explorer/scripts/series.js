// The time series: a column for each period, and apart from them what has no period.
const chart = document.getElementById("series");
const SVG = "http://www.w3.org/2000/svg";
let wide = 600; // pixels there are for it; asked for here, the page would be laid out twice
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

// Where the columns stand: what has no period stands apart, with room for its name.
function placesOf(shown, width) {
  const isApart = shown.at(-1)?.period === "unallocated";
  const dated = shown.length - (isApart ? 1 : 0);
  const apart = isApart ? roomFor(word("no_period")) + 10 : 0;
  const slot = Math.min((width - LEFT - apart) / Math.max(dated, 1), 120);
  return shown.map(({ period }, place) =>
    period === "unallocated"
      ? { x: LEFT + dated * slot + 10, width: apart - 10 }
      : { x: LEFT + place * slot, width: slot },
  );
}

function roomFor(text) {
  return 7.2 * text.length;
}

function showSeries(state, item, cells) {
  const shown = shownPeriods(cells);
  const width = wide;
  chart.setAttribute("viewBox", `0 0 ${width} ${HEIGHT}`);
  chart.setAttribute("aria-label", seriesInWords(item, shown));
  const steps = stepsFor(shown.map((cell) => Number(cell.value ?? 0n) / 1e10));
  const height = HEIGHT - TOP - BOTTOM;
  const y = (value) => TOP + (height * (steps.at(-1) - value)) / (steps.at(-1) - steps[0]);
  const places = placesOf(shown, width);
  const bars = shown.flatMap((cell, place) => column(cell, places[place], y, state, item));
  const lines = steps.flatMap((step) => gridLine(step, y(step), width));
  chart.replaceChildren(...lines, ...bars, ...labels(shown, places, state.grain));
  showSeriesTable(item, shown);
}

// Draws the series anew where there is room for another width.
function fitSeries(redraw) {
  new ResizeObserver(([{ contentRect }]) => {
    const width = Math.max(Math.floor(contentRect.width), 260);
    if (width === wide) return;
    wide = width;
    redraw();
  }).observe(chart.parentElement);
}

function gridLine(step, y, width) {
  return [
    drawn("line", { x1: LEFT, x2: width, y1: y, y2: y, class: step ? "grid" : "zero" }),
    drawn("text", { x: LEFT - 6, y: y + 4, class: "step" }, asCompact(step)),
  ];
}

function column(cell, { x, width }, y, state, item) {
  if (cell.value === null) return [];
  const value = Number(cell.value) / 1e10;
  const [top, bottom] = [y(Math.max(value, 0)), y(Math.min(value, 0))];
  const thick = Math.min(width * 0.8, 64);
  const box = { x: x + (width - thick) / 2, y: top, width: thick, height: Math.max(bottom - top, 1) };
  const names = ["column", cell.period === "unallocated" ? "unplaced" : ""];
  if (state.period !== "total") names.push(state.period === cell.period ? "chosen" : "other");
  const bar = drawn("rect", { ...box, class: names.join(" ").trim() });
  const whole = drawn("rect", { x, y: TOP, width, height: HEIGHT - TOP, class: "reach" });
  whole.dataset.period = cell.period;
  whole.append(drawn("title", {}, periodInWords(cell, item)));
  return [bar, whole];
}

function periodInWords(cell, item) {
  const value = `${asValue(cell.value, item)} ${cell.value === null ? "" : unitOf(item)}`;
  return said("tile_says", nameOfPeriod(cell.period), value.trim(), countOf(cell.projects));
}

// Every how many periods one is named: parts of a year, then years.
const STRIDES = {
  year: [1, 2, 5, 10, 20, 50, 100],
  quarter: [1, 2, 4, 8, 20, 40, 80],
  month: [1, 3, 6, 12, 24, 60, 120, 240],
};

// The number of a period among all of its grain since the year 0.
function numberOf(period, grain) {
  const [year, part] = [Number(period.slice(0, 4)), Number(period.slice(5) || 1) - 1];
  return year * { year: 1, quarter: 4, month: 12 }[grain] + part;
}

function labels(shown, places, grain) {
  const slot = places[0]?.width ?? 1;
  const inYear = { year: 1, quarter: 4, month: 12 }[grain];
  const fits = (stride) => slot * stride > roomFor(stride % inYear ? "2020-00" : "2020") + 6;
  const stride = STRIDES[grain].find(fits) ?? STRIDES[grain].at(-1);
  return shown.flatMap(({ period }, place) => {
    const isApart = period === "unallocated";
    if (!isApart && numberOf(period, grain) % stride) return [];
    const text = stride % inYear ? period : period.slice(0, 4);
    const { x, width } = places[place];
    const middle = Math.min(x + width / 2, wide - roomFor(text) / 2);
    const at = { x: middle, y: HEIGHT - 8, class: "period" };
    return [drawn("text", at, isApart ? word("no_period") : text)];
  });
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
