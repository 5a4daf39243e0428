/**
 * Measure the engine on a set of queries: `node do_luong.mjs INDEX QUERIES` prints, for each kind of query, success@1,
 * success@3 and MRR@10, and the queries whose answer does not come first. INDEX is the site's tra-cuu/chi-muc.json;
 * QUERIES holds one {"cau_hoi", "ma": [codes], "kieu"} a line.
 */

import { readFileSync } from "node:fs";

const engine = readFileSync(new URL("../../scripts/cchc/outputs/assets/js/tim-kiem.js", import.meta.url), "base64");
const { prepare, search } = await import(`data:text/javascript;base64,${engine}`);

const [indexFile, queryFile] = process.argv.slice(2);
const data = JSON.parse(readFileSync(indexFile, "utf8"));
const index = prepare(data);
const queries = readFileSync(queryFile, "utf8").trim().split("\n").map((line) => JSON.parse(line));

const ranks = queries.map(({ cau_hoi, ma, kieu }) => {
  const rank = search(index, cau_hoi).rows.findIndex((row) => ma.includes(data.ma[row])) + 1;
  return { cau_hoi, kieu, rank: rank || Infinity };
});
const share = (list, test) => Number((list.filter(test).length / list.length).toFixed(3));
const measure = (list) => ({
  queries: list.length,
  "success@1": share(list, ({ rank }) => rank === 1),
  "success@3": share(list, ({ rank }) => rank <= 3),
  "MRR@10": Number((list.reduce((sum, { rank }) => sum + (rank <= 10 ? 1 / rank : 0), 0) / list.length).toFixed(3)),
});
const kinds = [...new Set(ranks.map(({ kieu }) => kieu))];
console.log(`${data.ma.length} procedures`);
console.table({
  ...Object.fromEntries(kinds.map((kind) => [kind, measure(ranks.filter(({ kieu }) => kieu === kind))])),
  all: measure(ranks),
});
for (const { cau_hoi, rank } of ranks.filter(({ rank }) => rank > 1)) console.log(`${rank === Infinity ? "–" : rank}\t${cau_hoi}`);
