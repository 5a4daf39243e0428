/**
 * Search of the lookup: query → slots of words that mean one thing → scores → rows in rank order, each with the reason
 * of its match. Pure functions over the index that outputs/search makes; no page, no network: Node runs it unchanged.
 */

import { accentLikeness, fold, placesOf } from "./chu-viet.js";
import { parseQuery } from "./cau-hoi.js";
import { AGAIN, FIELDS, prepare, textOf } from "./chi-muc.js";
import { countFacets, passes } from "./bo-loc.js";
import { isOftenIn, PARTS_OF_PROCEDURE, standsAt } from "./toan-van.js";

export { prepare };

const FULL_LIKENESS = 0.62;
const KEPT_SHARE = 0.6;
const LEAST_NEAR = 10;
// No row that holds every word falls so far below the best; the rest need no sorting.
const NEAR_SHARE = 0.35;
const MAX_NEAR = 30;
const RERANKED = 120;
const QUESTION_WEIGHT = 0.1;
const PAIR_WEIGHT = 0.5;
const TEXT_SHARE = 0.15;
const ALONE_WEIGHT = 0.6;
const MAX_ALTERNATIVES = 14;
const LONGEST_NUMBER = 12;

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

/** Read a query against the index: tokens, slots, terms; what `search` and the full text are asked for. */
export function ask(index, text, store = null) {
  const { vocabulary } = index;
  const has = (word) => vocabulary.has(word) || (store !== null && isOftenIn(store, word));
  const query = parseQuery(text, { ...vocabulary, has });
  query.terms = new Map();
  query.slots = makeSlots(index, query, store);
  return query;
}

/** Return the words whose shards of full text would refine the results of a query. */
export function fullTextWords(query) {
  const words = new Set(query.numbers);
  for (const slot of query.slots) {
    if (slot.isQuestion) continue;
    for (const { terms } of slot.alternatives.slice(0, 3)) {
      for (const term of terms) for (const { parts } of term.readings.slice(0, 2)) parts.forEach(({ folded }) => words.add(folded));
    }
  }
  return [...words].filter((word) => word.length > 1).slice(0, 24);
}

/** Return the slots as the full text ranks documents by them. */
export function documentSlots(query) {
  const numbers = query.numbers.map((number) => ({ weight: 3, alternatives: [{ likeness: 1, words: [number] }] }));
  const slots = query.slots.filter(({ isQuestion }) => !isQuestion);
  const asked = slots.map(({ weight, alternatives }) => ({
    weight,
    alternatives: alternatives.slice(0, 4).flatMap(({ terms, likeness }) => {
      const [words, mended] = [wordsRead(terms, 0), wordsRead(terms, 1)];
      return [{ likeness, words }, ...(mended.join() === words.join() ? [] : [{ likeness: likeness * 0.9, words: mended }])];
    }),
  }));
  return [...numbers, ...asked.filter(({ alternatives }) => alternatives[0].words.length > 0)];
}

// The full text leaves out words of one letter.
const wordsRead = (terms, reading) =>
  terms.flatMap(({ readings }) => (readings[reading] ?? readings[0]).parts.map(({ folded }) => folded)).filter((word) => word.length > 1);

// --- slots and terms

/** Group the tokens: a phrase that the synonyms know is one slot with several wordings, any other word one by itself. */
function makeSlots(index, query, store) {
  const { tokens } = query;
  const slots = [];
  for (let at = 0; at < tokens.length; ) {
    const span = tokens[at].isQuestion ? null : findPhrase(index, query, at);
    const length = span?.length ?? 1;
    slots.push(makeSlot(index, query, store, { at, length, means: span?.means ?? [] }));
    at += length;
  }
  return slots;
}

function findPhrase(index, query, at) {
  const { phrases, longest } = index.synonyms;
  const left = Math.min(longest, query.tokens.length - at);
  for (let length = left; length > 0; length--) {
    const tokens = query.tokens.slice(at, at + length);
    const spelled = tokens.map(keySpelling);
    const known = phrases.get(spelled.map(({ folded }) => folded).join(" "));
    const means = known?.filter((entry) => sameAccents(spelled, entry.spelled, query.isPlain)) ?? [];
    if (means.length > 0) return { length, means };
  }
  return null;
}

/** Return the spelling by which a token is looked up among synonyms: as typed if known, else its best reading. */
const keySpelling = ({ readings, spelled }) =>
  (readings.find(({ kind }) => kind === "keys" || kind === "typo") ?? { parts: [spelled] }).parts[0];

const sameAccents = (typed, written, isPlain) =>
  typed.every((word, i) => accentLikeness(word, written[i], isPlain) >= 0.85);

function makeSlot(index, query, store, { at, length, means }) {
  const tokens = query.tokens.slice(at, at + length);
  const typed = tokens.map((token) => typedTerm(index, query, store, token));
  const alternatives = [{ terms: typed, likeness: 1, isTyped: true }];
  // The phrase as editors wrote it settles the marks of one typed without, and the slips of one typed wrongly.
  if (length > 1 && means.length > 0) {
    const own = means[0].spelled.map((word) => exactTerm(index, query, store, word));
    alternatives.push({ terms: own, likeness: 1, isTyped: true });
  }
  for (const { means: words, likeness } of means.slice(0, MAX_ALTERNATIVES)) {
    alternatives.push({ terms: words.map((word) => exactTerm(index, query, store, word)), likeness, isTyped: false });
  }
  for (const inner of innerPhrases(index, query, at, length)) {
    const terms = [
      ...typed.slice(0, inner.from),
      ...inner.words.map((word) => exactTerm(index, query, store, word)),
      ...typed.slice(inner.from + inner.length),
    ];
    alternatives.push({ terms, likeness: inner.likeness, isTyped: false });
  }
  const useful = alternatives.filter(({ isTyped, terms }) => isTyped || terms.some(({ isKnown }) => isKnown));
  const own = possibleOf(typed);
  const known = typed.some(({ isKnown }) => isKnown);
  const best = Math.max(0, ...useful.filter(({ isTyped }) => !isTyped).map(({ terms }) => possibleOf(terms)));
  return {
    alternatives: useful.slice(0, MAX_ALTERNATIVES + 1),
    isQuestion: tokens.every(({ isQuestion }) => isQuestion),
    weight: (known || best === 0 ? own : Math.min(best, 14)) * (isAlone(index, query, at, length) ? ALONE_WEIGHT : 1),
    tokens,
  };
}

/**
 * Tell whether a word stands beside none of its neighbours in any name. Vietnamese words of substance come in pairs; a
 * syllable that joins neither side is mostly a verb of the story ("quên", "lãnh", "gửi") and not of the procedure.
 */
function isAlone(index, { tokens }, at, length) {
  if (length > 1 || tokens.length < 3) return false;
  const joins = (first, second) =>
    first && second && first.readings.some((a) => second.readings.some((b) => index.vocabulary.follows(lastOf(a), b.parts[0].folded)));
  return !joins(tokens[at - 1], tokens[at]) && !joins(tokens[at], tokens[at + 1]);
}

const lastOf = ({ parts }) => parts[parts.length - 1].folded;

/** Return the synonyms of phrases within a longer phrase: "mở phòng mạch" is also "mở phòng khám". */
function innerPhrases(index, query, at, length) {
  const found = [];
  for (let from = 0; from < length && length > 1; from++) {
    for (let size = Math.min(length - from, length - 1); size > 1; size--) {
      const spelled = query.tokens.slice(at + from, at + from + size).map(keySpelling);
      const known = index.synonyms.phrases.get(spelled.map(({ folded }) => folded).join(" ")) ?? [];
      const means = known.filter((entry) => sameAccents(spelled, entry.spelled, query.isPlain)).slice(0, 3);
      found.push(...means.map((entry) => ({ from, length: size, words: entry.means, likeness: entry.likeness - 0.02 })));
    }
  }
  return found;
}

const possibleOf = (terms) =>
  terms.reduce((sum, { weight }, i) => sum + weight + (i > 0 ? PAIR_WEIGHT * Math.min(weight, terms[i - 1].weight) : 0), 0);

function typedTerm(index, query, store, token) {
  return makeTerm(index, store, {
    readings: token.readings,
    isPlain: query.isPlain,
    isUnfinished: token.isUnfinished,
    damp: token.isQuestion ? QUESTION_WEIGHT : 1,
  });
}

function exactTerm(index, query, store, spelled) {
  if (!query.terms.has(spelled)) {
    const readings = [{ parts: [spelled], likeness: 1, kind: "means" }];
    query.terms.set(spelled, makeTerm(index, store, { readings, isPlain: false, isUnfinished: false, damp: 1 }));
  }
  return query.terms.get(spelled);
}

/** Make a term: which indexed words it may stand for and how surely, and how much it tells. */
function makeTerm(index, store, { readings, isPlain, isUnfinished, damp }) {
  const like = new Map();
  for (const { parts, likeness } of readings) {
    // Words run together: each half stands for the whole, and together they are found by their neighbourhood.
    for (const part of parts) likeWords(index, part, likeness / Math.sqrt(parts.length), isPlain, like);
  }
  const best = Math.max(0, ...like.values());
  // A tone that stands in no name is a slip of the tone.
  if (best > 0 && best < 0.7) for (const [id, likeness] of like) like.set(id, likeness * (0.75 / best));
  const isKnown = like.size > 0;
  const own = readings[0].parts[0].folded;
  if (isUnfinished || !isKnown) likeBeginnings(index, own, isUnfinished ? 0.8 : 0.6, like);
  const weight = damp * tellingOf(index, store, like, readings);
  return { readings, like, weight, isKnown: isKnown || like.size > 0 || readings.some(({ parts }) => store && standsAt(store, parts[0].folded)) };
}

function likeWords(index, spelled, likeness, isPlain, like) {
  for (const id of index.vocabulary.byFolded.get(spelled.folded) ?? []) {
    const worth = likeness * accentLikeness(spelled, index.words[id], isPlain);
    if (worth > (like.get(id) ?? 0)) like.set(id, worth);
  }
}

function likeBeginnings(index, typed, share, like) {
  if (typed.length < 2) return;
  for (const [folded, ids] of index.vocabulary.byFolded) {
    if (folded.length <= typed.length || !folded.startsWith(typed)) continue;
    const worth = share * (0.5 + (0.5 * typed.length) / folded.length);
    for (const id of ids) if (worth > (like.get(id) ?? 0)) like.set(id, worth);
  }
}

/** Return how much a term tells: the rarer the rows that hold it, the more; a word unknown everywhere as a rare one. */
function tellingOf(index, store, like, readings) {
  const held = countRows(index, like);
  const inTexts = store ? Math.max(0, ...readings.map(({ parts }) => standsAt(store, parts[0].folded)?.rows.length ?? 0)) : 0;
  // A word of few names and many bodies is a common word after all.
  const count = held > 0 ? held + TEXT_SHARE * inTexts : inTexts;
  return Math.log(1 + index.rows / Math.max(1, count || 3));
}

function countRows(index, like) {
  index.seen ??= new Int32Array(index.rows);
  index.turn = (index.turn ?? 0) + 1;
  const { seen, turn, places, rowOf, fieldOf } = index;
  let held = 0;
  for (const [id, worth] of like) {
    if (worth < 0.5) continue;
    for (let i = places.starts[id]; i < places.starts[id + 1]; i++) {
      const position = places.positions[i];
      if (fieldOf[position] === 3 || seen[rowOf[position]] === turn) continue;
      seen[rowOf[position]] = turn;
      held++;
    }
  }
  return held;
}

// --- rows and scores

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

/** Score every row: what each slot finds in it, slots that stay neighbours, and what citizens want first. */
function scoreRows(index, query, store) {
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
  const best = rank(score, NEAR_SHARE).slice(0, RERANKED);
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

function nameOf(index, row) {
  if (!index.names) {
    index.names = new Map();
    for (let position = 0; position < index.flat.length; position++) {
      if (index.flat[position] < 0 || index.fieldOf[position] !== 0) continue;
      const name = index.names.get(index.rowOf[position]) ?? [];
      name.push({ id: index.flat[position], spelled: index.words[index.flat[position]].word });
      index.names.set(index.rowOf[position], name);
    }
  }
  return index.names.get(row) ?? [];
}

/** Return the rows that reach a share of the best score, best first; all that have any where these are few. */
function rank(score, share) {
  const best = score.reduce((most, value) => (value > most ? value : most), 0);
  const rowsAbove = (least) => {
    const rows = [];
    for (let row = 0; row < score.length; row++) if (score[row] > least) rows.push(row);
    return rows;
  };
  const near = rowsAbove(best * share);
  const rows = near.length < LEAST_NEAR ? rowsAbove(0) : near;
  return rows.sort((a, b) => score[b] - score[a] || a - b);
}

/** Keep the rows that hold every word, and the nearest of the others; without any full match at least a page of these. */
function keepBest(hits) {
  const ranked = rank(hits.score, NEAR_SHARE);
  if (ranked.length === 0) return [];
  const isAnyFull = ranked.some(hits.isFull);
  const least = hits.score[ranked[0]] * KEPT_SHARE;
  let near = 0;
  const isNear = (row) => hits.score[row] >= least || (!isAnyFull && near < LEAST_NEAR);
  return ranked.filter((row) => hits.isFull(row) || (isNear(row) && near++ < MAX_NEAR));
}

// --- what is shown

/** Return what a card shows of a row: texts with the ranges to mark, where else it matched, the words it lacks. */
export function describe(index, found, row, store = null) {
  const { data } = index;
  const terms = found.hits ? termsOf(found.hits, row) : [];
  const [ten, ...others] = FIELDS.map(({ name, label }, field) => {
    const text = textOf(data, row, field);
    return { field: name, label, text, ranges: rangesOf(index, text, terms) };
  });
  const { inTexts, missing } = found.hits ? whereElse(index, found.hits, row, store) : { inTexts: [], missing: [] };
  return {
    ma: data.ma[row],
    dia_chi: data.dia_chi.replace("{ma}", data.ma[row]),
    ten,
    linh_vuc: data.danh_muc.linh_vuc[data.linh_vuc[row]][1],
    cap: data.danh_muc.cap.filter((_, i) => data.cap[row] & (1 << i)).map(([, label]) => label),
    trang_thai: data.danh_muc.trang_thai[data.trang_thai[row]],
    thoi_han: data.thoi_han ? data.danh_muc.thoi_han[data.thoi_han[row]] : "",
    phi: data.phi ? data.danh_muc.phi[data.phi[row]] : "",
    khop_khac: others.filter(({ ranges }) => ranges.length > 0),
    khop_noi_dung: inTexts,
    thieu: missing,
  };
}

/** Return another text with the ranges to mark that hold the words of the query. */
export function marksOf(index, found, text) {
  const slots = found.query.slots.filter(({ isQuestion }) => !isQuestion);
  const words = new Set(slots.flatMap((slot) => slot.alternatives.slice(0, 3).flatMap(({ terms }) => terms.flatMap(foldedOf))));
  const places = placesOf(text).filter(({ word }) => words.has(fold(word)));
  return { text, ranges: places.map(({ start, end }) => [start, end]) };
}

const foldedOf = ({ readings }) => readings.slice(0, 2).flatMap(({ parts }) => parts.map(({ folded }) => folded));

/** Return the terms of the wordings by which a row was found. */
function termsOf({ slots }, row) {
  return slots.flatMap(({ alternatives, isQuestion }) => {
    if (isQuestion) return [];
    const worth = ({ terms, likeness }) =>
      likeness * terms.reduce((sum, term) => sum + (term.worth?.[row] ?? 0), 0) / terms.length;
    const best = alternatives.reduce((a, b) => (worth(b) > worth(a) ? b : a));
    return best.terms;
  });
}

/** Return the ranges of a text that hold the terms; unlike readings are chance where the word itself stands. */
function rangesOf(index, text, terms) {
  const places = placesOf(text).map((place) => ({ ...place, id: idIn(index, place.word) }));
  const marked = new Set();
  for (const { like } of terms) {
    const best = Math.max(0, ...places.map(({ id }) => like.get(id) ?? 0));
    if (best < 0.4) continue;
    places.forEach(({ id }, i) => (like.get(id) ?? 0) >= 0.92 * best && marked.add(i));
  }
  return places.filter((_, i) => marked.has(i)).map(({ start, end }) => [start, end]);
}

function idIn(index, word) {
  if (!index.idByWord) index.idByWord = new Map(index.words.map((spelled, id) => [spelled.word, id]));
  return index.idByWord.get(word.normalize("NFC")) ?? -1;
}

function whereElse(index, { slots }, row, store) {
  const [inTexts, missing] = [new Map(), []];
  for (const { tokens, isQuestion, alternatives } of slots) {
    if (isQuestion) continue;
    const held = alternatives.some(({ terms }) => terms.every((term) => (term.worth?.[row] ?? 0) >= 0.42));
    if (held) continue;
    for (const [i, term] of alternatives[0].terms.entries()) {
      if ((term.worth?.[row] ?? 0) >= 0.42) continue;
      const part = store ? partHolding(store, term, row) : null;
      if (part === null) missing.push(tokens[i].word);
      else inTexts.set(part, [...(inTexts.get(part) ?? []), tokens[i].word]);
    }
  }
  return { inTexts: [...inTexts].map(([part, words]) => ({ part: PARTS_OF_PROCEDURE[part].name, words })), missing };
}

function partHolding(store, term, row) {
  for (const { parts } of term.readings) {
    const found = standsAt(store, parts[0].folded);
    const at = found ? found.rows.indexOf(row) : -1;
    if (at >= 0) return found.parts[at];
  }
  return null;
}

/** Return what was probably meant, written as the best row writes it, if a word was mended; else "". */
function meantBy(index, { tokens, slots }, row) {
  const isMended = tokens.some(({ readings }) => readings[0].kind === "typed" && ["typo", "split"].includes(readings[1]?.kind));
  if (!isMended || row === undefined) return "";
  const name = nameOf(index, row);
  const words = slots.flatMap(({ tokens: own, alternatives }) => own.map((token, i) => surfaceOf(name, token, alternatives[0].terms[i])));
  const meant = words.join(" ");
  return meant === tokens.map(({ word }) => word).join(" ") ? "" : meant;
}

function surfaceOf(name, token, term) {
  const best = name.reduce((a, b) => ((term.like.get(b.id) ?? 0) > (term.like.get(a.id) ?? 0) ? b : a), { id: -1, spelled: "" });
  if ((term.like.get(best.id) ?? 0) >= 0.5) return best.spelled;
  const mended = token.readings.find(({ kind }) => kind === "typo" || kind === "split");
  return mended ? mended.parts.map(({ word }) => word).join(" ") : token.word;
}
