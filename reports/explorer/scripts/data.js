// What the page holds: texts as they are, columns of whole numbers unpacked.
const LEVELS = Object.keys(TEXTS.regions);
const NO_DAY = -2147483648;
const NUMBERS = { 4: Int32Array, 8: BigInt64Array };
const columns = await unpack();
const projects = TEXTS.codes.length;
const calendar = months();

async function unpack() {
  const packed = atob(document.getElementById("numbers").textContent.trim());
  const bytes = new Uint8Array(packed.length);
  for (let place = 0; place < packed.length; place++) bytes[place] = packed.charCodeAt(place);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  const numbers = await new Response(stream).arrayBuffer();
  const found = {};
  let offset = 0;
  for (const [name, size, count] of HEADS) {
    found[name] = new NUMBERS[size](numbers, offset, count);
    offset += size * count;
  }
  for (const level of LEVELS) found[`${level}.first`] = firstOfEach(found[`${level}.project`]);
  return found;
}

// Where the rows of each project begin in a column that is in the order of the projects.
function firstOfEach(column) {
  const first = new Int32Array(TEXTS.codes.length + 1);
  for (const project of column) first[project + 1] += 1;
  for (let project = 0; project < TEXTS.codes.length; project++)
    first[project + 1] += first[project];
  return first;
}

function dayNumber(year, month, day) {
  const date = new Date(Date.UTC(2000, month, day));
  date.setUTCFullYear(year, month, day);
  return date.getTime() / 86400000;
}

// First and last day of every month that any project runs in, and the months of each project.
function months() {
  const from = new Int32Array(projects).fill(-1);
  const to = new Int32Array(projects).fill(-1);
  for (let project = 0; project < projects; project++) {
    if (columns.first_day[project] === NO_DAY) continue;
    from[project] = monthOf(columns.first_day[project]);
    to[project] = monthOf(columns.last_day[project]);
  }
  const begun = from.filter((month) => month >= 0);
  const start = begun.reduce((one, other) => Math.min(one, other), Infinity);
  const end = to.reduce((one, other) => Math.max(one, other), -1);
  const list = [];
  for (let month = start; month <= end; month++) {
    const [year, number] = [Math.floor(month / 12), month % 12];
    list.push({
      first: dayNumber(year, number, 1),
      last: dayNumber(year, number + 1, 1) - 1,
      month: `${String(year).padStart(4, "0")}-${String(number + 1).padStart(2, "0")}`,
    });
  }
  return { list, from: from.map((m) => m - start), to: to.map((m) => m - start) };
}

function monthOf(day) {
  const date = new Date(day * 86400000);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
}

// The period of one grain that a month is in, as the marts name it.
function periodOf(month, grain) {
  if (grain === "month") return month;
  const year = month.slice(0, 4);
  return grain === "year" ? year : `${year}Q${Math.ceil(Number(month.slice(5)) / 3)}`;
}

// Every period of a grain in order, with its first and last day.
function periodsOf(grain) {
  const found = new Map();
  for (const one of calendar.list) {
    const period = periodOf(one.month, grain);
    if (!found.has(period)) found.set(period, { period, first: one.first, last: one.last });
    found.get(period).last = one.last;
  }
  return found;
}

// Where the figures of an item lie among all.
const ITEMS = new Map();
{
  let from = 0;
  for (const item of TEXTS.items) {
    ITEMS.set(`${item.item}.${item.basis}`, { ...item, from, to: from + item.figures });
    from += item.figures;
  }
}
