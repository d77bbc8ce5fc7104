// The table of regions, and the projects behind what is chosen.
const MOST_PROJECTS = 25;

function element(name, text, className = "") {
  const made = document.createElement(name);
  made.textContent = text;
  if (className) made.className = className;
  return made;
}

function compared(one, other) {
  return one === other ? 0 : one < other ? 1 : -1;
}

// Rows in the order asked for; what is unallocated is always last.
function ordered(state, cells) {
  const found = reached(state.level).map((region) => {
    const place = TEXTS.regions[state.level].indexOf(region);
    return { region, place, ...cells[place] };
  });
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
  const most = Math.max(...shown.map(({ value }) => Number(value ?? 0n)));
  const rows = shown.map((row) => tableRow(row, state, item, whole, most));
  const body = document.querySelector("#table tbody");
  body.replaceChildren(...rows);
  rove(body, "button", (from, key, all) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[key] ?? 0;
    return all[all.indexOf(from) + step] ?? from;
  });
  const total = document.querySelector("#table tfoot tr");
  total.children[1].textContent = asValue(whole.value, item);
  total.children[2].textContent = whole.value ? asShare(1) : NOTHING;
  total.children[3].textContent = asCount(whole.projects);
  for (const head of document.querySelectorAll("#table thead th[data-order]")) {
    const is = head.dataset.order === state.order;
    const direction = state.order === "region" ? "ascending" : "descending";
    head.setAttribute("aria-sort", is ? direction : "none");
  }
}

function tableRow(row, state, item, whole, most) {
  const [made, head] = [document.createElement("tr"), document.createElement("th")];
  const key = keyOfRegion(state.level, row.region);
  const button = element("button", nameOfRegion(row.region));
  button.type = "button";
  button.dataset.region = key;
  button.setAttribute("aria-pressed", String(state.region === key));
  head.scope = "row";
  head.append(button);
  if (state.region === key) made.className = "chosen";
  const share = row.value !== null && whole.value ? Number(row.value) / Number(whole.value) : null;
  const shown = element("td", share === null ? NOTHING : asShare(share), "n share");
  if (share > 0) shown.style.setProperty("--share", Number(row.value) / most);
  made.append(head, element("td", asValue(row.value, item), "n"), shown);
  made.append(element("td", asCount(row.projects), "n"));
  return made;
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
    row.append(code, element("td", TEXTS.names[project] ?? word("not_known")));
    row.append(element("td", asValue(value, item), "n"));
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
