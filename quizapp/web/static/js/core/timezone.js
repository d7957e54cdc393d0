// Knows the browser's time zone, so that nobody has to look theirs up: an empty field named time_zone is
// filled with it, and where another is chosen (after a journey, or because none ever was) it is offered.

const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;

// Browsers go on using some older names: "Asia/Calcutta" for what the list has as "Asia/Kolkata".
function nameHere(name) {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    return name; // one that this browser doesn't know
  }
}

function offer(line) {
  const select = /** @type {HTMLSelectElement} */ (document.getElementById(line.dataset.zoneSuggestion));
  const options = [...select.options];
  const option = options.find(({ value }) => value === zone) ?? options.find(({ value }) => nameHere(value) === zone);
  if (!option || option.selected) return;
  line.querySelector("[data-zone-name]").textContent = option.value.replaceAll("_", " ");
  line.hidden = false;
  line.querySelector("[data-zone-take]").addEventListener("click", () => {
    select.value = option.value;
    line.hidden = true;
    select.focus();
  });
}

if (zone) {
  /** @type {NodeListOf<HTMLInputElement>} */
  const fields = document.querySelectorAll("input[name=time_zone]");
  for (const field of fields) field.value ||= zone;
  for (const line of document.querySelectorAll("[data-zone-suggestion]")) offer(line);
}
