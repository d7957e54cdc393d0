// What scripts say stands in attributes of the body (parts/script_texts.html, parts/answer_texts.html), in the
// language of the page. A value stands in it in braces: data-text-send-late="Send the answer to question {number}".

/**
 * @param {string} name
 * @param {Record<string, string | number>} values
 */
export const text = (name, values = {}) =>
  (document.body.getAttribute(`data-text-${name}`) ?? "").replace(/\{(\w+)\}/g, (_whole, key) => String(values[key]));

/**
 * Fills in the texts of what a script made, each by its name in data-says.
 * @param {HTMLElement} made
 */
export function sayAll(made) {
  for (const element of /** @type {NodeListOf<HTMLElement>} */ (made.querySelectorAll("[data-says]"))) {
    element.textContent = text(element.dataset.says);
  }
}
