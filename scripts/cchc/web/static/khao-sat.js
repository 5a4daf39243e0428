/** A survey's form: questions of a branch that was not taken are put away. Without this file all of them are shown. */

const form = document.querySelector("form.khao-sat");

/** Show each conditional question whose condition holds; one that is put away sends nothing. */
function settle() {
  for (const question of form.querySelectorAll("[data-khi]")) {
    const wanted = question.dataset.la.split(" ");
    const chosen = [...form.querySelectorAll(`[name="${question.dataset.khi}"]:checked:not(:disabled)`)];
    const asked = chosen.some(({ value }) => wanted.includes(value));
    question.hidden = !asked;
    for (const box of question.querySelectorAll("input, textarea")) box.disabled = !asked;
  }
}

for (const hint of form.querySelectorAll("[data-chi-khong-js]")) hint.hidden = true;
form.addEventListener("change", settle);
settle();
