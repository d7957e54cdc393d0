// Typing into a field that belongs to a choice chooses it. Without this the server says what to choose.

for (const field of /** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll("[data-chooses]"))) {
  const choice = /** @type {HTMLInputElement | null} */ (document.getElementById(field.dataset.chooses ?? ""));
  field.addEventListener("input", () => {
    if (choice && field.value.trim()) choice.checked = true;
  });
}
