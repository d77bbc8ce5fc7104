// Free SQL on the tables that lie beside the page, by a DuckDB that lies there too.
"use strict";
(() => {
  const SAID = JSON.parse(document.getElementById("console_said").textContent);
  const MOST_ROWS = 1000;
  const CSV_ROWS = 10_000; // that become one part of the file at a time
  const EXAMPLE = `SELECT region_name, period, sum(amount_eur) AS amount_eur
FROM mart.funding_by_region_period
WHERE region_level = 'maakunta' AND period_grain = 'year'
    AND measure = 'eu_state' AND basis = 'granted'
GROUP BY ALL
ORDER BY region_name, period`;
  // Nothing is loaded from elsewhere, and nobody's query can ask for it.
  const CLOSED = [
    "SET autoinstall_known_extensions = false",
    "SET autoload_known_extensions = false",
    "SET enable_external_access = false",
    "SET lock_configuration = true",
  ];
  // What DuckDB asks the network for is its module, which the page hands over instead.
  const WORKER_HEAD = `
    addEventListener("message", (event) => {
      event.stopImmediatePropagation();
      self.XMLHttpRequest = undefined;
      self.fetch = async () => new Response(
        new Blob(event.data).stream().pipeThrough(new DecompressionStream("gzip")),
        { headers: { "Content-Type": "application/wasm" } });
    }, { once: true });`;
  const ANSWER = `FROM duckdb_columns() WHERE database_name = 'temp'
    AND table_name = 'console_answer' ORDER BY column_index`;
  const find = (name) => document.getElementById(`console_${name}`);
  const section = document.getElementById("console");
  const folded = section.querySelector("details");
  let starting = null;
  let answered = null; // columns of the last answer
  let status = []; // name of its words, and what fills them

  // Words as the page's language writes them.
  const lang = () => document.documentElement.lang;
  const asNumber = (value) => new Intl.NumberFormat(LOCALES[lang()]).format(value);
  const said = (name, ...values) => filled(SAID.words[lang()][name], values);

  function sayWords() {
    for (const element of document.querySelectorAll("[data-console]"))
      element.textContent = said(element.dataset.console);
    for (const element of section.querySelectorAll("[data-console-label]"))
      element.setAttribute("aria-label", said(element.dataset.consoleLabel));
    find("left_out").textContent = said("left_out", SAID.leftOut.join(", "));
    sayStatus(...status);
  }

  function sayStatus(name, ...values) {
    status = name ? [name, ...values] : [];
    const written = values.map((one) => (typeof one === "number" ? asNumber(one) : one));
    find("status").textContent = name ? said(name, ...written) : "";
  }

  function sayError(message) {
    const error = find("error");
    error.hidden = message === "";
    // DuckDB says where a query cannot be parsed twice.
    error.textContent = [...new Set(message.trim().split("\n\n"))].join("\n\n");
    find("query").setAttribute("aria-invalid", String(message !== ""));
  }

  // The files beside the page hand their bytes over in pieces.
  window.consoleFiles = { publication: null, worker: [], module: [], tables: [] };

  function load(file) {
    return new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = file;
      script.onload = resolve;
      script.onerror = () => reject(new Error(said("missing", file)));
      document.head.append(script);
    });
  }

  function bytes(text) {
    if (Uint8Array.fromBase64) return Uint8Array.fromBase64(text);
    return Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
  }

  // A piece at a time, so that no file is held twice.
  function unpacked(name) {
    const pieces = window.consoleFiles[name];
    const stream = new ReadableStream({
      pull: (to) => (pieces.length ? to.enqueue(bytes(pieces.shift())) : to.close()),
    });
    return new Response(stream.pipeThrough(new DecompressionStream("gzip")));
  }

  // A worker of bytes at hand: from disk no other would start.
  async function startWorker() {
    const parts = [WORKER_HEAD, await unpacked("worker").blob()];
    const address = URL.createObjectURL(new Blob(parts, { type: "text/javascript" }));
    const worker = new Worker(address);
    const module = window.consoleFiles.module.splice(0).map(bytes);
    worker.postMessage(module, module.map((piece) => piece.buffer));
    return worker;
  }

  async function startDuckDB() {
    const { duckdb } = window;
    const database = new duckdb.AsyncDuckDB(new duckdb.VoidLogger(), await startWorker());
    await database.instantiate("data:,");
    return database;
  }

  async function readTables() {
    await load("tables.js");
    // Page and tables are exchanged one after the other.
    if (window.consoleFiles.publication !== SAID.publication)
      throw new Error(said("other_publication", "tables.js"));
    return new Uint8Array(await unpacked("tables").arrayBuffer());
  }

  async function start() {
    sayStatus("starting");
    await load("duckdb.js");
    const [database, tables] = await Promise.all([startDuckDB(), readTables()]);
    await database.registerFileBuffer("warehouse.duckdb", tables);
    const { READ_ONLY } = window.duckdb.DuckDBAccessMode;
    await database.open({ path: "warehouse.duckdb", accessMode: READ_ONLY });
    const connection = await database.connectInternal();
    const ask = async (query) =>
      window.duckdb.tableFromIPC(await database.runQuery(connection, query));
    const check = async (query) =>
      database.closePrepared(connection, await database.createPrepared(connection, query));
    for (const setting of CLOSED) await ask(setting);
    showContents(rowsOf(await ask(SAID.contents)));
    sayStatus("ready", await database.getVersion());
    return { ask, check };
  }

  function started() {
    starting ??= start().catch((error) => {
      sayStatus();
      sayError(error.message);
      throw error;
    });
    return starting;
  }

  function showContents(rows) {
    const list = find("tables").querySelector("dl");
    for (const [name, comment, columns] of rows) {
      list.append(element("dt", name));
      for (const text of [comment, columns]) if (text) list.append(element("dd", text));
    }
  }

  function rowsOf(table, from = 0, to = table.numRows) {
    const columns = table.schema.fields.map((_, place) => table.getChildAt(place));
    const row = (place) => columns.map((column) => column.get(place));
    return Array.from({ length: Math.max(0, Math.min(to, table.numRows) - from) }, (_, n) => row(from + n));
  }

  // As text of DuckDB's own: numbers of JavaScript would lose digits.
  const asTexts = "SELECT COLUMNS(*)::VARCHAR FROM console_answer";

  async function answer(query) {
    const { ask, check } = await started();
    const asked = query.trim().replace(/;\s*$/, "");
    try {
      await ask(`CREATE OR REPLACE TEMP TABLE console_answer AS FROM (\n${asked}\n)`);
    } catch (error) {
      await check(query); // says on which of the user's own lines
      throw error;
    }
    const columns = rowsOf(await ask(`SELECT column_name, data_type ${ANSWER}`));
    const [[count]] = rowsOf(await ask("SELECT count(*)::INTEGER FROM console_answer"));
    const rows = rowsOf(await ask(`${asTexts} LIMIT ${MOST_ROWS}`));
    return { columns, count, rows };
  }

  async function run() {
    const button = find("run");
    if (button.getAttribute("aria-disabled") === "true") return;
    button.setAttribute("aria-disabled", "true");
    find("result").hidden = true; // its file would have the new query's rows
    sayError("");
    try {
      await started();
      sayStatus("running");
      const begun = performance.now();
      const { columns, count, rows } = await answer(find("query").value);
      answered = columns;
      showResult(columns, rows);
      const seconds = Math.round((performance.now() - begun) / 10) / 100;
      sayStatus(count > rows.length ? "answered_cut" : "answered", count, seconds, rows.length);
    } catch (error) {
      sayStatus();
      sayError(error.message);
    } finally {
      button.removeAttribute("aria-disabled");
    }
  }

  const isNumber = (type) =>
    /^(U?(TINY|SMALL|BIG|HUGE)INT|U?INTEGER|BIGNUM|DECIMAL\(\d+,\d+\)|DOUBLE|FLOAT)$/.test(type);

  function showResult(columns, rows) {
    const table = find("result").querySelector("table");
    const classes = columns.map(([, type]) => (isNumber(type) ? "n" : ""));
    const heads = columns.map(([name, type], place) => {
      const cell = element("th", name, classes[place]);
      cell.scope = "col";
      cell.title = type;
      return cell;
    });
    table.tHead.rows[0].replaceChildren(...heads);
    table.tBodies[0].replaceChildren(
      ...rows.map((row) => {
        const line = document.createElement("tr");
        line.append(...row.map((value, place) => cellOf(value, classes[place])));
        return line;
      }),
    );
    find("result").hidden = columns.length === 0;
  }

  function cellOf(value, className) {
    const cell = element("td", value ?? "", className);
    if (value === null) cell.append(element("i", "NULL"));
    return cell;
  }

  async function download() {
    const columns = answered; // those of the rows that are asked for now
    const { ask } = await started();
    const numbers = columns.map(([, type]) => isNumber(type));
    const table = await ask(asTexts);
    const parts = [csvLine(columns.map(([name]) => name), [])];
    for (let from = 0; from < table.numRows; from += CSV_ROWS)
      parts.push(rowsOf(table, from, from + CSV_ROWS).map((row) => csvLine(row, numbers)).join(""));
    saveCsv("hankevarasto.csv", parts);
  }

  // For the queries of the page's views: a button names the element that shows one.
  window.openConsole = (query) => {
    find("query").value = query;
    folded.open = true;
    find("query").focus();
    section.scrollIntoView();
  };

  find("query").value = EXAMPLE;
  find("query").addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      run();
    }
  });
  for (const button of document.querySelectorAll("[data-ask]"))
    button.addEventListener("click", () =>
      window.openConsole(document.getElementById(button.dataset.ask).textContent));
  find("run").addEventListener("click", run);
  find("csv").addEventListener("click", () => download().catch((error) => sayError(error.message)));
  folded.addEventListener("toggle", () => folded.open && started().catch(() => {}));
  new MutationObserver(sayWords).observe(document.documentElement, { attributeFilter: ["lang"] });
  sayWords();
})();
