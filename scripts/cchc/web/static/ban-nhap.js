/** Drafts on this device: one for each form, for a week, in a browser that lets us keep anything at all. */

export const PERSONAL = new Set(["ho_ten", "email", "dien_thoai", "dia_chi", "nguoi_lien_quan", "loai_nguoi_gui"]);

const LIFE = 7 * 24 * 3600 * 1000;

export function draftKey(form) {
  return `cchc-ban-nhap:${form}`;
}

/** Return values and the words for when they were written, or null. */
export function readDraft(key) {
  try {
    const { values, at } = JSON.parse(localStorage.getItem(key));
    if (Date.now() - at > LIFE) {
      localStorage.removeItem(key);
      return null;
    }
    const when = new Date(at);
    const two = (number) => String(number).padStart(2, "0");
    const day = `${two(when.getDate())}/${two(when.getMonth() + 1)}/${when.getFullYear()}`;
    return { values, luc: `lúc ${two(when.getHours())}:${two(when.getMinutes())} ngày ${day}` };
  } catch {
    return null;
  }
}

export function writeDraft(key, values) {
  try {
    localStorage.setItem(key, JSON.stringify({ values, at: Date.now() }));
    return true;
  } catch {
    return false;
  }
}

export function removeDraft(key) {
  try {
    localStorage.removeItem(key);
  } catch {
    // A browser that keeps nothing has nothing to remove.
  }
}
