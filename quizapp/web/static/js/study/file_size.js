// A file larger than its field takes is refused before it is sent: servers end such uploads without a page.

for (const field of /** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll("[data-most-bytes]"))) {
  field.addEventListener("change", () => {
    const most = Number(field.dataset.mostBytes);
    const isTooLarge = [...(field.files ?? [])].some((file) => file.size > most);
    field.setCustomValidity(isTooLarge ? (field.dataset.tooLarge ?? "") : "");
    field.reportValidity();
  });
}
