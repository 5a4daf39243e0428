/** What is shown of a row: texts with the ranges to mark, where else it matched, what was meant. Pure functions. */

import { fold, placesOf } from "./chu-viet.js";
import { FIELDS, nameOf, textOf } from "./chi-muc.js";
import { PARTS_OF_PROCEDURE, standsAt } from "./toan-van.js";

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
export function meantBy(index, { tokens, slots }, row) {
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
