/** Ask the engine: `node hoi.mjs ENGINE SITE` reads {queries, filters} and writes one answer a query, best rows first. */

import { readFileSync } from "node:fs";

const [engine, site] = process.argv.slice(2);
const { describe, documentSlots, fullTextWords, prepare, search } = await import(`${engine}/tim-kiem.js`);
const { addShard, makeStore, missingShards, placeOf, rankDocuments } = await import(`${engine}/toan-van.js`);

const read = (name) => JSON.parse(readFileSync(`${site}/tra-cuu/${name}`, "utf8"));
const index = prepare(read("chi-muc.json"));
const store = makeStore(index.data.toan_van, index.rows);
const { queries, filters } = JSON.parse(readFileSync(0, "utf8"));

const titleOf = (row) => {
  const [file, place] = placeOf(store, row);
  return read(`tai-lieu/${file}.json`).tai_lieu[place].slice(0, 2);
};

const answers = queries.map((query) => {
  const first = search(index, query, filters, store);
  const shards = missingShards(store, fullTextWords(first.query));
  for (const shard of shards) addShard(store, shard, read(`toan-van/${shard}.json`));
  const found = search(index, query, filters, store);
  const counts = Object.fromEntries(Object.entries(found.counts).map(([facet, map]) => [facet, Object.fromEntries(map)]));
  const cards = found.rows.slice(0, 20).map((row) => describe(index, found, row, store));
  const documents = rankDocuments(store, documentSlots(found.query)).slice(0, 20).map(({ row }) => titleOf(row));
  const ma = cards.map((card) => card.ma);
  return { kind: found.kind, total: found.rows.length, full: found.full, meant: found.meant, ma, counts, cards, documents };
});
process.stdout.write(JSON.stringify(answers));
