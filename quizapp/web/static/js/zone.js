// Offers the browser's time zone where another is chosen: after a journey, or if it was never set.

const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
for (const line of document.querySelectorAll("[data-zone-suggestion]")) {
  const select = document.getElementById(line.dataset.zoneSuggestion);
  const option = [...select.options].find(({ value }) => value === zone);
  if (!option || option.selected) continue;
  line.querySelector("[data-zone-name]").textContent = zone.replaceAll("_", " ");
  line.hidden = false;
  line.querySelector("[data-zone-take]").addEventListener("click", () => {
    select.value = zone;
    line.hidden = true;
    select.focus();
  });
}
