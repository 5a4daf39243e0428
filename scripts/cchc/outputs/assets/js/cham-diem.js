/**
 * Scores: what each slot finds in each row, slots that stay neighbours, and what citizens want first. Pure functions.
 */

import { AGAIN, FIELDS, nameOf } from "./chi-muc.js";
import { PAIR_WEIGHT } from "./khe.js";
import { PARTS_OF_PROCEDURE, standsAt } from "./toan-van.js";

export const LEAST_NEAR = 10;
// No row that holds every word falls so far below the best; the rest need no sorting.
const NEAR_SHARE = 0.35;
const FULL_LIKENESS = 0.62;
const RERANKED = 120;
const LONGEST_NUMBER = 12;

/** Score every row: what each slot finds in it, slots that stay neighbours, and what citizens want first. */
export function scoreRows(index, query, store) {
  const { rows } = index;
  const telling = query.slots.filter(({ weight }) => weight > 0);
  const score = new Float32Array(rows);
  const held = telling.map((slot) => scoreSlot(index, store, slot));
  let possible = 0;
  telling.forEach((slot, i) => {
    slot.weight = Math.min(slot.weight, phraseWeight(index, slot, held[i]));
    possible += slot.weight;
    for (let row = 0; row < rows; row++) score[row] += slot.weight * held[i][row];
  });
  possible += addNeighbours(index, telling, score);
  possible += addNumbers(store, query, score);
  const hits = { query, score, held, slots: telling, isFull: (row) => isFull(query, telling, held, row, store) };
  rerank(index, query, hits, possible || 1);
  return hits;
}

/**
 * Return how much a phrase tells as a whole: "giấy chứng nhận" stands in every third name, so its three words together
 * say little, however rare each of them is.
 */
function phraseWeight(index, { tokens, alternatives }, held) {
  const length = tokens.length > 1 ? tokens.length : (alternatives[1]?.terms.length ?? 1);
  if (length < 2) return Infinity;
  let rows = 0;
  for (const share of held) if (share >= 0.75) rows++;
  return Math.log(1 + index.rows / Math.max(1, rows)) * (1 + 0.5 * (Math.min(length, 5) - 1));
}

function isFull(query, slots, held, row, store) {
  const all = slots.every((slot, i) => slot.isQuestion || held[i][row] >= FULL_LIKENESS);
  return all && (query.numbers.length === 0 || (store ? holdsNumber(store, query, row) : false));
}

/** Return for each row how much of a slot it holds, by the wording that fits it best. */
function scoreSlot(index, store, slot) {
  const best = new Float32Array(index.rows);
  for (const { terms, likeness, isTyped } of slot.alternatives) {
    const sum = new Float32Array(index.rows);
    let possible = 0;
    const worths = terms.map((term) => worthOf(index, store, term));
    terms.forEach((term, i) => {
      possible += term.weight;
      for (let row = 0; row < index.rows; row++) sum[row] += term.weight * worths[i][row];
      if (i === 0) return;
      const weight = PAIR_WEIGHT * Math.min(term.weight, terms[i - 1].weight);
      possible += weight;
      addPairs(index, terms[i - 1], term, weight, sum);
    });
    if (possible > 0) {
      // A phrase is one thing: half of its words are worth less than half, the more so if nobody typed them.
      const bend = isTyped ? 1 + 0.3 * Math.min(1, terms.length - 1) : 2;
      for (let row = 0; row < index.rows; row++) {
        const share = sum[row] / possible;
        // Bending only lowers a share: most rows need no power to be seen to lose.
        if (likeness * share > best[row]) best[row] = Math.max(best[row], likeness * share ** bend);
      }
    }
  }
  return best;
}

/** Return for each row what a term is worth there: the best of its fields, of its likeness, and of the full text. */
function worthOf(index, store, term) {
  if (term.worth) return term.worth;
  const worth = new Float32Array(index.rows);
  if (store) {
    for (const { parts, likeness } of term.readings) {
      const found = standsAt(store, parts[0].folded);
      found?.rows.forEach((row, i) => {
        worth[row] = Math.max(worth[row], likeness * PARTS_OF_PROCEDURE[found.parts[i]].weight);
      });
    }
  }
  const { starts, positions } = index.places;
  for (const [id, likeness] of term.like) {
    for (let i = starts[id]; i < starts[id + 1]; i++) {
      const row = index.rowOf[positions[i]];
      const here = likeness * FIELDS[index.fieldOf[positions[i]]].weight;
      if (here > worth[row]) worth[row] = here;
    }
  }
  term.worth = worth;
  return worth;
}

/** Call `take` with a row and what two terms side by side in one of its texts are worth, for each place where they are. */
function eachPair(index, first, second, take) {
  const { places, flat, rowOf, fieldOf } = index;
  for (const [id, likeness] of first.like) {
    for (let i = places.starts[id]; i < places.starts[id + 1]; i++) {
      const next = second.like.get(flat[places.positions[i] + 1]);
      if (next === undefined) continue;
      take(rowOf[places.positions[i]], likeness * next * FIELDS[fieldOf[places.positions[i]]].weight);
    }
  }
}

function addPairs(index, first, second, weight, sum) {
  const best = new Map();
  eachPair(index, first, second, (row, worth) => {
    if (worth > (best.get(row) ?? 0)) best.set(row, worth);
  });
  for (const [row, worth] of best) sum[row] += weight * worth;
}

/** Add what slots side by side are worth, whichever of their first wordings meet. */
function addNeighbours(index, slots, score) {
  let possible = 0;
  for (let i = 1; i < slots.length; i++) {
    if (slots[i].isQuestion || slots[i - 1].isQuestion) continue;
    const best = new Map();
    const lasts = new Set(slots[i - 1].alternatives.slice(0, 3).map(({ terms }) => terms[terms.length - 1]));
    const firsts = new Set(slots[i].alternatives.slice(0, 3).map(({ terms }) => terms[0]));
    let weight = 0;
    for (const last of lasts) {
      for (const first of firsts) {
        weight = Math.max(weight, PAIR_WEIGHT * Math.min(last.weight, first.weight));
        eachPair(index, last, first, (row, worth) => {
          if (worth > (best.get(row) ?? 0)) best.set(row, worth);
        });
      }
    }
    possible += weight;
    for (const [row, worth] of best) score[row] += weight * worth;
  }
  return possible;
}

/** A legal text named by its number tells most of all. */
function addNumbers(store, query, score) {
  const weight = query.numbers.length * LONGEST_NUMBER;
  if (!store) return 0;
  for (const number of query.numbers) {
    for (const row of standsAt(store, number)?.rows ?? []) score[row] += LONGEST_NUMBER;
  }
  return weight;
}

const holdsNumber = (store, query, row) => query.numbers.every((number) => standsAt(store, number)?.rows.includes(row));

/** Bring scores to 0…1 and add what speaks for a row beyond its words; the best are looked at more closely. */
function rerank(index, query, hits, possible) {
  const { score } = hits;
  const priors = asksForAgain(query) ? index.priors.again : index.priors.anew;
  for (let row = 0; row < index.rows; row++) if (score[row] > 0) score[row] = score[row] / possible + priors[row];
  const best = rank(score).slice(0, RERANKED);
  const terms = hits.slots.flatMap(({ alternatives }) => alternatives.slice(0, 4).flatMap((one) => one.terms));
  const typed = query.tokens.map(({ spelled }) => spelled.folded).join(" ");
  for (const row of best) {
    const { name } = index.nature[row];
    score[row] += 0.16 * coverage(index, row, terms) + (name === typed ? 0.1 : name.startsWith(`${typed} `) ? 0.02 : 0);
  }
}

function asksForAgain({ slots }) {
  const words = slots.flatMap(({ alternatives }) => alternatives.slice(0, 4).map(({ terms }) => terms.map(({ readings }) => readings[0].parts[0].folded).join(" ")));
  return AGAIN.test(words.join(" "));
}

/** Return the share of a name's words that were asked for; asides in brackets do not make a name longer. */
function coverage(index, row, terms) {
  const held = new Set();
  for (const { spelled, id } of nameOf(index, row)) {
    if (terms.some(({ like }) => (like.get(id) ?? 0) >= 0.6)) held.add(spelled);
  }
  return Math.min(1, held.size / Math.max(1, index.nature[row].length));
}

/** Return the rows that reach a share of the best score, best first; all that have any where these are few. */
export function rank(score) {
  const best = score.reduce((most, value) => (value > most ? value : most), 0);
  const rowsAbove = (least) => {
    const rows = [];
    for (let row = 0; row < score.length; row++) if (score[row] > least) rows.push(row);
    return rows;
  };
  const near = rowsAbove(best * NEAR_SHARE);
  const rows = near.length < LEAST_NEAR ? rowsAbove(0) : near;
  return rows.sort((a, b) => score[b] - score[a] || a - b);
}
