/** Published answers that are near to what somebody is about to ask: the same measure as in suggestions.py, which the
 * page before sending shows; both run the same cases. Pure functions, no page, no network.
 */

const NEAR = 0.2;
const SAME_PROCEDURE = 0.15;
const SYLLABLE = 0.5;

/** Return the text in lower case without diacritics. */
function fold(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[đĐ]/g, "d").toLowerCase();
}

function phrasesOf(text) {
  const words = fold(text).split(/\s+/).map((word) => word.replace(/[^\p{L}\p{N}]/gu, "")).filter(Boolean);
  return [...words, ...words.slice(1).map((word, i) => `${words[i]} ${word}`)];
}

function count(phrases, times = 1, counted = new Map()) {
  for (const phrase of phrases) counted.set(phrase, (counted.get(phrase) ?? 0) + times);
  return counted;
}

const worth = (phrase) => (phrase.includes(" ") ? 1 : SYLLABLE);

/** Make the published questions, `[{ cau_hoi, url, tthc }]`, ready to be compared with. */
export function prepare(published) {
  const phrases = published.map(({ cau_hoi }) => count(phrasesOf(cau_hoi)));
  const spread = count(phrases.flatMap((own) => [...own.keys()]));
  const weights = new Map();
  for (const [phrase, number] of spread) weights.set(phrase, worth(phrase) * Math.log(1 + published.length / number));
  return { published, phrases, weights, rarest: Math.log(1 + published.length) };
}

/** Return the nearest published questions, best first; none that has nothing but common words in common. */
export function findNear(prepared, title, text, { thuTuc = "", most = 5 } = {}) {
  const asked = count(new Set(phrasesOf(text)), 1, count(phrasesOf(title), 2));
  const scored = prepared.published.map((entry, place) => {
    const isSame = thuTuc !== "" && (entry.tthc ?? []).includes(thuTuc);
    return { entry, place, score: cosine(asked, prepared.phrases[place], prepared) + (isSame ? SAME_PROCEDURE : 0) };
  });
  const near = scored.filter(({ score }) => score >= NEAR);
  near.sort((one, other) => other.score - one.score || one.place - other.place);
  return near.slice(0, most).map(({ entry }) => entry);
}

function cosine(asked, own, { weights, rarest }) {
  const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);
  const entries = [...asked];
  const shared = sum(entries.map(([phrase, number]) => number * (own.get(phrase) ?? 0) * (weights.get(phrase) ?? 0) ** 2));
  if (shared === 0) return 0;
  const known = sum(entries.map(([phrase, number]) => (number * (weights.get(phrase) ?? 0)) ** 2));
  const strange = entries.filter(([phrase]) => !weights.has(phrase));
  const foreign = Math.sqrt(sum(strange.map(([phrase, number]) => (number * worth(phrase) * rarest) ** 2)));
  const size = Math.sqrt(sum([...own].map(([phrase, number]) => (number * weights.get(phrase)) ** 2)));
  return shared / (Math.sqrt(known + foreign * rarest) * size);
}
