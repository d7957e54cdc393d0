// Below a question that autosave.js saves by itself, the number of the question says at once whether it is answered.

for (const here of document.querySelectorAll("[data-autosave] .number[aria-current]")) {
  here.closest("form").addEventListener("answer-saved", (/** @type {CustomEvent} */ { detail }) => {
    if (typeof detail.isAnswered !== "boolean") return; // arrived late, say
    here.classList.toggle("number--answered", detail.isAnswered);
    const told = /** @type {HTMLElement} */ (here.querySelector("[data-is-answered]"));
    told.textContent = detail.isAnswered ? told.dataset.isAnswered : told.dataset.isUnanswered;
  });
}
