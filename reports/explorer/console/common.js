// What the page's module and its console share: words filled, elements made, files of CSV.
"use strict";
const LOCALES = { fi: "fi-FI", sv: "sv-FI", en: "en-GB" };
const { formulaSigns: FORMULA_SIGNS } = JSON.parse(
  document.getElementById("console_said").textContent,
);

// A text with its places {0}, {1}, … filled.
function filled(text, values) {
  return text.replace(/\{(\d)\}/g, (_, place) => values[place]);
}

function element(name, text, className = "") {
  const made = document.createElement(name);
  made.textContent = text;
  if (className) made.className = className;
  return made;
}

// Finnish and Swedish spreadsheets part cells by semicolons, since a comma parts off decimals.
function csvLine(values, isNumber) {
  const [mark, comma] = document.documentElement.lang === "en" ? [",", "."] : [";", ","];
  const written = (value, place) => {
    if (value === null) return "";
    if (isNumber[place]) return value.replace(".", comma);
    const text = FORMULA_SIGNS.some((sign) => value.startsWith(sign)) ? `'${value}` : value;
    return /[",;\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return `${values.map(written).join(mark)}\r\n`;
}

function saveCsv(name, parts) {
  const link = document.createElement("a");
  // With the mark that tells a spreadsheet it is UTF-8.
  link.href = URL.createObjectURL(new Blob(["\ufeff", ...parts], { type: "text/csv" }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
