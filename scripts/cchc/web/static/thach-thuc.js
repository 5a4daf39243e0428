/** Proof of work by the ALTCHA protocol, version 1: find the number whose hash with the salt is the challenge.
 * A form without it is sent and taken all the same.
 */

const STEP = 100;

async function hash(text) {
  const bytes = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function find({ challenge, salt, maxnumber }) {
  for (let number = 0; number <= maxnumber; number += 1) {
    if ((await hash(salt + number)) === challenge) return number;
    // Typing goes before: the page breathes between steps.
    if (number % STEP === 0) await new Promise((resume) => setTimeout(resume));
  }
  return -1;
}

/** Put the solution into the hidden box; whatever fails leaves it empty. */
export async function solve(box) {
  if (!globalThis.crypto?.subtle) return;
  try {
    const asked = await (await fetch(box.dataset.thachThuc, { credentials: "omit" })).json();
    const number = await find(asked);
    const { algorithm, challenge, salt, signature } = asked;
    if (number >= 0) box.value = btoa(JSON.stringify({ algorithm, challenge, number, salt, signature }));
  } catch {
    box.value = "";
  }
}
