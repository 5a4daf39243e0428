/** The receipt: a button to print, and the draft of what was sent is no longer needed. */

import { draftKey, removeDraft } from "./ban-nhap.js";

const form = document.querySelector("script[data-bieu-mau]")?.dataset.bieuMau;
if (form) removeDraft(draftKey(form));

const button = document.querySelector("[data-in-bien-nhan]");
button.hidden = false;
button.addEventListener("click", () => print());
for (const hint of document.querySelectorAll("[data-chi-khong-js]")) hint.hidden = true;
