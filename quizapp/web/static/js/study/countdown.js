// Keeps "23 minutes left" true on the pages of a quiz that ends. It changes once a minute, without
// a flash; five minutes and one minute before the end, and at the end, it is said aloud as well, once in a
// quiz however often its pages change. At the end the page sends what stands in it, so that nothing is lost
// that was typed. The server alone decides what came in time.
//
// It counts by a clock that nobody sets (performance.now). That one may stand still while a laptop sleeps: where
// it and the clock on the wall part, and when the page is looked at again, the server is asked how long there is. Of
// an assignment it is asked all the time: its staff may give more time, to one learner or to all, set an end where there
// was none (data-seconds-left="", a hidden line), or take it away.

import { contents } from "../core/contents.js";

const SECOND = 1000; // ms
const MINUTE = 60; // s
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR; // with more than that left, nothing counts down on a quiet line (data-quiet)
const MOST_MINUTES = 120; // written as minutes, and hours below; web/filters.py does the same
const MOST_HOURS = 48;
const SAID = [5 * MINUTE, MINUTE]; // s before the end
const LAST_SAVE = 3; // s before the end
const APART = 2; // s by which two clocks may differ
const ASKED = 10; // s between two questions to the server, where the end may move
const plurals = new Intl.PluralRules(document.documentElement.lang);

/** How long is left, in the words that the line of the countdown brings along. */
function wordsOn(line, seconds) {
  const { noneLeft, lastMinute } = line.dataset;
  const count = (unit, number) => {
    const form = (category) => line.getAttribute(`data-${unit}-${category}`);
    return (form(plurals.select(number)) ?? form("other")).replace("{count}", String(number));
  };
  if (seconds <= 0) return noneLeft;
  const minutes = Math.ceil(seconds / MINUTE);
  if (seconds <= MINUTE) return lastMinute;
  if (minutes <= MOST_MINUTES) return count("minutes", minutes);
  const hours = Math.floor(seconds / HOUR);
  return hours <= MOST_HOURS ? count("hours", hours) : count("days", Math.floor(hours / 24));
}

// What was sent before and came back, with a hint for example, is something to send as well.
const wasSentBack = (form) => "sentBack" in form.dataset;
const isAnswered = (form) => new FormData(form).getAll("response").some((text) => String(text).trim());

function watch(line) {
  const left = line.querySelector("[data-time-left]");
  const ends = line.querySelector("[data-time-ends]");
  const said = document.querySelector("[data-time-said]");
  /** @type {HTMLFormElement | null} */
  const form = document.querySelector("form#answer");
  const atFirst = form && contents(form);
  const { oneMinute, fiveMinutes, saidOver, see, saved: savedWord } = line.dataset;
  const words = (seconds) => wordsOn(line, seconds);
  const remembered = `quizapp-said ${line.dataset.attempt}`;
  let end = 0; // by performance.now, in ms
  let apart = 0; // of the two clocks, in ms
  let timer = 0;
  let isFirst = true;

  function reckon(seconds) {
    end = performance.now() + seconds * SECOND;
    apart = Date.now() - performance.now();
  }

  async function ask() {
    try {
      const response = await fetch(line.dataset.clock, { headers: { Accept: "application/json" }, redirect: "error" });
      const { seconds_left: seconds, ends_at: moment } = await response.json();
      if (!response.ok || (form && "over" in form.dataset)) return;
      line.hidden = typeof seconds !== "number";
      clearTimeout(timer);
      if (line.hidden) return;
      reckon(seconds);
      if (moment) ends.textContent = moment;
      tick();
    } catch {
      // Nobody answers: the countdown goes on as before.
    }
  }

  const save = () => form?.dispatchEvent(new Event("save-now"));

  function say(seconds) {
    const mark = SAID.findLast((one) => seconds <= one);
    if (!mark || Number(sessionStorage.getItem(remembered) ?? Infinity) <= mark) return;
    sessionStorage.setItem(remembered, String(mark));
    const isOnTime = seconds > mark - 2;
    if (isOnTime) said.textContent = mark === MINUTE ? oneMinute : fiveMinutes;
    else said.textContent = `${words(seconds)}.`;
  }

  function finish() {
    save();
    // A form that doesn't save by itself is sent, if there is anything to send.
    const isDue = form && !("autosave" in form.dataset) && isAnswered(form);
    // What drafts.js has put back was typed as well.
    if (isDue && (contents(form) !== atFirst || wasSentBack(form) || "restored" in form.dataset)) {
      form.requestSubmit(form.querySelector(".button--primary"));
      return;
    }
    const link = document.createElement("a");
    link.href = line.dataset.result;
    link.className = "button button--primary";
    link.textContent = see;
    const panel = document.createElement("div");
    panel.className = "panel";
    const sentence = document.createElement("p");
    sentence.textContent = saidOver;
    const actions = document.querySelector("main .actions");
    // What the last save has to say is still worth reading.
    const saved = document.createElement("p");
    saved.append(...(actions?.querySelectorAll("[data-save-status]") ?? []));
    for (const status of saved.querySelectorAll("[data-state=saved]")) status.textContent = savedWord;
    panel.append(sentence, ...(saved.hasChildNodes() ? [saved] : []), link);
    const hadFocus = form?.contains(document.activeElement);
    if (actions) actions.replaceWith(panel);
    else line.after(panel);
    if (form) form.dataset.over = "";
    // The staff of a course decides about what arrives late: autosave.js goes on trying.
    if (form && "mayMove" in line.dataset) form.dataset.late = "";
    const parts = /** @type {HTMLElement[]} */ ([...(form?.children ?? [])]);
    for (const part of parts) part.inert = part !== panel;
    // What was given is still to be seen; what was never said, and the ways to other questions, are of no use.
    const useless = /** @type {HTMLElement[]} */ ([
      ...(form?.querySelectorAll(".numbers, .certainty:not(:has(:checked))") ?? []),
    ]);
    for (const part of useless) part.hidden = true;
    if (hadFocus) link.focus();
    said.textContent = saidOver;
  }

  function tick() {
    const seconds = (end - performance.now()) / SECOND;
    const text = words(seconds);
    if (left.textContent !== text) left.textContent = text;
    line.hidden = "quiet" in line.dataset && seconds > DAY;
    line.classList.toggle("time-left--short", seconds <= SAID[0]);
    // What a page says while it loads is easily missed.
    if (!isFirst && seconds > 0) say(seconds);
    isFirst = false;
    if (seconds <= LAST_SAVE) save();
    if (seconds > 0) timer = setTimeout(tick, SECOND);
    else finish();
    if (Math.abs(Date.now() - performance.now() - apart) < APART * SECOND) return;
    apart = Date.now() - performance.now();
    ask();
  }

  if (line.dataset.secondsLeft) {
    reckon(Number(line.dataset.secondsLeft));
    tick();
  }
  const isLookedAt = () => document.visibilityState === "visible" && !(form && "over" in form.dataset);
  if ("mayMove" in line.dataset) setInterval(() => isLookedAt() && ask(), ASKED * SECOND);
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && ask());
  window.addEventListener("pageshow", ({ persisted }) => persisted && ask());
}

for (const line of document.querySelectorAll("[data-seconds-left]")) watch(line);
