/**
 * The engine in Node: `node search_own.mjs ENGINE SITE QUERIES ROUNDS` writes for each query the codes found, best first
 * (by names alone and with the full text), and the milliseconds of its search, as JSON. SITE holds tra-cuu/chi-muc.json.
 */

import { readFileSync } from "node:fs";

const [engine, site, queryFile, rounds] = process.argv.slice(2);
const { fullTextWords, prepare, search } = await import(`${engine}/tim-kiem.js`);
const { addShard, makeStore, missingShards } = await import(`${engine}/toan-van.js`);

const read = (name) => JSON.parse(readFileSync(`${site}/tra-cuu/${name}`, "utf8"));
const data = read("chi-muc.json");
const started = performance.now();
const index = prepare(data);
const prepared = performance.now() - started;
const store = makeStore(data.toan_van, index.rows);
const codes = (found) => found.rows.slice(0, 10).map((row) => data.ma[row]);
const queries = readFileSync(queryFile, "utf8").trim().split("\n").map((line) => JSON.parse(line).cau_hoi);

const answers = queries.map((query) => {
  const first = search(index, query);
  const shards = missingShards(store, fullTextWords(first.query));
  for (const shard of shards) addShard(store, shard, read(`toan-van/${shard}.json`));
  const times = [];
  let found = first;
  for (let round = 0; round < Number(rounds); round++) {
    const before = performance.now();
    found = search(index, query, {}, store);
    times.push(performance.now() - before);
  }
  return { first: codes(first), full: codes(found), shards, ms: times.sort((a, b) => a - b)[times.length >> 1] };
});
process.stdout.write(JSON.stringify({ prepared, words: index.words.length, answers }));
