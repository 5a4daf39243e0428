/** Ask the engine: `node hoi.mjs ENGINE INDEX` reads {queries, filters} and writes one answer a query, best rows first. */

import { readFileSync } from "node:fs";

const [engine, indexFile] = process.argv.slice(2);
const { describe, prepare, search } = await import(`data:text/javascript;base64,${readFileSync(engine, "base64")}`);

const index = prepare(JSON.parse(readFileSync(indexFile, "utf8")));
const { queries, filters } = JSON.parse(readFileSync(0, "utf8"));
const answers = queries.map((query) => {
  const found = search(index, query, filters);
  const counts = Object.fromEntries(Object.entries(found.counts).map(([facet, map]) => [facet, Object.fromEntries(map)]));
  const cards = found.rows.slice(0, 20).map((row) => describe(index, found, row));
  return { kind: found.kind, total: found.rows.length, full: found.full, ma: cards.map((card) => card.ma), counts, cards };
});
process.stdout.write(JSON.stringify(answers));
