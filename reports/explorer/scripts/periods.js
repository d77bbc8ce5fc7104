// The cells of one region, or of all together, in every period of a grain.

// A project adds a daily amount from the month it begins in to that it ends in; both of these differ
// from whole months by some days. So a project costs two additions however long it runs.
function changesByMonth(item, accepted, region, { groups, groupOf }) {
  const size = calendar.list.length + 1; // the last is for projects without a period
  const made = () => new Float64Array(size * groups * DIGITS);
  const found = { size, rates: made(), days: made() };
  for (const name of ["begun", "ended"]) found[name] = new Int32Array(size * groups);
  for (let figure = item.from; figure < item.to; figure++) {
    const project = columns["figures.project"][figure];
    if (!accepted[project]) continue;
    const [share, whole] = shareOf(project, region);
    if (!share) continue;
    addChanges(found, groupOf(project) * size, project, figure, share, whole);
  }
  return found;
}

function addChanges(found, base, project, figure, share, whole) {
  const [first, last] = [columns.first_day[project], columns.last_day[project]];
  if (first === NO_DAY) {
    divide(figure, share, whole);
    add(found.days, base + found.size - 1, 1);
    found.begun[base + found.size - 1] += 1;
    return;
  }
  const [from, to] = [calendar.from[project], calendar.to[project]];
  divide(figure, share, whole * (last - first + 1));
  add(found.rates, base + from, 1);
  add(found.days, base + from, calendar.list[from].first - first);
  add(found.rates, base + to, -1);
  add(found.days, base + to, last - calendar.list[to].first + 1);
  found.begun[base + from] += 1;
  found.ended[base + to] += 1;
}

function byPeriod(item, accepted, region, grain, grouping) {
  const found = changesByMonth(item, accepted, region, grouping);
  const periods = [...periodsOf(grain).values(), { period: "unallocated" }];
  const sums = new Float64Array(periods.length * grouping.groups * DIGITS);
  const counts = new Int32Array(periods.length * grouping.groups);
  for (let group = 0; group < grouping.groups; group++)
    sumPeriods(found, group, grouping.groups, grain, sums, counts);
  return periods.map((period, place) => ({
    ...period,
    ...overGroups(sums, counts, place, grouping.groups),
  }));
}

function sumPeriods(found, group, groups, grain, sums, counts) {
  const running = new Float64Array(DIGITS);
  const base = group * found.size;
  let [open, place, before] = [0, -1, ""];
  for (let month = 0; month < found.size - 1; month++) {
    const { first, last, month: name } = calendar.list[month];
    const period = periodOf(name, grain);
    if (period !== before) {
      place += 1;
      counts[place * groups + group] = open;
    }
    before = period;
    const cell = place * groups + group;
    for (let digit = 0; digit < DIGITS; digit++) {
      const from = (base + month) * DIGITS + digit;
      running[digit] += found.rates[from];
      sums[cell * DIGITS + digit] += running[digit] * (last - first + 1) + found.days[from];
    }
    counts[cell] += found.begun[base + month];
    open += found.begun[base + month] - found.ended[base + month];
  }
  const [cell, from] = [(place + 1) * groups + group, base + found.size - 1];
  for (let digit = 0; digit < DIGITS; digit++)
    sums[cell * DIGITS + digit] = found.days[from * DIGITS + digit];
  counts[cell] = found.begun[from];
}
