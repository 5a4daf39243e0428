/**
 * Vietnamese as it is typed: words, diacritics, raw Telex and VNI keystrokes, how near two spellings are.
 * Pure functions, no page, no network: Node runs this file unchanged.
 */

const WORD = /[\p{L}\p{M}\p{N}]+/gu;
const TONES = /[\u0300\u0301\u0303\u0309\u0323]/g;

const TELEX_TONES = { s: "\u0301", f: "\u0300", r: "\u0309", x: "\u0303", j: "\u0323" };
const VNI_TONES = { 1: "\u0301", 2: "\u0300", 3: "\u0309", 4: "\u0303", 5: "\u0323" };
const HATS = { a: "â", e: "ê", o: "ô" };
const HORNS = { a: "ă", o: "ơ", u: "ư" };

/** Return the words of a text in lower case, as an array of strings. */
export const wordsOf = (text) => text.toLowerCase().match(WORD) ?? [];

/** Return the words with the places where they stand: [{ word, start, end }]. */
export function placesOf(text) {
  return [...text.matchAll(WORD)].map((match) => ({
    word: match[0].toLowerCase(),
    start: match.index,
    end: match.index + match[0].length,
  }));
}

/** Return the text in lower case without diacritics, NFC or NFD alike; đ has no decomposition and is mapped by hand. */
export function fold(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[đĐ]/g, "d").toLowerCase().normalize("NFC");
}

/** Spell a word in layers: folded "thuoc", letters without tone "thuôc", and its tone, so that hoá = hóa. */
export function spell(word) {
  const decomposed = word.normalize("NFD");
  return {
    word,
    folded: fold(word),
    letters: decomposed.replace(TONES, "").normalize("NFC"),
    tone: (decomposed.match(TONES) ?? []).join(""),
  };
}

/** Tell whether a spelled word carries any diacritic. */
export const isMarked = ({ folded, letters, tone }) => tone !== "" || letters !== folded;

/**
 * Return in 0…1 how well a typed spelling fits a written one that folds alike. Marks left out are forgiven (more so if
 * the whole query has none), other marks are another word: "bán" is not "bàn".
 */
export function accentLikeness(typed, written, isPlain) {
  if (typed.letters === written.letters && typed.tone === written.tone) return 1;
  if (isPlain) return 0.99;
  const lettersFit = fits(typed.letters, written.letters);
  if (lettersFit && (typed.tone === "" || typed.tone === written.tone)) return isMarked(typed) ? 0.94 : 0.88;
  if (!isMarked(written)) return 0.8;
  return lettersFit ? 0.55 : 0.45;
}

/** Tell whether every letter typed is the one written, or the same without its mark. */
function fits(typed, written) {
  if (typed.length !== written.length) return false;
  for (let i = 0; i < typed.length; i++) {
    if (typed[i] !== written[i] && typed[i] !== fold(written[i])) return false;
  }
  return true;
}

/** Return what an input method would have made of raw keystrokes ("pheps", "d9ieu62"), or "" if they are none. */
export function decodeKeys(word) {
  if (!/^[a-z][a-z0-9]*$/.test(word)) return "";
  const decoded = /\d/.test(word) ? decodeVni(word) : decodeTelex(word);
  return decoded === word ? "" : decoded;
}

const isVowel = (letter) => /[aeiouyâăêôơư]/.test(letter);
const hasVowel = (letters) => letters.some(isVowel);

function decodeTelex(word) {
  const letters = [];
  let tone = "";
  for (const key of word) {
    if (key in TELEX_TONES && hasVowel(letters)) tone = TELEX_TONES[key];
    else if (key === "z" && hasVowel(letters)) tone = "";
    else if (key === "d" && letters[0] === "d") letters[0] = "đ";
    else if (key in HATS && replaceLast(letters, [key], HATS)) continue;
    else if (key === "w") addHorn(letters);
    else letters.push(key);
  }
  return letters.join("") + tone;
}

function decodeVni(word) {
  const letters = [];
  let tone = "";
  for (const key of word) {
    if (key in VNI_TONES) tone = VNI_TONES[key];
    else if (key === "0") tone = "";
    else if (key === "9" && letters[0] === "d") letters[0] = "đ";
    else if (key === "6") replaceLast(letters, ["a", "e", "o"], HATS);
    else if (key === "7") addHorn(letters);
    else if (key === "8") replaceLast(letters, ["a"], HORNS);
    else letters.push(key);
  }
  return letters.join("") + tone;
}

function replaceLast(letters, wanted, marks) {
  let at = letters.length - 1;
  while (at >= 0 && !wanted.includes(letters[at])) at--;
  if (at < 0) return false;
  letters[at] = marks[letters[at]];
  return true;
}

/** Give a horn to "uo" as a whole, else to the last letter that can have one; alone the key is an "ư". */
function addHorn(letters) {
  const pair = letters.join("").lastIndexOf("uo");
  if (pair >= 0) letters.splice(pair, 2, "ư", "ơ");
  else if (!replaceLast(letters, ["a", "o", "u"], HORNS)) letters.push("ư");
}

// Spellings that sound alike in some part of the country, at the beginning and at the end of a syllable.
const SOUNDS = [
  [/^(tr|ch)/, "C"],
  [/^[sx]/, "S"],
  [/^(gi|d|r|v)/, "D"],
  [/^(l|n)(?![gh])/, "L"],
  [/^(ngh?)/, "N"],
  [/^(gh?)/, "G"],
  [/^(c|k|q)(?!h)/, "K"],
  [/^(ph|f)/, "F"],
  [/y/g, "i"],
  [/nh$/, "n"],
  [/ng$/, "n"],
  [/[ct]$/, "t"],
];

/** Return a key that spellings with one sound share: "xứ" and "sứ", "kỹ" and "kĩ", "trồng" and "chồng". */
const soundOf = (folded) => SOUNDS.reduce((word, [pattern, sound]) => word.replace(pattern, sound), folded);

/** Return the number of edits (swapped neighbours count one) between two words, or `most` + 1 if there are more. */
export function editDistance(a, b, most) {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let [before, previous] = [[], Array.from({ length: b.length + 1 }, (_, i) => i)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let cost = Math.min(previous[j] + 1, row[j - 1] + 1, previous[j - 1] + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, before[j - 2] + 1);
      row.push(cost);
      least = Math.min(least, cost);
    }
    if (least > most) return most + 1;
    [before, previous] = [previous, row];
  }
  return previous[b.length];
}

/** Return what is compared of a mistyped word, made once for the many words that it may have been. */
export const typoOf = (folded) => ({ folded, sound: soundOf(folded), letters: [...folded].sort().join("") });

/** Return in 0…1 how likely a word was meant by a mistyped one (both as `typoOf` makes them), 0 if it is too far. */
export function typoLikeness(typed, word) {
  if (typed.folded.length >= 2 && typed.sound === word.sound) return 0.86;
  const most = typed.folded.length <= 2 ? 0 : typed.folded.length <= 5 ? 1 : 2;
  const distance = editDistance(typed.folded, word.folded, most);
  if (distance > most) return 0;
  const sameStart = typed.folded[0] === word.folded[0] ? 0 : 0.06;
  const sameLetters = typed.letters === word.letters ? 0.06 : 0;
  return (distance === 1 ? 0.8 : 0.6) - sameStart + sameLetters;
}
