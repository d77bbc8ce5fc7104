// The tile map of the maakunnat, and beside it what no document places.
const map = document.getElementById("map");

// As many values in each class; fewer classes where there are fewer values.
function classesOf(values) {
  const distinct = [...new Set(values)].sort((one, other) => (one < other ? -1 : 1));
  const few = distinct.length < SHADES;
  const classOf = new Map(
    distinct.map((value, place) => [
      value,
      few ? place : Math.floor((place * SHADES) / distinct.length),
    ]),
  );
  return { distinct, classOf };
}

function showMap(state, item, cells) {
  const regions = TEXTS.regions.maakunta;
  const placed = regions.map((region, place) => ({ region, cell: cells[place] }));
  const values = placed.filter(({ region, cell }) => region.region_code && cell.value !== null);
  const { distinct, classOf } = classesOf(values.map(({ cell }) => cell.value));
  map.replaceChildren(...placed.map((one) => tile(one, state, item, classOf)));
  rove(map, "button", besideOnMap);
  showLegend(distinct, classOf);
}

function tile({ region, cell }, state, item, classOf) {
  const button = document.createElement("button");
  const key = keyOfRegion("maakunta", region);
  const [column, row] = TILES[region.region_code] ?? [0, 0];
  button.type = "button";
  button.dataset.region = key;
  button.style.gridArea = `${row + 1} / ${column + 1}`;
  button.setAttribute("aria-pressed", String(state.region === key));
  if (region.region_code === null) button.className = "unplaced";
  else if (cell.value !== null) button.className = `shade${classOf.get(cell.value)}`;
  const value = cell.value === null ? NOTHING : asCompact(Number(cell.value) / 1e10);
  const exact = `${asValue(cell.value, item)} ${cell.value === null ? "" : unitOf(item)}`;
  button.title = said("tile_says", nameOfRegion(region), exact, countOf(cell.projects));
  button.append(element("span", nameOfRegion(region)), element("b", value));
  return button;
}

function showLegend(distinct, classOf) {
  const legend = document.getElementById("legend");
  const items = [...new Set(classOf.values())].map((shade) => {
    const inside = distinct.filter((value) => classOf.get(value) === shade);
    const ends = [inside[0], inside.at(-1)].map((value) => asCompact(Number(value) / 1e10));
    const entry = element("li", ends[0] === ends[1] ? ends[0] : ends.join(" – "));
    entry.prepend(element("i", "", `shade${shade}`));
    return entry;
  });
  const nothing = element("li", said("nothing_said", NOTHING));
  nothing.prepend(element("i", ""));
  legend.replaceChildren(...items, nothing);
}

// The tile that lies next in the direction of an arrow key.
function besideOnMap(from, key, all) {
  const here = from.getBoundingClientRect();
  const across = { ArrowLeft: -1, ArrowRight: 1 }[key] ?? 0;
  const down = { ArrowUp: -1, ArrowDown: 1 }[key] ?? 0;
  const far = all.map((one) => {
    const box = one.getBoundingClientRect();
    const [x, y] = [box.x - here.x, box.y - here.y];
    const along = x * across + y * down;
    return along > 1 ? along + 3 * Math.abs(across ? y : x) : Infinity;
  });
  const nearest = Math.min(...far);
  return nearest < Infinity ? all[far.indexOf(nearest)] : from;
}
