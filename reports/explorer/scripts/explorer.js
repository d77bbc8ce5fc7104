// Draws what the address says, and writes into the address what is chosen.
let view = null;

function cellsOf(state) {
  const item = ITEMS.get(`${state.item}.${state.basis}`);
  const [accepted, grouping] = [taken(state), grouped(state)];
  const region = regionOf(state);
  const named = ["total", "unallocated"].includes(state.period);
  const period = named ? state.period : periodsOf(state.grain).get(state.period);
  const alone = { groups: 1, groupOf: () => 0 };
  const table = byRegion(item, accepted, state.level, period, grouping);
  const whole = inOne(item, accepted, null, period, alone);
  const isMap = state.level === "maakunta";
  const map = isMap ? table : byRegion(item, accepted, "maakunta", period, grouping);
  const series = byPeriod(item, accepted, region, state.grain, region ? grouping : alone);
  return {
    state,
    item: { ...item, isWhole: item.unit !== "EUR" && areWhole([...table, ...map, ...series]) },
    region,
    table,
    map,
    whole,
    chosen: region ? inOne(item, accepted, region, period, grouping) : whole,
    series,
    behind: () => partsOf(contributions(item, accepted, region, period)),
  };
}

function areWhole(cells) {
  return cells.every(({ value }) => value === null || value % 10000000000n === 0n);
}

function draw() {
  const { state, refused } = readAddress();
  sayWords();
  setText("published", said("published", asMoment(new Date(PUBLISHED_AT)), countOf(projects)));
  if (TEXTS.items.length) show(state);
  document.getElementById("explorer").hidden = !TEXTS.items.length;
  document.getElementById("empty").hidden = TEXTS.items.length > 0;
  const words = refused.map(([name, value]) => `${word(name)}: ${value}`).join("; ");
  document.getElementById("refused").textContent = refused.length ? said("not_here", words) : "";
}

function show(state) {
  view = cellsOf(state);
  showChoices(state);
  showHeadline(view);
  showMap(state, view.item, view.map);
  showSeries(state, view.item, view.series);
  showTable(state, view.item, view.table, view.whole);
  for (const [name, query] of Object.entries(QUERIES))
    document.getElementById(`sql_${name}`).textContent = query(state, view.item);
  showBehind();
}

const QUERIES = { table: queryOfTable, series: queryOfSeries, projects: queryOfProjects };

function showBehind() {
  if (!document.getElementById("behind").open) return;
  const [item, parts] = [view.item, view.behind()];
  showProjects({ ...item, isWhole: item.isWhole && areWhole(parts) }, parts);
}

function showHeadline({ state, item, region, table, series, chosen }) {
  const parts = [nameOfItem(item), word(item.basis)];
  const where = region ? nameOfRegion(region) : word("all_regions");
  setText("headline", `${parts.join(", ")} · ${where} · ${nameOfPeriod(state.period)}`);
  setText("sum", asValue(chosen.value, item));
  setText("sum_unit", unitOf(item));
  setText("sum_projects", countOf(chosen.projects));
  const level = word(state.level);
  setText("unplaced", region ? "" : missing("unplaced_says", table.at(-1).value, item, level));
  setText("unperiod", missing("unperiod_says", series.at(-1).value, item, ""));
  setText("chosen", chosenWords(state).join(" · ") || word("all_projects"));
  const notes = [`note_${item.basis}`, `note_${item.item}`, `note_${item.subject}`];
  setText("notes", notes.map(word).filter((text) => !text.startsWith("note_")).join(" "));
  for (const unit of document.querySelectorAll("[data-unit]"))
    unit.textContent = unit.dataset.unit ? unitOf(item) : `${word(item.basis)}, ${unitOf(item)}`;
  setText("table_caption", `${parts.join(", ")} · ${nameOfPeriod(state.period)} · ${word(level)}`);
  setText("series_caption", `${parts.join(", ")} · ${where}`);
  setText("map_caption", `${parts.join(", ")} · ${nameOfPeriod(state.period)}`);
}

// What documents do not tell is named wherever there is any.
function missing(name, value, item, level) {
  return value ? said(name, asValue(value, item), unitOf(item), level) : "";
}

function setText(id, text) {
  document.getElementById(id).textContent = text;
}

function choose(changed) {
  const { state } = settled({ ...view.state, ...changed });
  const address = addressOf(state);
  if (address === (location.hash || "#")) drawAgain();
  else location.hash = address;
}

function chooseRegion(event) {
  const key = event.target.closest("[data-region]")?.dataset.region;
  if (!key) return;
  const focused = event.target.closest("[data-region]").parentElement.closest("[id]").id;
  focusAfter = `#${focused} [data-region="${CSS.escape(key)}"]`;
  choose({ region: view.state.region === key ? ALL : key });
}

// What was pressed is drawn anew: the focus goes to what has come in its place.
let focusAfter = null;

function drawAgain() {
  draw();
  if (focusAfter) document.querySelector(focusAfter)?.focus();
  focusAfter = null;
}

const FILES = {
  table: () => tableCsv(view.state, view.item, view.table),
  series: () => seriesCsv(view.state, view.item, view.series),
  projects: () => projectsCsv(view.state, view.item, view.behind()),
};

function begin() {
  for (const select of document.querySelectorAll("select[id^=choose_]"))
    select.addEventListener("change", () => choose({ [select.id.slice(7)]: select.value }));
  for (const button of document.querySelectorAll("[data-lang]"))
    button.addEventListener("click", () => {
      lang = button.dataset.lang;
      choose({});
    });
  for (const button of document.querySelectorAll("[data-csv]"))
    button.addEventListener("click", () =>
      saveCsv(`${view.item.item}-${button.dataset.csv}.csv`, FILES[button.dataset.csv]()),
    );
  for (const button of document.querySelectorAll("[data-copy]"))
    button.addEventListener("click", () => copy(button.dataset.copy));
  for (const button of document.querySelectorAll("[data-order] button"))
    button.addEventListener("click", () => choose({ order: button.parentElement.dataset.order }));
  document.getElementById("clear").addEventListener("click", () => choose(PLAIN));
  document.getElementById("map").addEventListener("click", chooseRegion);
  document.querySelector("#table tbody").addEventListener("click", chooseRegion);
  document.getElementById("behind").addEventListener("toggle", showBehind);
  chart.addEventListener("click", (event) => {
    const period = event.target.dataset.period;
    if (period) choose({ period: view.state.period === period ? "total" : period });
  });
  document.querySelector(".skip").addEventListener("click", (event) => {
    event.preventDefault(); // the address says what is chosen
    document.getElementById("content").focus();
  });
  window.addEventListener("hashchange", drawAgain);
  fitSeries(() => view && showSeries(view.state, view.item, view.series));
  draw();
  document.documentElement.dataset.ready = "";
}

async function copy(id) {
  const text = document.getElementById(id);
  getSelection().selectAllChildren(text);
  await navigator.clipboard?.writeText(text.textContent).catch(() => {});
  setText("copied", word("copied"));
}

begin();
