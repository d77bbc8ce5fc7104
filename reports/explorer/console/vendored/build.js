// Makes the packed files and their manifest of what npm has installed beside: make vendored.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

const modules = new URL("node_modules/", import.meta.url);
const lock = JSON.parse(readFileSync(new URL("package-lock.json", import.meta.url)));

const page = await build({
  entryPoints: ["page.js"],
  bundle: true,
  minify: true,
  format: "iife",
  globalName: "duckdb",
  legalComments: "none", // the licences lie beside
  metafile: true,
  write: false,
});
const dist = new URL("@duckdb/duckdb-wasm/dist/", modules);
const contents = {
  "page.js": Buffer.from(page.outputFiles[0].contents),
  "worker.js": readFileSync(new URL("duckdb-browser-eh.worker.js", dist)),
  "duckdb.wasm": readFileSync(new URL("duckdb-eh.wasm", dist)),
};

// The worker comes bundled with the packages that the page's library is made of.
const inputs = Object.keys(page.metafile.inputs).filter((path) => path.startsWith("node_modules/"));
const names = inputs.map((path) => path.match(/^node_modules\/((?:@[^/]+\/)?[^/]+)/)[1]);
const packages = [...new Set(names)].sort().map((name) => {
  const { version, license, integrity } = lock.packages[`node_modules/${name}`];
  return { name, version, license, integrity };
});

// DuckDB's package holds no licence of its own.
const licences = packages.map(({ name, version }) => {
  const folder = new URL(`${name}/`, modules);
  const found = readdirSync(folder).filter((file) => /^(licen[cs]e|notice)/i.test(file)).sort();
  const texts = found.map((file) => readFileSync(new URL(file, folder), "utf8").trim());
  if (!texts.length) texts.push(readFileSync("duckdb-licence.txt", "utf8").trim());
  return [`${name} ${version}`, ...texts, ""].join("\n\n");
});
contents["LICENCES.txt"] = Buffer.from(licences.join("\n"));

const files = {};
for (const [name, content] of Object.entries(contents)) {
  writeFileSync(`${name}.gz`, gzipSync(content, { level: 9 }));
  files[name] = { bytes: content.length, sha256: createHash("sha256").update(content).digest("hex") };
}
writeFileSync("manifest.json", JSON.stringify({ packages, files }, null, 2) + "\n");
