// The table of regions, and the projects behind what is chosen.
const MOST_PROJECTS = 25;

function compared(one, other) {
  return one === other ? 0 : one < other ? 1 : -1;
}

// Rows in the order asked for; what is unallocated is always last.
function ordered(state, cells) {
  const regions = TEXTS.regions[state.level];
  const found = REACHED[state.level].map((place) => ({
    region: regions[place],
    place,
    ...cells[place],
  }));
  const last = (row) => row.region.region_code === null;
  if (state.order !== "region")
    found.sort((one, other) => {
      const [a, b] = [one[state.order] ?? -(2n ** 127n), other[state.order] ?? -(2n ** 127n)];
      return last(one) - last(other) || compared(a, b) || one.place - other.place;
    });
  return found;
}

function showTable(state, item, cells, whole) {
  const shown = ordered(state, cells);
  const body = document.querySelector("#table tbody");
  const keys = shown.map(({ region }) => keyOfRegion(state.level, region));
  // Rows of the same regions are filled anew: three hundred kunnat are slow to make.
  const signature = JSON.stringify([lang, keys]);
  if (body.signature !== signature)
    body.replaceChildren(...shown.map(({ region }, place) => tableRow(region, keys[place])));
  body.signature = signature;
  const most = Math.max(...shown.map(({ value }) => Number(value ?? 0n)));
  shown.forEach((row, place) => {
    fillRow(body.rows[place], row, item, whole, most);
    const isChosen = state.region === keys[place];
    body.rows[place].className = isChosen ? "chosen" : "";
    body.rows[place].querySelector("button").setAttribute("aria-pressed", String(isChosen));
  });
  rove(body, "button", (from, key, all) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[key] ?? 0;
    return all[all.indexOf(from) + step] ?? from;
  });
  fillRow(document.querySelector("#table tfoot tr"), whole, item, whole, 0);
  showOrder(state);
}

function showOrder(state) {
  for (const head of document.querySelectorAll("#table thead th[data-order]")) {
    const is = head.dataset.order === state.order;
    const direction = state.order === "region" ? "ascending" : "descending";
    head.setAttribute("aria-sort", is ? direction : "none");
  }
}

function tableRow(region, key) {
  const [made, head] = [document.createElement("tr"), document.createElement("th")];
  const button = element("button", nameOfRegion(region));
  button.type = "button";
  button.dataset.region = key;
  head.scope = "row";
  head.append(button);
  made.append(head, element("td", "", "n"), element("td", "", "n share"), element("td", "", "n"));
  return made;
}

// Value, share of the whole and projects of a row; the bar is as long as the share of the largest.
function fillRow(row, { value, projects: count }, item, whole, most) {
  const isPart = value !== null && Boolean(whole.value);
  const share = isPart ? asShare(Number(value) / Number(whole.value)) : NOTHING;
  [asValue(value, item), share, asCount(count)].forEach((text, place) => {
    const cell = row.cells[place + 1];
    if (cell.textContent !== text) cell.textContent = text;
  });
  const length = isPart && most > 0 && value > 0n ? Number(value) / most : 0;
  row.cells[2].style.setProperty("--share", length);
}

// The part of each project behind a cell, the largest first.
function partsOf(behind) {
  const sums = new Float64Array(DIGITS);
  return behind
    .map((one) => {
      divide(one.figure, one.part, one.whole);
      sums.fill(0);
      add(sums, 0, one.days);
      return { project: one.project, value: rounded(sums, 0) };
    })
    .sort((one, other) => compared(one.value, other.value) || one.project - other.project);
}

function showProjects(item, parts) {
  const rows = parts.slice(0, MOST_PROJECTS).map(({ project, value }) => {
    const row = document.createElement("tr");
    const code = element("th", TEXTS.codes[project]);
    code.scope = "row";
    const name = element("td", TEXTS.names[project] ?? word("not_known"));
    if (TEXTS.names[project] !== null) name.lang = "fi";
    row.append(code, name, element("td", asValue(value, item), "n"));
    return row;
  });
  document.querySelector("#projects tbody").replaceChildren(...rows);
  const more = parts.length > MOST_PROJECTS;
  const shown = more ? said("projects_of", MOST_PROJECTS, asCount(parts.length)) : "";
  document.getElementById("projects_shown").textContent = shown;
}

// One stop of the tab key among many buttons; arrow keys go on from there.
function rove(container, selector, beside) {
  const all = [...container.querySelectorAll(selector)];
  const first = all.find((one) => one.getAttribute("aria-pressed") === "true") ?? all[0];
  for (const one of all) one.tabIndex = one === first ? 0 : -1;
  container.onkeydown = (event) => {
    if (!event.key.startsWith("Arrow") || !all.includes(event.target)) return;
    const next = beside(event.target, event.key, all);
    event.preventDefault();
    event.target.tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
  };
}
