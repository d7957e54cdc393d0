// Keeps "23 minutes left" true on the pages of a quiz with a time limit. It changes once a minute, without
// a flash; five minutes and one minute before the end, and at the end, it is said aloud as well. Nothing is
// sent and nothing is locked: the server alone decides what came in time.

const SECOND = 1000; // ms
const MINUTE = 60; // s
const SAID = [5 * MINUTE, MINUTE]; // s before the end

const words = (seconds) => {
  if (seconds <= 0) return "time is up";
  const minutes = Math.ceil(seconds / MINUTE);
  if (seconds <= MINUTE) return "less than a minute left";
  return `${minutes} ${minutes === 1 ? "minute" : "minutes"} left`;
};

function watch(line) {
  const left = line.querySelector("[data-time-left]");
  const said = document.querySelector("[data-time-said]");
  // By the clock on the wall: a laptop may sleep meanwhile.
  const end = Date.now() + Number(line.dataset.secondsLeft) * SECOND;
  let before = Infinity;

  function finish() {
    const link = document.createElement("a");
    link.href = line.dataset.result;
    link.className = "button button--primary";
    link.textContent = "See how it went";
    const actions = document.querySelector("form#answer .actions");
    if (actions) {
      const panel = document.createElement("div");
      panel.className = "panel";
      const words = document.createElement("p");
      words.textContent = "Time is up. What you saved counts.";
      panel.append(words, link);
      // What is sent now comes too late.
      actions.replaceWith(panel);
    } else {
      line.append(link);
    }
    said.textContent = "Time is up. What you saved counts.";
  }

  function tick() {
    const seconds = (end - Date.now()) / SECOND;
    const text = words(seconds);
    if (left.textContent !== text) left.textContent = text;
    const passed = SAID.find((mark) => before > mark && seconds <= mark && before !== Infinity);
    if (passed && seconds > 0) said.textContent = passed === MINUTE ? "One minute left." : "Five minutes left.";
    before = seconds;
    if (seconds > 0) setTimeout(tick, SECOND);
    else finish();
  }
  tick();
}

for (const line of document.querySelectorAll("[data-seconds-left]")) watch(line);
