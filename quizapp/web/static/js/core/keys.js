// Keys for what the page already offers. A control names its key in data-key ("1", "u", "/", "space",
// "enter"); a choice answers to its letter. "?" lists the keys of the page. Nothing here is needed: each
// control works by pointer and by Tab as well.
//
// While somebody types in a field no key is taken, but for Escape, which leaves the field. What is
// typed on a page with an answer field goes into that field. Enter and Space press what is marked with
// data-default, where they have nothing else to do. A key held down counts once. Single keys can be
// switched off in the list, for those who speak to their computer.

import { sayAll, text } from "./texts.js";

const NAMES = { space: " ", enter: "Enter" };
const SHORTCUTS = { space: "Space", enter: "Enter" }; // as aria-keyshortcuts has them
const STORED = "quizapp-keys";

const isTyping = (element) =>
  element.isContentEditable ||
  element.matches("textarea, select") ||
  (element.matches("input") && !element.matches("[type=radio], [type=checkbox], [type=button], [type=submit]"));

const isUsable = (element) =>
  !element.disabled &&
  !element.closest("[inert]") &&
  element.getAttribute("aria-disabled") !== "true" &&
  element.getClientRects().length > 0;

// Space and Enter belong to the control that has the focus, if it uses them itself.
const usesItself = (element, key) =>
  (key === " " && element.matches("button, input, summary, [role=button]")) ||
  (key === "Enter" && element.matches("a, button, summary, input"));

function isOn() {
  try {
    return localStorage.getItem(STORED) !== "off";
  } catch {
    return true;
  }
}

function switchKeys(on) {
  try {
    localStorage.setItem(STORED, on ? "on" : "off");
  } catch {
    // Without storage the choice holds for this page.
  }
  document.documentElement.classList.toggle("has-keys", on);
}

// Two controls of one key would each promise it: a choice keeps its letter, the other loses it.
function freeOf(letter) {
  /** @type {NodeListOf<HTMLElement>} */
  const elements = document.querySelectorAll(`[data-key="${letter}"]`);
  for (const element of elements) {
    // It keeps its room, so that nothing moves.
    element.querySelector(".keycap")?.classList.add("keycap--taken");
    delete element.dataset.key;
  }
}

// A choice answers to the letter that stands in its <kbd>; one without gets the next free letter, and shows it.
function letterChoices() {
  const inputs = /** @type {HTMLInputElement[]} */ ([
    ...document.querySelectorAll(".choices :is([type=radio], [type=checkbox]):not(:disabled, [data-key])"),
  ]);
  const rows = inputs.map((input) => input.closest("label, .choice") ?? input.parentElement);
  const shown = rows.map((row) => row.querySelector("kbd")?.textContent.trim().toLowerCase());
  const free = [..."abcdefghijklmnopqrstuvwxyz"].filter((letter) => !shown.includes(letter));
  inputs.forEach((input, index) => {
    const letter = shown[index] ?? free.shift();
    if (!letter) return;
    freeOf(letter);
    input.dataset.key = letter;
    if (shown[index]) return;
    const cap = document.createElement("kbd");
    cap.setAttribute("aria-hidden", "true");
    cap.className = "keycap";
    cap.textContent = letter;
    rows[index].append(cap);
  });
}

/** @returns {HTMLElement[]} */
const keyed = () => /** @type {HTMLElement[]} */ ([...document.querySelectorAll("[data-key]")]).filter(isUsable);

function press(element) {
  if (element.matches("input, textarea, select") && isTyping(element)) {
    element.focus();
    element.select?.();
    return;
  }
  element.focus({ preventScroll: true });
  element.click();
}

function describe(element) {
  const label = element.dataset.keyLabel || element.getAttribute("aria-label") || element.labels?.[0]?.textContent;
  if (label) return label;
  const copy = element.cloneNode(true);
  for (const part of copy.querySelectorAll(".keycap")) part.remove();
  return copy.textContent.replace(/\s+/g, " ").trim().slice(0, 60);
}

function entry(list, key, words) {
  const term = document.createElement("dt");
  const cap = document.createElement("kbd");
  const detail = document.createElement("dd");
  cap.textContent = text(`key-${key}`) || key;
  detail.textContent = words;
  term.append(cap);
  list.append(term, detail);
}

function fill(list) {
  list.replaceChildren();
  const letters = [];
  for (const element of keyed()) {
    if (element.closest(".choices")) letters.push(element.dataset.key);
    else entry(list, element.dataset.key, describe(element));
  }
  if (letters.length) entry(list, letters.join(" "), text("keys-choose"));
  const usual = document.querySelector("[data-default]");
  if (usual) entry(list, "enter", describe(usual));
  const fields = [...document.querySelectorAll("main input, main textarea")].filter(isUsable);
  if (fields.length && !document.querySelector("[data-key=enter]")) entry(list, "enter", text("keys-send"));
  if (fields.some(isTyping)) entry(list, "escape", text("keys-leave"));
  entry(list, "?", text("keys-list"));
}

function makeDialog() {
  const dialog = document.createElement("dialog");
  dialog.className = "keys";
  dialog.setAttribute("aria-labelledby", "keys-title");
  dialog.innerHTML = `
    <h2 id="keys-title" data-says="keys-title"></h2>
    <dl></dl>
    <label class="check"><input type="checkbox"><span data-says="keys-use"></span></label>
    <form method="dialog"><button class="button" data-says="keys-close" autofocus></button></form>`;
  sayAll(dialog);
  const box = dialog.querySelector("input");
  box.checked = isOn();
  box.addEventListener("change", () => switchKeys(box.checked));
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
  document.body.append(dialog);
  return dialog;
}

let dialog = null;
// Escape was pressed in the answer field: from then on keys are keys.
let hasLeft = false;

// Some of what people answer begins with a key of the page: "Urumqi" must not undo the last card.
function goesIntoField(event, target) {
  /** @type {HTMLElement | null} */
  const field = document.querySelector("[data-typed] :is(input, textarea)");
  const isWriting = event.key.length === 1 && event.key !== " " && event.key !== "?";
  if (!field || !isUsable(field) || hasLeft || !isWriting || !target.matches("body, main")) return false;
  field.focus(); // the character follows the focus
  return true;
}

function showList() {
  dialog ??= makeDialog();
  fill(dialog.querySelector("dl"));
  dialog.showModal();
}

function onKey(event) {
  if (event.defaultPrevented || event.repeat || event.isComposing) return;
  if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open], :popover-open")) return;
  const target = event.target instanceof Element ? event.target : document.body;
  if (event.key === "Escape") hasLeft = true;
  if (isTyping(target)) {
    if (event.key === "Escape") target.blur();
    else hasLeft = false;
    return;
  }
  if (goesIntoField(event, target)) return;
  if (!document.documentElement.classList.contains("has-keys") || usesItself(target, event.key)) return;
  if (event.key === "?") {
    event.preventDefault();
    showList();
    return;
  }
  const pressed = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const matches = keyed().filter(({ dataset: { key } }) => (NAMES[key] ?? key) === pressed);
  const isDefault = pressed === "Enter" || pressed === " ";
  const element =
    matches.find((match) => match.closest(".choices")) ??
    matches[0] ??
    (isDefault ? document.querySelector("[data-default]") : null);
  if (element) {
    event.preventDefault();
    press(element);
  }
}

letterChoices();
switchKeys(isOn());
for (const element of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-key]"))) {
  const key = element.dataset.key;
  element.setAttribute("aria-keyshortcuts", SHORTCUTS[key] ?? key.toUpperCase());
}
for (const button of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-keys-help]"))) {
  button.hidden = false;
  button.addEventListener("click", showList);
}
document.addEventListener("keydown", onKey);
