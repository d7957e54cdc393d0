// Says over a folded list of topics which are chosen. One that stands below a chosen one goes without saying.

const plurals = new Intl.PluralRules(document.documentElement.lang);

for (const list of document.querySelectorAll("[data-topics]")) {
  const words = /** @type {HTMLElement} */ (list.querySelector("[data-topics-chosen]"));

  const show = () => {
    const ticked = /** @type {HTMLInputElement[]} */ ([...list.querySelectorAll("input:checked")]);
    const isBelow = ({ value }) => ticked.some((other) => value.startsWith(`${other.value}/`));
    const names = ticked
      .filter((input) => !isBelow(input))
      .map((input) => input.closest("label").querySelector("[data-topic-name]").textContent.trim());
    const form = (category) => words.getAttribute(`data-topics-${category}`);
    const some = (form(plurals.select(names.length)) ?? form("other"))
      .replace("{count}", String(names.length))
      .replace("{topics}", () => names.join(", "));
    words.textContent = names.length ? some : words.dataset.allTopics;
  };

  list.addEventListener("change", show);
  // Gone back to, a page may have its ticks again.
  window.addEventListener("pageshow", show);
}
