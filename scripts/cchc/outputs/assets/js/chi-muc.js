/**
 * The fetched index made ready: a flat array of the words of all names, where each word stands, which words follow
 * which, the synonyms by their spelling, and a first judgement of each procedure. Pure functions.
 */

import { fold, spell, typoOf, wordsOf } from "./chu-viet.js";

const INDEX_VERSION = 2;

/** The texts of a row that are fetched before the first result, and what a match in each is worth. */
export const FIELDS = [
  { name: "ten", label: "tên", weight: 1 },
  { name: "ten_goi_khac", label: "tên gọi khác", weight: 0.95 },
  { name: "tu_khoa", label: "từ khóa", weight: 0.75 },
  { name: "linh_vuc", label: "lĩnh vực", weight: 0.45 },
];

const ENDED = new Set(["bi-thay-the", "bai-bo"]);

/** Words by which a name says that something granted before is granted again, changed or ended. */
export const AGAIN =
  /(^|\s)(cap (doi|lai)|doi,? cap lai|gia han|dieu chinh|sua doi|bo sung|thay doi|chuyen doi|thu hoi|cham dut|tam dung|tam ngung|dinh chi|huy|dinh chinh|khoi phuc)(?=\s|$)/;
const AGAIN_AT_ALL = /(^|\s)lai(?=\s|$)/;
const FIRST = /(^|\s)(cap moi|lan dau|cap lan dau)(?=\s|$)/;

/** Where a name goes on to say for whom and by which article: no part of what a person would call the procedure. */
const ASIDE = / (?:theo quy dinh|quy dinh tai|thuoc truong hop|trong truong hop|thuoc tham quyen|doi voi ho so|thuoc pham vi|theo hinh thuc)(?= )/;
const FILLER = /^\s*thu tuc:?\s+/;

const digitsOf = (ma) => ma.replace(/\D/g, "");

/** Return the text of a field of a row, the parts of a list joined. */
export function textOf(data, row, field) {
  const { name } = FIELDS[field];
  if (name === "ten") return data.ten[row];
  return name === "linh_vuc" ? data.danh_muc.linh_vuc[data.linh_vuc[row]][1] : (data[name][row] ?? []).join("; ");
}

/** Return the fetched index as the engine needs it. Raise an error if it is of another version. */
export function prepare(data) {
  if (data.phien_ban !== INDEX_VERSION) throw new Error(`index version ${data.phien_ban}, expected ${INDEX_VERSION}`);
  const former = Object.entries(data.ma_khac).flatMap(([row, list]) => list.map((ma) => [digitsOf(ma), Number(row)]));
  const flat = flatten(data);
  const synonyms = readSynonyms(data.tu_dong_nghia ?? [], new Set(flat.words.map(({ folded }) => folded)));
  const nature = data.ten.map((ten, row) => judge(data, ten, row));
  return {
    data,
    rows: data.ma.length,
    codes: [...data.ma.map((ma, row) => [digitsOf(ma), row]), ...former],
    ...flat,
    synonyms,
    vocabulary: makeVocabulary(flat, synonyms),
    nature,
    priors: {
      anew: Float32Array.from(nature, (row) => priorOf(row, false)),
      again: Float32Array.from(nature, (row) => priorOf(row, true)),
    },
  };
}

/** Lay all words of all rows one after the other, a gap (-1) between texts, and note where each distinct one stands. */
function flatten(data) {
  const ids = new Map();
  const words = [];
  const [at, rowOf, fieldOf] = [[], [], []];
  const known = new Map();
  const idsOf = (text) => {
    if (!known.has(text)) known.set(text, wordsOf(text.normalize("NFC")).map((word) => idOf(ids, words, word)));
    return known.get(text);
  };
  data.ma.forEach((_, row) => {
    FIELDS.forEach((_, field) => {
      const list = idsOf(textOf(data, row, field));
      if (list.length === 0) return;
      for (const id of list) at.push(id), rowOf.push(row), fieldOf.push(field);
      at.push(-1), rowOf.push(row), fieldOf.push(field);
    });
  });
  const flat = Int32Array.from(at);
  return { words, flat, rowOf: Int32Array.from(rowOf), fieldOf: Uint8Array.from(fieldOf), places: invert(flat, words.length) };
}

function idOf(ids, words, word) {
  let id = ids.get(word);
  if (id === undefined) {
    ids.set(word, (id = words.length));
    words.push(spell(word));
  }
  return id;
}

/** Return for each word the positions where it stands: a slice of one typed array. */
function invert(flat, count) {
  const starts = new Int32Array(count + 1);
  for (const id of flat) if (id >= 0) starts[id + 1]++;
  for (let id = 0; id < count; id++) starts[id + 1] += starts[id];
  const [next, positions] = [starts.slice(), new Int32Array(starts[count])];
  flat.forEach((id, position) => {
    if (id >= 0) positions[next[id]++] = position;
  });
  return { starts, positions };
}

/**
 * Read the groups into a map from a folded phrase to what it also means, and the length of the longest phrase. What
 * no name says is worth no search: a meaning is kept if most of its words stand in names.
 */
function readSynonyms(groups, written) {
  const phrases = new Map();
  const known = new Set();
  let longest = 1;
  const isWritten = (words) => words.filter(({ folded }) => written.has(folded)).length >= 0.6 * words.length;
  const add = (phrase, words, likeness) => {
    const spelled = wordsOf(phrase.normalize("NFC")).map(spell);
    const key = spelled.map(({ folded }) => folded).join(" ");
    longest = Math.max(longest, spelled.length);
    spelled.forEach(({ folded }) => known.add(folded));
    if (!phrases.has(key)) phrases.set(key, []);
    // The phrase itself stays known even if it says nothing more: it settles marks and slips.
    if (isWritten(words) || phrases.get(key).length === 0) phrases.get(key).push({ spelled, means: words, likeness });
  };
  const split = (phrase) => wordsOf(phrase.normalize("NFC")).map(spell);
  for (const [same, means] of groups) {
    const [sameWords, meansWords] = [same.map(split), means.map(split)];
    same.forEach((phrase, i) => {
      // The first meaning is what most people are after.
      meansWords.forEach((words, j) => add(phrase, words, Math.max(0.8, 0.93 - 0.05 * j)));
      sameWords.forEach((words, j) => i !== j && add(phrase, words, 0.92));
    });
  }
  return { phrases, known, longest };
}

/** Make what typed words are compared with: all words without diacritics, how often they stand and beside which. */
function makeVocabulary({ words, flat, places }, synonyms) {
  const byFolded = new Map();
  words.forEach(({ folded }, id) => {
    if (!byFolded.has(folded)) byFolded.set(folded, []);
    byFolded.get(folded).push(id);
  });
  const numbers = new Map([...byFolded.keys()].map((folded, number) => [folded, number]));
  const pairs = new Map();
  const numberOf = words.map(({ folded }) => numbers.get(folded));
  for (let position = 1; position < flat.length; position++) {
    if (flat[position] < 0 || flat[position - 1] < 0) continue;
    const pair = numberOf[flat[position - 1]] * 65536 + numberOf[flat[position]];
    pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
  }
  const all = [...new Set([...byFolded.keys(), ...synonyms.known])].filter((word) => !/\d/.test(word)).sort();
  return {
    byFolded,
    words: all.map(typoOf),
    has: (folded) => byFolded.has(folded) || synonyms.known.has(folded),
    count: (folded) => (byFolded.get(folded) ?? []).reduce((sum, id) => sum + places.starts[id + 1] - places.starts[id], 0),
    follows: (first, second) => pairs.has((numbers.get(first) ?? 65535) * 65536 + (numbers.get(second) ?? 65535)),
  };
}

/** Judge a row before anything is asked: ended, granted anew, granted again, by which level, how long its name is. */
function judge(data, ten, row) {
  const plain = fold(ten.replace(/\([^)]*\)?/g, " "));
  const head = plain.split(/\s+/).slice(0, 14).join(" ");
  const levels = data.danh_muc.cap.filter((_, i) => data.cap[row] & (1 << i)).map(([ma]) => ma);
  return {
    isEnded: ENDED.has(data.danh_muc.trang_thai[data.trang_thai[row]][0]),
    isAgain: AGAIN.test(head) || AGAIN_AT_ALL.test(head),
    isFirst: FIRST.test(head),
    isNear: levels.includes("xa") || levels.includes("tinh"),
    length: wordsOf(plain.replace(FILLER, "").split(ASIDE)[0]).length,
    name: wordsOf(fold(ten).replace(FILLER, "")).join(" "),
  };
}

/** Return what speaks for a row whatever its words: a first grant and a level near to people come first. */
function priorOf({ isAgain, isFirst, isNear }, asksAgain) {
  return (isAgain && !asksAgain ? -0.05 : 0) + (isFirst && !asksAgain ? 0.02 : 0) + (isNear ? 0 : -0.025);
}

/** Return the words of a row's name with their ids; laid out once for all rows at the first call. */
export function nameOf(index, row) {
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
