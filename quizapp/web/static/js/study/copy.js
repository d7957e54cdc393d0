// "Copy" beside a text to hand over, where the browser lets a page copy: by https, or on the same machine.

for (const button of /** @type {NodeListOf<HTMLButtonElement>} */ (document.querySelectorAll("[data-copy]"))) {
  const field = /** @type {HTMLTextAreaElement} */ (document.getElementById(button.dataset.copy));
  const status = /** @type {HTMLElement} */ (button.parentElement?.querySelector("[data-copied]"));
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(field.value);
      status.textContent = status.dataset.copied;
    } catch {
      // Forbidden after all: then it is at least selected.
      field.select();
      status.textContent = status.dataset.notCopied;
    }
  });
}
