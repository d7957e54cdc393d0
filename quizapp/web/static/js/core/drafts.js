// Keeps every answer that isn't sent yet on this device, and puts it back when its page is opened again: after
// a reload, a way round by other pages, a server that was away, or a log-in that had ended. It belongs to one
// person (data-person of the page), to one question of a quiz or one wording of a card (data-draft of the form),
// and to how many answers that had (its sequence): what was answered elsewhere meanwhile is never put
// over that answer, only offered.
//
// It goes once the server shows that it took the answer, when its question can't be answered any more
// (data-draft-over; where it may still be sent late, data-draft-late lists it), when somebody else logs in on this device, on logging out (which asks), and after a week.
// Where the browser lets nothing be stored, pages work as without this.

import { sayAll, text } from "./texts.js";

const PREFIX = "quizapp-draft/";
const OWNER = "quizapp-person"; // whose page was opened last on this device
const WEEK = 7 * 24 * 60 * 60 * 1000; // ms

const { person } = document.body.dataset;
const nameOf = (slot) => `${PREFIX}${person}/${slot}`;
const slotOf = (name) => name.slice(nameOf("").length);

/**
 * @typedef {{ name: string, label: string, value: string }} Given one field that isn't empty, by its words
 * @typedef {{ at: number, sequence: number, given: Given[], sent?: number }} Draft
 *     `sent` is there once it was sent: the last review that was known then, for a card
 */

/** @returns {Draft | null} */
function read(name) {
  try {
    const draft = JSON.parse(localStorage.getItem(name));
    return Array.isArray(draft?.given) ? draft : null;
  } catch {
    return null;
  }
}

function write(name, draft) {
  try {
    // A page of somebody who has left writes nothing beside the drafts of the next person.
    if (localStorage.getItem(OWNER) !== person) return false;
    localStorage.setItem(name, JSON.stringify(draft));
    return true;
  } catch {
    return false; // full, or not allowed
  }
}

function remove(name) {
  try {
    localStorage.removeItem(name);
  } catch {
    // Then nothing was stored either.
  }
}

function all() {
  try {
    return Object.keys(localStorage).filter((name) => name.startsWith(PREFIX));
  } catch {
    return [];
  }
}

const own = () => all().filter((name) => name.startsWith(nameOf("")));

// A choice is known by its words: its place among the others may be another the next time.
function wordsOf(node) {
  const copy = node.cloneNode(true);
  for (const part of copy.querySelectorAll("kbd, input, select")) part.remove();
  for (const image of copy.querySelectorAll("img")) image.replaceWith(image.getAttribute("src"));
  return copy.textContent.replace(/\s+/g, " ").trim();
}

/** @returns {any[]} */
const fieldsOf = (form) =>
  [...form.elements].filter((field) => field.name && field.matches("textarea, select, input:not([type=hidden])"));
const labelOf = (field) => (field.labels?.[0] ? wordsOf(field.labels[0]) : "");
const isTicked = (field) => field.matches("[type=radio], [type=checkbox]");

function contentOf(field) {
  if (isTicked(field)) return field.checked ? "on" : "";
  if (field.localName !== "select") return field.value;
  return field.value && wordsOf(field.selectedOptions[0]);
}

/** @returns {Given[]} */
function given(form) {
  const found = fieldsOf(form).map((field) => ({ name: field.name, label: labelOf(field), value: contentOf(field) }));
  return found.filter(({ value }) => value);
}

// Whatever order scripts have put the fields in.
const asText = (some) =>
  some
    .map(({ name, label, value }) => JSON.stringify([name, label, value]))
    .sort()
    .join();

function putBack(form, some) {
  const left = [...some];
  for (const field of fieldsOf(form)) {
    const label = labelOf(field);
    const index = left.findIndex((one) => one.name === field.name && one.label === label);
    const value = index < 0 ? "" : left.splice(index, 1)[0].value;
    if (isTicked(field)) field.checked = value === "on";
    else if (field.localName !== "select") field.value = value;
    else field.value = [...field.options].find((option) => value && wordsOf(option) === value)?.value ?? "";
  }
}

const isSent = (draft) => draft.sent !== undefined;

// Forgets what is somebody else's or too old, and what this page shows to be done with.
function tidy() {
  const now = Date.now();
  for (const name of all()) {
    const draft = read(name);
    const isOld = !draft || Math.abs(now - draft.at) > WEEK;
    if (isOld || !name.startsWith(nameOf(""))) remove(name);
  }
  for (const { dataset } of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-draft-over]"))) {
    for (const name of own()) if (`${slotOf(name)}/`.startsWith(`${dataset.draftOver}/`)) remove(name);
  }
  // A quiz: how many answers each of its questions has.
  /** @type {HTMLElement | null} */
  const quiz = document.querySelector("[data-sequences]");
  const sequences = quiz?.dataset.sequences.split(" ").map(Number) ?? [];
  for (const name of own()) {
    const draft = read(name);
    const number = sequences.findIndex((_, index) => slotOf(name) === `${quiz.dataset.quiz}/${index + 1}`) + 1;
    // What just came back as not taken is still to be had.
    const isOvertaken = quiz?.dataset.overtaken === String(number);
    if (number && isSent(draft) && sequences[number - 1] > draft.sequence && !isOvertaken) remove(name);
  }
  // A review: the last that was taken.
  const last = lastReview();
  for (const name of own()) {
    const draft = read(name);
    if (slotOf(name).startsWith("card/") && isSent(draft) && last > draft.sent) remove(name);
  }
}

function lastReview() {
  /** @type {HTMLElement | null} */
  const page = document.querySelector("[data-last-review]");
  return Number(page?.dataset.lastReview || 0);
}

function watch(form) {
  const name = nameOf(form.dataset.draft);
  const isCard = form.dataset.draft.startsWith("card/");
  /** @type {HTMLElement | null} */
  const line = form.querySelector("[data-kept]");
  let asFirst = asText(given(form)); // what the server knows of, or has just sent back
  let seen = asFirst;
  let isDiscarded = false;
  let telling = 0;
  // The page takes a new one over when it saves by itself.
  const sequence = () => Number(form.elements.namedItem("sequence")?.value ?? form.dataset.sequence);

  function keep() {
    if (isDiscarded) return;
    const now = given(form);
    const content = asText(now);
    seen = content;
    const before = read(name);
    if (before && asText(before.given) === content && before.sequence === sequence()) return;
    if (content === asFirst) remove(name);
    const isKept = content !== asFirst && write(name, { at: Date.now(), sequence: sequence(), given: now });
    form.toggleAttribute("data-is-kept", isKept);
  }

  function again() {
    isDiscarded = true;
    location.replace(form.dataset.page);
  }

  function button(words, press) {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "button button--quiet";
    made.textContent = words;
    made.addEventListener("click", press);
    return made;
  }

  const discard = () => {
    remove(name);
    again();
  };

  // A little later: what stands in a page when it opens isn't said aloud.
  function tell(...content) {
    telling = setTimeout(() => line?.replaceChildren(...content), 100);
  }

  function restore() {
    const draft = read(name);
    if (!draft) return;
    const isSame = asText(draft.given) === asFirst;
    const isCurrent = draft.sequence === sequence();
    form.toggleAttribute("data-is-kept", isCurrent);
    if (isSame && isCurrent) {
      asFirst = asText([]); // it came back as it was, and nowhere else is it kept
      return;
    }
    if (!isCurrent && (isSame || isCard)) {
      remove(name);
      return;
    }
    if (isCurrent) {
      putBack(form, draft.given);
      seen = asText(given(form));
      form.dataset.restored = ""; // to countdown.js: there is something to send
      form.dispatchEvent(new Event("save-now"));
      const words = document.createElement("span");
      words.textContent = text(isCard ? "kept-card" : "kept-answer");
      tell(words, button(text("discard"), discard));
      return;
    }
    const words = document.createElement("span");
    const answer = draft.given.map(({ label, value }) => (value === "on" ? label : value)).join("; ");
    words.textContent = text("kept-other", { answer });
    const take = () => {
      write(name, { ...draft, sequence: sequence(), sent: undefined });
      again();
    };
    tell(words, button(text("restore"), take), button(text("discard"), discard));
  }

  form.addEventListener("input", keep);
  form.addEventListener("change", keep);
  // Scripts may have changed something that no event has told of yet. Where nothing was, another page of the same
  // question may have kept something newer.
  window.addEventListener("pagehide", () => asText(given(form)) !== seen && keep());
  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    keep();
    const draft = read(name);
    // A hint is asked for beside an answer that isn't given yet, and a card is answered once it is rated.
    if (draft && !isCard && event.submitter?.name !== "hint") write(name, { ...draft, sent: 0 });
  });
  // From autosave.js: all of it, or what it was a moment ago.
  form.addEventListener("answer-saved", ({ detail }) => {
    asFirst = asText(detail.isWhole ? given(form) : []);
    if (detail.isWhole) {
      clearTimeout(telling); // it may be saved sooner than that
      line?.replaceChildren();
      remove(name); // what arrived late has the sequence that it had before
    }
    keep();
  });
  restore();
}

// What couldn't be sent before the time of its quiz was up can still be sent, late, from a page of its own.
function offerLate(section) {
  const { draftLate, address } = section.dataset;
  const slots = own().map(slotOf);
  const unsent = slots.filter((slot) => slot.startsWith(`${draftLate}/`) && !isSent(read(nameOf(slot)) ?? { sent: 0 }));
  const numbers = unsent.map((slot) => Number(slot.slice(draftLate.length + 1))).sort((one, other) => one - other);
  const list = document.createElement("ul");
  section.append(list);
  for (const number of numbers) {
    const link = document.createElement("a");
    link.href = `${address}/${number}/late`;
    link.textContent = text("send-late", { number });
    const item = document.createElement("li");
    item.append(link);
    list.append(item);
  }
  section.hidden = !numbers.length;
}

function markRated(form) {
  form.addEventListener("submit", () => {
    const name = nameOf(form.dataset.rates);
    const draft = read(name);
    if (draft) write(name, { ...draft, sent: lastReview() });
  });
}

// Leaving, a person says what becomes of an answer that isn't sent: the device may be shared. Enter pressed once
// too often removes nothing.
function ask(decide) {
  const dialog = document.createElement("dialog");
  dialog.className = "ask";
  dialog.setAttribute("aria-labelledby", "ask-title");
  dialog.innerHTML = `
    <h2 id="ask-title" data-says="unsent-title"></h2>
    <p data-says="unsent"></p>
    <form method="dialog" class="actions">
      <button class="button button--primary" value="remove" data-says="unsent-remove"></button>
      <button class="button" value="keep" data-says="unsent-keep"></button>
      <button class="button button--quiet" value="stay" data-says="unsent-stay" autofocus></button>
    </form>`;
  sayAll(dialog);
  dialog.addEventListener("close", () => {
    dialog.remove();
    decide(dialog.returnValue);
  });
  document.body.append(dialog);
  dialog.showModal();
}

function askBefore(form) {
  let isDecided = false;
  form.addEventListener("submit", (event) => {
    if (isDecided || !own().length) return;
    event.preventDefault();
    ask((decision) => {
      if (!["remove", "keep"].includes(decision)) return;
      if (decision === "remove") for (const name of own()) remove(name);
      isDecided = true;
      form.requestSubmit();
    });
  });
}

if (person) {
  try {
    localStorage.setItem(OWNER, person);
  } catch {
    // Then nothing is kept.
  }
  tidy();
  for (const form of document.querySelectorAll("form[data-draft]")) watch(form);
  for (const form of document.querySelectorAll("form[data-rates]")) markRated(form);
  for (const section of document.querySelectorAll("[data-draft-late]")) offerLate(section);
  for (const form of document.querySelectorAll("[data-log-out] form")) askBefore(form);
}
