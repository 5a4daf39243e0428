/**
 * Search of the lookup: query → candidate rows → scores → rows in rank order, each with the reason of its match.
 * Pure functions over the index that outputs/search_index.py makes; no page, no network: Node runs it unchanged.
 */

const INDEX_VERSION = 1;

/** The texts of a row that are searched, and what a match in each is worth. */
const FIELDS = [
  { name: "ten", weight: 1 },
  { name: "ten_goi_khac", weight: 0.8 },
  { name: "tu_khoa", weight: 0.6 },
  { name: "linh_vuc", weight: 0.3 },
];
const FACETS = ["linh_vuc", "cap", "doi_tuong"];
const ENDED = new Set(["bi-thay-the", "bai-bo"]);

const WORD = /[\p{L}\p{M}\p{N}]+/gu;
const TONES = /[\u0300\u0301\u0303\u0309\u0323]/g;
// Every record is a "thủ tục hành chính": the words tell nothing apart.
const FILLER = /(^|\s)th[uủ] t[uụ]c( h[aà]nh ch[ií]nh)?(?=\s|$)/giu;
// Words of a question, not of a procedure; without diacritics only those that stand for no common word of names.
const QUESTION_WORDS = new Set(
  "cần gì nào sao muốn tôi mình phải như thế xin hỏi ở đâu thì là bao nhiêu can gi nao muon toi phai nhieu".split(" "),
);
const QUESTION_WEIGHT = 0.1;

// What a citizen types is far shorter; the rest of a pasted text would only cost time.
const MAX_CHARS = 400;
const MAX_TERMS = 40;

// A word counts as held from the first on, and as missing below the second.
const [FULL_LIKENESS, LEAST_LIKENESS] = [0.7, 0.5];
const KEPT_SHARE = 0.6;
const MAX_NEAR = 30;

const wordsOf = (text) => text.toLowerCase().match(WORD) ?? [];
const digitsOf = (ma) => ma.replace(/\D/g, "");
const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);

/** Return the text in lower case without diacritics, NFC or NFD alike; đ has no decomposition and is mapped by hand. */
export function fold(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[đĐ]/g, "d").toLowerCase().normalize("NFC");
}

/** Return the fetched index as the engine needs it: where each word stands, and the digits of each code. */
export function prepare(data) {
  if (data.phien_ban !== INDEX_VERSION) throw new Error(`index version ${data.phien_ban}, expected ${INDEX_VERSION}`);
  const words = new Map();
  data.ma.forEach((_, row) => {
    FIELDS.forEach((_, field) => {
      wordsOf(textOf(data, row, field)).forEach((word, position) => {
        if (!words.has(word)) words.set(word, { ...spell(word), places: [] });
        words.get(word).places.push({ row, field, position });
      });
    });
  });
  const former = Object.entries(data.ma_khac).flatMap(([row, list]) => list.map((ma) => [digitsOf(ma), Number(row)]));
  const codes = [...data.ma.map((ma, row) => [digitsOf(ma), row]), ...former];
  return { data, codes, words: [...words.values()] };
}

/**
 * Find the rows for what a person typed, best first, procedures no longer in force last.
 *
 * `filters` is { linh_vuc: [codes], cap: [codes], doi_tuong: [codes] }: within one any value will do.
 * `counts` tells for each value of each filter how many rows it would leave. `kind` says what the rows are:
 *   "ma" those of a code or a part of one · "khop" matches, of which `full` hold every word · "gan" only the nearest
 *   "tat-ca" all, for nothing was asked · "khong" all, for nothing is near
 *   "bo-loc" those that would stand without the filters, which exclude every match
 */
export function search(index, text, filters = {}) {
  const { data } = index;
  const query = parseQuery(text);
  const found = findRows(index, query);
  const passing = found.rows.filter((row) => FACETS.every((facet) => passes(data, row, facet, filters[facet])));
  const excluded = passing.length === 0 && found.rows.length > 0;
  const kept = excluded ? found.rows : passing;
  const isEnded = (row) => ENDED.has(data.danh_muc.trang_thai[data.trang_thai[row]][0]);
  return {
    query,
    kind: excluded ? "bo-loc" : found.kind,
    rows: [...kept.filter((row) => !isEnded(row)), ...kept.filter(isEnded)],
    full: kept.filter((row) => found.hits?.get(row).isFull).length,
    counts: countFacets(data, found.rows, filters),
    hits: found.hits,
  };
}

/** Return what a card shows of a row: texts with the ranges to mark, and in `thieu` the words that it does not hold. */
export function describe(index, found, row) {
  const { data } = index;
  const hit = found.hits?.get(row);
  const isMissing = (term, i) => hit && !term.isQuestion && hit.likeness[i] < LEAST_LIKENESS;
  const [ten, ...others] = FIELDS.map(({ name }, field) => {
    const text = textOf(data, row, field);
    return { field: name, text, ranges: rangesOf(text, hit?.places ?? [], field) };
  });
  return {
    ma: data.ma[row],
    dia_chi: data.dia_chi.replace("{ma}", data.ma[row]),
    ten,
    linh_vuc: data.danh_muc.linh_vuc[data.linh_vuc[row]][1],
    cap: valuesOf(data, row, "cap").map(([, label]) => label),
    trang_thai: data.danh_muc.trang_thai[data.trang_thai[row]],
    thoi_han: data.danh_muc.thoi_han[data.thoi_han[row]],
    phi: data.danh_muc.phi[data.phi[row]],
    khop_khac: others.filter(({ ranges }) => ranges.length > 0),
    thieu: found.query.terms.filter(isMissing).map((term) => term.typed),
  };
}

/** Return the distinct words, their order, and a code if one is there. */
export function parseQuery(text) {
  const typed = text.normalize("NFC").slice(0, MAX_CHARS);
  const sequence = wordsOf(typed.replace(FILLER, " "));
  const distinct = [...new Set(sequence)].slice(0, MAX_TERMS);
  const isTelling = distinct.some((word) => !QUESTION_WORDS.has(word));
  // The word at the end is probably unfinished, unless a space follows it.
  const unfinished = /\s$/u.test(typed) ? "" : sequence[sequence.length - 1];
  const terms = distinct.map((word) => {
    const isQuestion = isTelling && QUESTION_WORDS.has(word);
    return { ...spell(word), typed: word, isQuestion, isUnfinished: word === unfinished };
  });
  const order = sequence.map((word) => distinct.indexOf(word)).filter((term) => term >= 0);
  return { terms, order, ...parseCode(typed) };
}

/** Find a whole code (points optional; an agency suffix or an address around it is ignored), else a part of one. */
function parseCode(typed) {
  const plain = typed.replace(/%[0-9a-f]{2}/gi, " ");
  const whole = plain.match(/(?:^|[^\p{L}\p{N}])(\d)[.\s]?(\d{6})(?![\p{L}\p{N}])/u);
  if (whole) return { code: whole[1] + whole[2], codePart: "" };
  const part = fold(plain).match(/^\s*(?:(?:ma|so|thu tuc|tthc)[\s:]*)*([\d.\s]+)$/);
  const digits = part ? digitsOf(part[1]) : "";
  return { code: "", codePart: digits.length >= 3 ? digits : "" };
}

/** Spell a word in layers: folded "thuoc", letters without tone "thuôc", full with the tone last, so that hoá = hóa. */
function spell(word) {
  const decomposed = word.normalize("NFD");
  const letters = decomposed.replace(TONES, "").normalize("NFC");
  return { folded: fold(word), letters, full: letters + (decomposed.match(TONES) ?? []).join("") };
}

function findRows(index, query) {
  const byCode = query.code || query.codePart ? findByCode(index, query) : { rows: [] };
  if (byCode.rows.length > 0) return byCode;
  const everything = [...index.data.ma.keys()];
  if (query.terms.length === 0) return { kind: "tat-ca", rows: everything };
  const hits = scoreRows(index, query);
  return hits.size > 0 ? keepBest(hits) : { kind: "khong", rows: everything };
}

function findByCode({ codes }, { code, codePart }) {
  const rowsWhere = (test) => codes.filter(([digits]) => test(digits)).map(([, row]) => row);
  if (codePart) {
    const beginning = rowsWhere((digits) => digits.startsWith(codePart));
    return { kind: "ma", rows: [...new Set([...beginning, ...rowsWhere((digits) => digits.includes(codePart))])] };
  }
  const sharing = [7, 6, 5, 4].map((length) => rowsWhere((digits) => digits.startsWith(code.slice(0, length))));
  const near = sharing.find((rows) => rows.length > 0) ?? [];
  return { kind: near === sharing[0] ? "ma" : "gan", rows: near.slice(0, MAX_NEAR) };
}

/** Return the indexed words that a typed word may stand for, each with its likeness in 0…1. */
function matchWords({ words }, term) {
  const same = words.filter((word) => word.folded === term.folded);
  const goesOn = (word) => word.folded.length > term.folded.length && word.folded.startsWith(term.folded);
  const longer = term.isUnfinished || same.length === 0 ? words.filter(goesOn) : [];
  const share = (word) => 0.4 + (0.4 * term.folded.length) / word.folded.length;
  const matches = [
    ...same.map((word) => ({ word, likeness: accentLikeness(term, word) })),
    ...longer.map((word) => ({ word, likeness: share(word) * accentLikeness(term, word) })),
  ];
  if (matches.length > 0 || term.folded.length < 3) return matches;
  const close = words.filter((word) => isOneEditApart(term.folded, word.folded));
  return close.map((word) => ({ word, likeness: LEAST_LIKENESS }));
}

/** Tell how well the diacritics agree; a word typed without any agrees with every reading. */
function accentLikeness(term, word) {
  if (term.full === word.full || term.full === term.folded) return 1;
  if (!word.letters.startsWith(term.letters)) return 0.4;
  return term.full === term.letters ? 0.9 : 0.6;
}

/** Tell whether one letter added, left out, changed or swapped, not the first, makes one word of the other. */
function isOneEditApart(a, b) {
  let same = 0;
  if (a[0] !== b[0]) return false;
  while (same < a.length && a[same] === b[same]) same += 1;
  const [restA, restB] = [a.slice(same), b.slice(same)];
  const swapped = restA.slice(0, 2) === restB[1] + restB[0] && restA.slice(2) === restB.slice(2);
  return swapped || restA.slice(1) === restB.slice(1) || restA === restB.slice(1) || restA.slice(1) === restB;
}

/** Score every row that holds a word of the query: rare words weigh more, words that stay neighbours weigh again. */
function scoreRows(index, query) {
  const hits = new Map();
  const rarity = (rows) => Math.log(1 + index.data.ma.length / Math.max(1, rows));
  const weights = query.terms.map(
    (term, i) => rarity(collectHits(matchWords(index, term), i, query, hits)) * (term.isQuestion ? QUESTION_WEIGHT : 1),
  );
  // Where a row holds the word as typed ("thuốc"), its unlike readings ("thuộc") are chance.
  for (const hit of hits.values()) hit.places = hit.places.filter((at) => at.likeness >= 0.9 * hit.likeness[at.term]);
  const pairs = findPairs(query, hits).map((rows) => ({ rows, weight: rows.size > 0 ? 0.5 * rarity(rows.size) : 0 }));
  const possible = sum(weights) + sum(pairs.map(({ weight }) => weight));
  for (const [row, hit] of hits) {
    const words = sum(weights.map((weight, i) => weight * hit.worth[i]));
    const together = sum(pairs.map(({ rows, weight }) => weight * (rows.get(row) ?? 0)));
    hit.score = (words + together) / possible + 0.15 * coverage(index.data.ten[row], hit.places);
    hit.isFull = query.terms.every((term, i) => term.isQuestion || hit.likeness[i] >= FULL_LIKENESS);
  }
  return hits;
}

/** Note in `hits` where a term stands and what that is worth; return the number of rows that hold it. */
function collectHits(matches, term, query, hits) {
  const rows = new Set();
  const none = query.terms.map(() => 0);
  for (const { word, likeness } of matches) {
    for (const { row, field, position } of word.places) {
      if (!hits.has(row)) hits.set(row, { places: [], likeness: none.slice(), worth: none.slice() });
      const hit = hits.get(row);
      hit.likeness[term] = Math.max(hit.likeness[term], likeness);
      hit.worth[term] = Math.max(hit.worth[term], likeness * FIELDS[field].weight);
      hit.places.push({ term, field, position, likeness });
      rows.add(row);
    }
  }
  return rows.size;
}

/** Return for each two neighbours of the query the rows that hold them so: most Vietnamese words are two syllables. */
function findPairs({ terms, order }, hits) {
  const pairs = order.slice(1).map((term, i) => [order[i], term]);
  const telling = pairs.filter((pair) => !pair.some((term) => terms[term].isQuestion));
  const found = telling.map(() => new Map());
  const key = (term, field, position) => (position * FIELDS.length + field) * MAX_TERMS + term;
  for (const [row, { places }] of hits) {
    const held = new Set(places.map(({ term, field, position }) => key(term, field, position)));
    for (const { term, field, position } of places) {
      telling.forEach(([first, second], i) => {
        if (term !== first || !held.has(key(second, field, position + 1))) return;
        found[i].set(row, Math.max(found[i].get(row) ?? 0, FIELDS[field].weight));
      });
    }
  }
  return found;
}

/** Return the share of a name's words that were asked for; asides in brackets do not make a name longer. */
function coverage(ten, places) {
  const held = new Set(places.filter(({ field }) => field === 0).map(({ term }) => term));
  const words = new Set(wordsOf(ten.replace(/\([^)]*\)?/g, " ").replace(FILLER, " ")));
  return Math.min(1, held.size / Math.max(1, words.size));
}

/** Keep the rows that hold every word, and the nearest of the others. */
function keepBest(hits) {
  const ranked = [...hits.keys()].sort((a, b) => hits.get(b).score - hits.get(a).score || a - b);
  const least = hits.get(ranked[0]).score * KEPT_SHARE;
  const near = ranked.filter((row) => !hits.get(row).isFull && hits.get(row).score >= least).slice(0, MAX_NEAR);
  const rows = ranked.filter((row) => hits.get(row).isFull || near.includes(row));
  return { kind: near.length < rows.length ? "khop" : "gan", rows, hits };
}

function textOf(data, row, field) {
  const { name } = FIELDS[field];
  if (name === "ten") return data.ten[row];
  return name === "linh_vuc" ? data.danh_muc.linh_vuc[data.linh_vuc[row]][1] : (data[name][row] ?? []).join("; ");
}

function rangesOf(text, places, field) {
  const isHeld = (_, position) => places.some((place) => place.field === field && place.position === position);
  return [...text.matchAll(WORD)].filter(isHeld).map((word) => [word.index, word.index + word[0].length]);
}

/** Return the [code, label] pairs that a row has of a facet; the levels and audiences of a row are bit sets. */
function valuesOf(data, row, facet) {
  const listed = data.danh_muc[facet];
  return facet === "linh_vuc" ? [listed[data.linh_vuc[row]]] : listed.filter((_, i) => data[facet][row] & (1 << i));
}

function passes(data, row, facet, chosen = []) {
  return chosen.length === 0 || valuesOf(data, row, facet).some(([ma]) => chosen.includes(ma));
}

/** Count for each value the rows that it leaves beside the other facets' choices. */
function countFacets(data, rows, filters) {
  const count = (facet) => {
    const counts = new Map(data.danh_muc[facet].map(([ma]) => [ma, 0]));
    const others = FACETS.filter((other) => other !== facet);
    const passing = rows.filter((row) => others.every((other) => passes(data, row, other, filters[other])));
    for (const row of passing) valuesOf(data, row, facet).forEach(([ma]) => counts.set(ma, counts.get(ma) + 1));
    return counts;
  };
  return Object.fromEntries(FACETS.map((facet) => [facet, count(facet)]));
}
