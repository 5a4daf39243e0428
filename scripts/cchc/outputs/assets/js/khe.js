/**
 * The query as slots: a phrase that the synonyms know is one slot with several wordings, any other word one by itself; in
 * them terms, each with the indexed words that it may stand for. Pure functions over the prepared index.
 */

import { accentLikeness } from "./chu-viet.js";
import { parseQuery } from "./cau-hoi.js";
import { isOftenIn, standsAt } from "./toan-van.js";

export const PAIR_WEIGHT = 0.5;
const QUESTION_WEIGHT = 0.1;
const TEXT_SHARE = 0.15;
const ALONE_WEIGHT = 0.6;
const MAX_ALTERNATIVES = 14;

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
