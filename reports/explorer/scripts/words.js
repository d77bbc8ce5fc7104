// Words and numbers as the chosen language writes them.
const LANGUAGES = Object.keys(WORDS);
const NOTHING = "–";
const FIRST_LANGUAGE = document.documentElement.lang;
let lang = FIRST_LANGUAGE;

function word(name) {
  return WORDS[lang][name] ?? name;
}

function said(name, ...values) {
  return filled(word(name), values);
}

// What a maker makes for the chosen language, made once for each.
function byLanguage(make) {
  const made = {};
  return () => (made[lang] ??= make(LOCALES[lang]));
}

function formatter(options) {
  const numbers = byLanguage((locale) => new Intl.NumberFormat(locale, options));
  return (value) => numbers().format(value).replace(/^-/, "−");
}

const forms = byLanguage((locale) => new Intl.PluralRules(locale));

const asHundredths = formatter({ minimumFractionDigits: 2, maximumFractionDigits: 2 });
const asCount = formatter({ maximumFractionDigits: 0 });
const asCompact = formatter({ notation: "compact", maximumFractionDigits: 1 });
const asShare = formatter({ style: "percent", minimumFractionDigits: 1, maximumFractionDigits: 1 });

function asMoment(date) {
  const parts = { dateStyle: "medium", timeStyle: "short", timeZone: "UTC" };
  return `${new Intl.DateTimeFormat(LOCALES[lang], parts).format(date)} UTC`;
}

// So many projects, in words.
function countOf(count) {
  return said(`projects_${forms().select(count)}`, asCount(count));
}

// A cell in the unit of its figure; to the hundredth, but where all that is shown is whole.
function asValue(cell, item) {
  if (cell === null) return NOTHING;
  return (item.isWhole ? asCount : asHundredths)(decimal(cell));
}

function unitOf(item) {
  return WORDS[lang][`unit_${item.unit ?? "not_known"}`] ?? item.unit;
}

function nameOfItem(item) {
  if (item.subject === "funding") return word(item.item);
  return item[`name_${lang}`] || item.name_fi || item.item;
}

function nameOfRegion(region) {
  if (region.region_code === null) return word("unallocated");
  return region[`name_${lang}`] || region.name_fi;
}

function nameOfPeriod(period) {
  if (period === "total") return word("period_total");
  if (period === "unallocated") return word("period_unallocated");
  const [year, part] = [period.slice(0, 4), period.slice(5)];
  if (period[4] === "Q") return said("quarter_of", part, year);
  if (period[4] === "-") return said("month_of", Number(part), year);
  return year;
}

// Fills every element that names a word.
function sayWords() {
  document.documentElement.lang = lang;
  document.title = word("title");
  for (const element of document.querySelectorAll("[data-word]"))
    element.textContent = word(element.dataset.word);
  for (const element of document.querySelectorAll("[data-label]"))
    element.setAttribute("aria-label", word(element.dataset.label));
  for (const button of document.querySelectorAll("[data-lang]"))
    button.setAttribute("aria-pressed", String(button.dataset.lang === lang));
}
