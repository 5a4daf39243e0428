/**
 * Search of the lookup: query → slots of words that mean one thing → scores → rows in rank order, each with the reason
 * of its match. Pure functions over the index that outputs/search makes; no page, no network: Node runs it unchanged.
 */

import { prepare } from "./chi-muc.js";
import { countFacets, passes } from "./bo-loc.js";
import { ask, documentSlots, fullTextWords } from "./khe.js";
import { LEAST_NEAR, rank, scoreRows } from "./cham-diem.js";
import { describe, marksOf, meantBy } from "./mo-ta.js";

export { describe, documentSlots, fullTextWords, marksOf, prepare };

const KEPT_SHARE = 0.6;
const MAX_NEAR = 30;

/**
 * Find the rows for what a person typed, best first, procedures no longer in force last.
 *
 * `filters` holds for each facet the chosen values: within one any value will do. `store` is the full text fetched so
 * far (toan-van.js), if there is any. `kind` says what the rows are:
 *   "ma" those of a code or a part of one · "khop" matches, of which `full` hold every word · "gan" only the nearest
 *   "tat-ca" all, for nothing was asked · "khong" all, for nothing is near
 *   "bo-loc" those that would stand without the filters, which exclude every match
 */
export function search(index, text, filters = {}, store = null) {
  const query = ask(index, text, store);
  const found = findRows(index, query, store);
  const passing = found.rows.filter((row) => passes(index.data, row, filters));
  const excluded = passing.length === 0 && found.rows.length > 0;
  const kept = excluded ? found.rows : passing;
  const isEnded = (row) => index.nature[row].isEnded;
  return {
    query,
    kind: excluded ? "bo-loc" : found.kind,
    rows: [...kept.filter((row) => !isEnded(row)), ...kept.filter(isEnded)],
    full: found.hits ? kept.filter((row) => found.hits.isFull(row)).length : kept.length,
    counts: countFacets(index.data, found.rows, filters),
    hits: found.hits,
    meant: found.hits ? meantBy(index, query, kept[0]) : "",
  };
}

function findRows(index, query, store) {
  const byCode = query.code || query.codePart ? findByCode(index, query) : { rows: [] };
  if (byCode.rows.length > 0) return byCode;
  const everything = [...index.data.ma.keys()];
  if (query.tokens.length === 0) return { kind: "tat-ca", rows: everything };
  const hits = scoreRows(index, query, store);
  const rows = keepBest(hits);
  if (rows.length === 0) return { kind: "khong", rows: everything };
  return { kind: rows.some((row) => hits.isFull(row)) ? "khop" : "gan", rows, hits };
}

function findByCode({ codes }, { code, codePart }) {
  const rowsWhere = (test) => [...new Set(codes.filter(([digits]) => test(digits)).map(([, row]) => row))];
  if (codePart) {
    const beginning = rowsWhere((digits) => digits.startsWith(codePart));
    return { kind: "ma", rows: [...new Set([...beginning, ...rowsWhere((digits) => digits.includes(codePart))])] };
  }
  const same = rowsWhere((digits) => digits === code);
  if (same.length > 0) return { kind: "ma", rows: same };
  // A code that is none: those that differ in one digit or by two swapped ones, then those that begin alike.
  const near = rowsWhere((digits) => differsLittle(digits, code));
  const sharing = [6, 5, 4].map((length) => rowsWhere((digits) => digits.startsWith(code.slice(0, length))));
  const rows = [...new Set([...near, ...(sharing.find((list) => list.length > 0) ?? [])])];
  return { kind: "gan", rows: rows.slice(0, MAX_NEAR) };
}

function differsLittle(a, b) {
  const at = [...a].flatMap((digit, i) => (digit === b[i] ? [] : [i]));
  return at.length === 1 || (at.length === 2 && a[at[0]] === b[at[1]] && a[at[1]] === b[at[0]]);
}

/** Keep the rows that hold every word, and the nearest of the others; without any full match at least a page of these. */
function keepBest(hits) {
  const ranked = rank(hits.score);
  if (ranked.length === 0) return [];
  const isAnyFull = ranked.some(hits.isFull);
  const least = hits.score[ranked[0]] * KEPT_SHARE;
  let near = 0;
  const isNear = (row) => hits.score[row] >= least || (!isAnyFull && near < LEAST_NEAR);
  return ranked.filter((row) => hits.isFull(row) || (isNear(row) && near++ < MAX_NEAR));
}
