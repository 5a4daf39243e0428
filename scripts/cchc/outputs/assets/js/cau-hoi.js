/**
 * What a person typed, read in layers: a code or the number of a legal text, the words without the phrases of a
 * question, and for each word the readings it may have. Pure functions over the prepared index.
 */

import { decodeKeys, fold, isMarked, spell, typoLikeness, typoOf, wordsOf } from "./chu-viet.js";

// What a citizen types is far shorter; the rest of a pasted text would only cost time.
const MAX_CHARS = 400;
const MAX_WORDS = 64;

// Every record is a "thủ tục hành chính": the words tell nothing apart.
const FILLER = /(^|\s)(th[uủ] t[uụ]c|tthc|dvc|d[iị]ch v[uụ] c[oô]ng)( h[aà]nh ch[ií]nh| tr[uự]c tuy[eế]n)?(?=[\s:,.?]|$)/giu;

const ADDRESS = /(?:https?:\/\/|www\.)[^\s/]*/giu;
const CODE = /(?:^|[^\p{L}\p{N}])(\d)[.\s]?(\d{6})(?![\p{L}\p{N}])/u;
const CODE_PART = /^\s*(?:(?:ma|so|thu tuc|tthc)[\s:]*)*([\d.\s]+)$/;
const LEGAL_NUMBER = /(?:^|[^\d.])(\d{1,5}[a-z]?)\s?\/\s?((?:\d{4}\s?\/\s?)?[a-z][a-z0-9]*(?:-[a-z0-9]+)*|\d{4})(?![\p{L}\p{N}])/u;
const LEGAL_NAME = /(?:^|\s)(nghi dinh|nd|thong tu|tt|quyet dinh|qd|luat|nghi quyet|nq)(?: so)? (\d{1,5})(?: nam (\d{4}))?(?![\d/.])/;
const LEGAL_KINDS = { "nghi dinh": "nd", "thong tu": "tt", "quyet dinh": "qd", luat: "qh", "nghi quyet": "nq" };

// Phrases of a question, not of a procedure, longest first; two words and more, so that they hold without diacritics.
const PHRASES = [
  "can nhung giay to gi", "can cac giay to gi", "can giay to gi", "giay to gom nhung gi", "giay to gom gi",
  "ho so gom nhung gi", "ho so can nhung gi", "ho so can gi", "ho so gom gi", "ho so nhu the nao", "can ho so gi",
  "can nhung gi", "can giay gi", "can thu tuc gi", "can lam gi", "can gi", "gom nhung gi", "lam the nao", "lam nhu the nao",
  "nhu the nao", "phai lam sao", "phai lam gi", "lam sao de", "lam sao", "lam gi", "ra sao", "the nao", "o dau", "nop o dau",
  "lam o dau", "xin o dau", "den dau", "bao nhieu tien", "mat bao nhieu", "het bao nhieu", "bao nhieu ngay", "bao nhieu lau",
  "mat bao lau", "bao lau", "bao nhieu", "cho toi hoi", "cho em hoi", "cho minh hoi", "cho hoi", "xin hoi", "toi muon", "em muon",
  "minh muon", "muon xin", "toi can", "em can", "toi dinh", "gia dinh toi", "con toi", "me toi", "bo toi", "nha toi", "toi bi",
  "co duoc khong", "duoc khong", "co can", "co phai", "phai khong", "the a", "voi a", "la gi", "gi khong", "khi nao",
  "ai cap", "ai duoc", "nhu nao", "dieu kien gi", "thi phai", "thi can", "thi lam", "quy trinh", "huong dan", "trinh tu", "cach thuc", "xin phep", "xin cap phep",
].map((phrase) => phrase.split(" ")).sort((a, b) => b.length - a.length);

// Words of a question that may stand in a name; without diacritics only those that stand for no common word of names.
const QUESTION_WORDS = new Set(
  ("cần gì nào sao muốn tôi em mình phải như thế xin hỏi ở đâu thì là bao nhiêu giúp với ạ ơi các những để và của cho " +
    "được bị có một vài khi nếu mà rồi đã đang sẽ xin làm mang đưa về ra khỏi đi đến từ với thêm nữa cũng can gi nao muon toi minh phai nhieu nhung duoc neu cua va").split(" "),
);

/** Return what was typed: words with their readings in `tokens`, a code, a part of one, numbers of legal texts. */
export function parseQuery(text, vocabulary) {
  const typed = String(text ?? "").normalize("NFC").slice(0, MAX_CHARS).replace(/[\p{Cc}\p{Cf}]/gu, " ");
  const plain = typed.replace(/%[0-9a-f]{2}/gi, " ");
  const numbers = findLegalNumbers(fold(plain));
  const bare = plain.replace(ADDRESS, " ").replace(FILLER, " ");
  const written = withoutPhrases(wordsOf(bare)).slice(0, MAX_WORDS);
  const isPlain = !written.some((word) => isMarked(spell(word)));
  const isTelling = written.some((word) => !QUESTION_WORDS.has(word));
  const last = /[\s.,;:?!]$/u.test(typed) ? -1 : written.length - 1;
  const tokens = written.map((word, at) => ({
    word,
    spelled: spell(word),
    isQuestion: isTelling && QUESTION_WORDS.has(word),
    isUnfinished: at === last,
  }));
  readAll(tokens, vocabulary);
  return { typed: typed.trim(), tokens, isPlain, numbers, ...parseCode(plain) };
}

/** Find a whole code (points optional; an agency suffix or an address around it is ignored), else a part of one. */
function parseCode(typed) {
  const whole = typed.match(CODE);
  if (whole) return { code: whole[1] + whole[2], codePart: "" };
  const part = fold(typed).match(CODE_PART);
  const digits = part ? part[1].replace(/\D/g, "") : "";
  return { code: "", codePart: digits.length >= 3 && digits.length <= 7 ? digits : "" };
}

function findLegalNumbers(folded) {
  const number = folded.match(LEGAL_NUMBER);
  if (number) return [`${number[1]}/${number[2].replace(/\s/g, "")}`];
  const name = folded.match(LEGAL_NAME);
  if (!name) return [];
  const kind = LEGAL_KINDS[name[1]] ?? name[1];
  return name[3] ? [`${name[2]}/${name[3]}`] : [`${name[2]}/${kind}`];
}

function withoutPhrases(words) {
  const folded = words.map(fold);
  const kept = [];
  for (let at = 0; at < words.length; ) {
    const phrase = PHRASES.find((parts) => parts.every((part, i) => folded[at + i] === part));
    if (!phrase) kept.push(words[at]);
    at += phrase ? phrase.length : 1;
  }
  return kept.length > 0 ? kept : words;
}

/** Give each token its readings, best first: as typed, keystrokes decoded, words run together, typing errors mended. */
function readAll(tokens, vocabulary) {
  tokens.forEach((token, at) => {
    const around = [tokens[at - 1]?.spelled.folded, tokens[at + 1]?.spelled.folded];
    const [before, after] = around.map((word) => (word && vocabulary.has(word) ? word : ""));
    token.readings = readToken(token, before, after, vocabulary);
  });
}

function readToken(token, before, after, vocabulary) {
  const { spelled, word } = token;
  const isKnown = vocabulary.has(spelled.folded);
  const readings = [{ parts: [spelled], likeness: 1, kind: "typed" }];
  const decoded = decodeKeys(word);
  const keys = decoded ? spell(decoded) : null;
  if (keys && vocabulary.has(keys.folded)) {
    readings.push({ parts: [keys], likeness: isKnown ? 0.7 : 0.97, kind: "keys" });
    if (!isKnown) return readings;
  }
  if (/\d/.test(word) || token.isQuestion) return readings;
  if (isKnown) return [...readings, ...readInContext(spelled.folded, before, after, vocabulary)];
  const split = splitWord(spelled.folded, vocabulary);
  if (split) readings.push({ parts: split.map(spell), likeness: 0.9, kind: "split" });
  return [...readings, ...mend(spelled.folded, before, after, vocabulary)];
}

/** Return the words that an unknown one may have been, those that go with its neighbours before the others. */
function mend(typed, before, after, vocabulary) {
  const found = [];
  const mistyped = typoOf(typed);
  for (const known of vocabulary.words) {
    const likeness = typoLikeness(mistyped, known);
    if (likeness === 0) continue;
    const word = known.folded;
    const isNeighbour = vocabulary.follows(before, word) || vocabulary.follows(word, after);
    found.push({ word, likeness, rank: likeness + (isNeighbour ? 0.2 : 0) + 0.01 * Math.log(vocabulary.count(word) + 1) });
  }
  found.sort((a, b) => b.rank - a.rank);
  const least = found.length > 0 ? found[0].rank - 0.2 : 0;
  const near = found.filter(({ rank }) => rank >= least).slice(0, 5);
  return near.map(({ word, likeness }, i) => ({ parts: [spell(word)], likeness: likeness - 0.03 * i, kind: "typo" }));
}

/** A known word that never stands beside its neighbours may be a slip for one that does: "hành nghệ", "giấy phếp". */
function readInContext(typed, before, after, vocabulary) {
  if ((!before && !after) || vocabulary.follows(before, typed) || vocabulary.follows(typed, after)) return [];
  const mistyped = typoOf(typed);
  const near = vocabulary.words
    .filter(({ folded }) => folded !== typed && Math.abs(folded.length - typed.length) < 2)
    .filter(({ folded }) => vocabulary.follows(before, folded) || vocabulary.follows(folded, after))
    .map((known) => ({ word: known.folded, likeness: typoLikeness(mistyped, known) }))
    .filter(({ likeness }) => likeness >= 0.74)
    .sort((a, b) => b.likeness - a.likeness);
  return near.slice(0, 3).map(({ word, likeness }) => ({ parts: [spell(word)], likeness: likeness * 0.8, kind: "context" }));
}

/** Cut words run together ("giayphep") where both halves are known and stand side by side in some name. */
function splitWord(typed, vocabulary) {
  for (let at = 2; at <= typed.length - 2; at++) {
    const [first, second] = [typed.slice(0, at), typed.slice(at)];
    if (vocabulary.has(first) && vocabulary.has(second) && vocabulary.follows(first, second)) return [first, second];
  }
  return null;
}
