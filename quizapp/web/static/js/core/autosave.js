// A form with data-autosave is sent whenever something in it changes, and its [data-save-status] says
// how that went. It says "Saved" only when the server answered that it saved just what stands in the
// form: JSON {"saved": true, "message": …, "fields": {name: value}}, where fields are new values of hidden
// inputs such as a sequence number; "answered" says whether there is an answer now, and goes on to other scripts with
// the event "answer-saved". A redirect (to the log-in page, say), another page, an error or no
// answer at all is "Not saved"; where the server is away or refuses for the moment, it is tried again by
// itself, with growing waits. Where drafts.js has it, it says that it is kept on this device, and with JSON
// {"log_in": address} it leads to a new log-in. What can't be read as an answer the server may keep all the
// same, and then the message says so: {"saved": false, "kept": true, "message": …}; so it does, with the status 202,
// with what arrives after the end (data-late), about which somebody decides later. With data-autosave="unsaved" the
// form came with something that isn't saved yet, and is sent at once.

import { contents } from "./contents.js";
import { text } from "./texts.js";

const PAUSE = 700; // ms without a key before what is typed is sent
const BLINK = 250; // ms after leaving a field: enough to see whether the form itself is being sent
const LONGEST = 20_000; // ms until a server that doesn't answer counts as away; for its database it waits 10 s at most
const PATIENCE = 100; // ms before "Saving…" shows
const FIRST_WAIT = 2_000; // ms until it is tried again; twice as long each time, up to the longest
const LONGEST_WAIT = 30_000;

// Once the time is up (countdown.js) nothing is sent any more, but to those who take what arrives late.
const isOver = (form) => "over" in form.dataset && !("late" in form.dataset);

function say(form, words, state) {
  for (const status of form.querySelectorAll("[data-save-status]")) {
    status.textContent = words;
    status.dataset.state = state;
  }
}

// The draft comes back by itself after the log-in; where nothing can be kept, this page stays open beside it.
function linkTo(logIn, isKept) {
  const link = document.createElement("a");
  link.href = logIn;
  link.textContent = text("log-in");
  if (!isKept) link.target = "_blank";
  return link;
}

/**
 * @param {HTMLFormElement} form
 * @param {{ message?: string, mayPass?: boolean, logIn?: string }} answer
 */
function sayNotSaved(form, { message, mayPass, logIn }) {
  const isKept = form.hasAttribute("data-is-kept");
  const words = [text("not-saved", { reason: message || text("try-again") })];
  // The result removes what was kept.
  if (mayPass && !isOver(form)) words.push(text("tried-again"));
  if (isKept && !isOver(form)) words.push(text("kept"));
  say(form, words.join(" "), "failed");
  if (!logIn) return;
  for (const status of form.querySelectorAll("[data-save-status]")) status.append(" ", linkTo(logIn, isKept), ".");
}

const isTyped = (field) => field.matches("input[type=text], input:not([type]), textarea");

async function send(form, body) {
  let response;
  try {
    response = await fetch(form.getAttribute("action") || location.href, {
      method: "POST",
      body: new URLSearchParams(body),
      headers: { "X-Requested-With": "autosave", Accept: "application/json" },
      redirect: "manual",
      keepalive: body.length < 60_000,
      signal: AbortSignal.timeout(LONGEST),
    });
  } catch {
    return { saved: false, message: text("unreachable"), mayPass: true };
  }
  if (response.type === "opaqueredirect") {
    return { saved: false, message: text("logged-out") };
  }
  try {
    const { saved, kept, message, answered, fields, log_in: logIn } = await response.json();
    const isUnreadable = response.status === 422;
    const mayPass = response.status === 429 || response.status >= 500;
    return {
      saved: response.ok && saved === true,
      isUnreadable,
      isKept: kept === true,
      isLate: kept === true && response.status === 202,
      message,
      isAnswered: answered,
      fields,
      logIn,
      mayPass,
    };
  } catch {
    return { saved: false, message: text("server-error"), mayPass: true };
  }
}

function takeOver(form, fields = {}) {
  for (const [name, value] of Object.entries(fields)) {
    const input = form.elements.namedItem(name);
    if (input instanceof HTMLInputElement && input.type === "hidden") input.value = value;
  }
}

// What the page said of something that couldn't be read is no longer true.
function forgetFaults(form) {
  for (const fault of form.querySelectorAll("[data-unreadable], .field-error:not(#certainty-error)")) fault.remove();
  for (const field of form.querySelectorAll("[name=response][aria-invalid]")) field.removeAttribute("aria-invalid");
}

function watch(form) {
  let pause = 0;
  let wait = FIRST_WAIT;
  let sending = false;
  let leaving = false;
  let held = null; // a submit that waits for the copy under way, so that it isn't stale
  const isUnsaved = form.dataset.autosave === "unsaved";
  let saved = isUnsaved ? null : contents(form); // what the server has; null where we can't tell

  async function save() {
    clearTimeout(pause);
    const body = contents(form);
    if (sending || leaving || body === saved) return;
    sending = true;
    const slow = setTimeout(say, PATIENCE, form, text("saving"), "saving");
    const answer = await send(form, body);
    clearTimeout(slow);
    sending = false;
    const unchanged = contents(form) === body;
    takeOver(form, answer.fields);
    const isTaken = answer.saved || answer.isLate;
    const detail = { isWhole: unchanged, isAnswered: answer.isAnswered };
    if (isTaken) form.dispatchEvent(new CustomEvent("answer-saved", { detail }));
    if (held) {
      form.requestSubmit(held.button);
      return;
    }
    saved = isTaken && unchanged ? contents(form) : null;
    // Half of a word needn't make sense: learners who are still typing hear of it once they leave the field. But of
    // what isn't even kept, such as a text that is too long, they hear at once.
    const isTyping =
      answer.isUnreadable && answer.isKept && isTyped(document.activeElement) && form.contains(document.activeElement);
    if (answer.saved && unchanged) forgetFaults(form);
    if (isTyping) say(form, "", "typing");
    else if (answer.isKept) say(form, answer.message, "failed");
    else if (!answer.saved) sayNotSaved(form, answer);
    // Once the time is up (countdown.js) nothing more can be asked.
    else if (unchanged) say(form, ("over" in form.dataset ? "" : answer.message) || text("saved"), "saved");
    if (!answer.mayPass) wait = FIRST_WAIT;
    if (answer.mayPass && !isOver(form)) {
      saveIn(wait);
      wait = Math.min(2 * wait, LONGEST_WAIT);
    } else if (!unchanged) save(); // it changed while we waited
  }

  function saveIn(delay) {
    clearTimeout(pause);
    pause = setTimeout(save, delay);
  }

  form.addEventListener("change", (event) => (isTyped(event.target) ? saveIn(BLINK) : save()));
  form.addEventListener("input", (event) => {
    if (!isTyped(event.target)) return;
    say(form, "", "typing");
    saveIn(PAUSE);
  });
  form.addEventListener("submit", (event) => {
    clearTimeout(pause);
    if (sending) {
      event.preventDefault();
      held ??= { button: event.submitter };
      return;
    }
    held = null;
    leaving = true;
  });
  window.addEventListener("pageshow", ({ persisted }) => {
    // Out of the browser's memory it comes with the sequence from before it was sent.
    if (persisted && leaving) location.reload();
    leaving = false;
  });
  window.addEventListener("online", save);
  form.addEventListener("save-now", save); // from countdown.js: the time is nearly up
  if (isUnsaved) save();
}

for (const form of document.querySelectorAll("form[data-autosave]")) watch(form);
