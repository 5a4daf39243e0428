/**
 * MiniSearch in its usual set-up: `node search_minisearch.mjs PACKAGE DOCUMENTS QUERIES` indexes name and text, searches
 * with prefixes and fuzziness as its documentation shows, and writes codes, milliseconds and the index's size as JSON.
 */

import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const [packageFolder, documentFile, queryFile] = process.argv.slice(2);
const { default: MiniSearch } = await import(`${packageFolder}/dist/es/index.js`);

const documents = JSON.parse(readFileSync(documentFile, "utf8"));
const queries = readFileSync(queryFile, "utf8").trim().split("\n").map((line) => JSON.parse(line).cau_hoi);
const started = performance.now();
const index = new MiniSearch({ idField: "ma", fields: ["ten", "noi_dung"], searchOptions: { boost: { ten: 2 }, prefix: true, fuzzy: 0.2 } });
index.addAll(documents);
const built = performance.now() - started;
const answers = queries.map((query) => {
  const before = performance.now();
  const found = index.search(query).slice(0, 10).map(({ id }) => id);
  return { full: found, ms: performance.now() - before };
});
const code = gzipSync(readFileSync(`${packageFolder}/dist/umd/index.js`)).length;
const bytes = gzipSync(JSON.stringify(index)).length;
process.stdout.write(JSON.stringify({ built, bytes: code + bytes, answers }));
