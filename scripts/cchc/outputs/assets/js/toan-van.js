/**
 * Full text in shards: which shards hold the words of a query, and what they say once they are there.
 * The writing side is outputs/search/full_text.py. Pure functions; fetching is the page's or the test's business.
 */

const PARTS = 8;

/** The parts of a procedure that a posting may name, and what a word there is worth beside one in the name. */
export const PARTS_OF_PROCEDURE = [
  { name: "thành phần hồ sơ", weight: 0.36 },
  { name: "biểu mẫu", weight: 0.3 },
  { name: "kết quả", weight: 0.34 },
  { name: "trình tự thực hiện", weight: 0.2 },
  { name: "yêu cầu, điều kiện", weight: 0.24 },
  { name: "căn cứ pháp lý", weight: 0.2 },
  { name: "đối tượng, cơ quan thực hiện", weight: 0.22 },
];
const PARTS_OF_DOCUMENT = [1, 0.6, 0.35, 0.3, 0.3, 0.9];

/** Return the number of the shard that holds a word: FNV-1a, as in the build. */
export function shardOf(word, count) {
  let value = 2166136261;
  for (let i = 0; i < word.length; i++) value = Math.imul(value ^ word.charCodeAt(i), 16777619) >>> 0;
  return value % count;
}

/** Make the store of what was fetched; `rows` is the number of procedures, documents follow them. */
export const makeStore = (about, rows) => ({ about, rows, shards: new Set(), words: new Map(), files: new Map() });

/** Return the shards not yet there among those of the words. */
export function missingShards(store, words) {
  const wanted = new Set(words.map((word) => shardOf(word, store.about.so_manh)));
  return [...wanted].filter((shard) => !store.shards.has(shard));
}

/** Take a fetched shard; one of another edition numbers other rows and is left aside. */
export function addShard(store, number, shard) {
  store.shards.add(number);
  if (shard.phien !== store.about.phien) return;
  for (const [word, differences] of Object.entries(shard.tu)) store.words.set(word, differences);
}

/** Return where a word stands: { rows, parts } of procedures and of documents, or null if it is nowhere (yet). */
export function standsAt(store, word) {
  const found = store.words.get(word);
  if (!found) return null;
  if (!Array.isArray(found)) return found;
  let posting = 0;
  const all = found.map((difference) => (posting += difference));
  const edge = store.rows * PARTS;
  const cut = all.findIndex((value) => value >= edge);
  const [own, others] = cut < 0 ? [all, []] : [all.slice(0, cut), all.slice(cut)];
  const decoded = { rows: own.map((value) => value >> 3), parts: own.map((value) => value & 7), documents: others, size: all.length };
  store.words.set(word, decoded);
  return decoded;
}

/** Tell whether a word stands in more texts than slips of the texts themselves would. */
export const isOftenIn = (store, word) => (standsAt(store, word)?.size ?? 0) > Math.min(2, store.rows / 100);

/**
 * Rank the documents for slots of words: [{ weight, alternatives: [{ likeness, words }] }], best first.
 * A document must hold the better half of what was asked.
 */
export function rankDocuments(store, slots) {
  const scores = new Map();
  for (const { weight, alternatives } of slots) {
    const best = new Map();
    for (const { likeness, words } of alternatives) addAlternative(store, words, likeness, best);
    for (const [row, worth] of best) {
      const score = scores.get(row) ?? { sum: 0, held: 0 };
      scores.set(row, { sum: score.sum + weight * worth, held: score.held + weight });
    }
  }
  const possible = slots.reduce((sum, { weight }) => sum + weight, 0);
  return [...scores]
    .filter(([, { held }]) => held >= 0.6 * possible)
    .map(([row, { sum, held }]) => ({ row: row - store.rows, score: (sum * held) / possible }))
    .sort((a, b) => b.score - a.score || a.row - b.row);
}

function addAlternative(store, words, likeness, best) {
  const held = new Map();
  for (const word of words) {
    for (const posting of standsAt(store, word)?.documents ?? []) {
      const row = posting >> 3;
      held.set(row, (held.get(row) ?? 0) + PARTS_OF_DOCUMENT[posting & 7]);
    }
  }
  for (const [row, sum] of held) {
    const worth = (likeness * sum) / words.length;
    // Half a phrase is another thing: "phòng" alone is no "phòng khám".
    if (worth > 0.2 && worth > (best.get(row) ?? 0)) best.set(row, worth);
  }
}

/** Return the file that lists a document, and its place there. */
export const placeOf = (store, row) => [Math.floor(row / store.about.moi_tep), row % store.about.moi_tep];
