// A submit button can't be pressed twice, and says what it is doing once that takes over 100 ms
// (data-busy="Saving…"; data-busy="off" leaves the button alone, for downloads). The server counts a
// form sent twice once anyway; this spares people the doubt.

const PATIENCE = 100;
const LONGEST = 15_000; // after this the button comes back: the answer may never have arrived
const underWay = new Map();

function release(form) {
  const state = underWay.get(form);
  if (!state) return;
  underWay.delete(form);
  clearTimeout(state.timer);
  clearTimeout(state.end);
  state.button?.removeAttribute("aria-disabled");
  form.removeAttribute("aria-busy");
  if (state.before) state.button.replaceChildren(...state.before);
}

function show(form, button) {
  const state = underWay.get(form);
  if (!state) return;
  form.setAttribute("aria-busy", "true");
  if (!button?.dataset.busy) return;
  state.before = [...button.childNodes];
  button.replaceChildren(button.dataset.busy);
}

document.addEventListener("submit", (event) => {
  const form = /** @type {HTMLFormElement} */ (event.target);
  const button = event.submitter;
  if (form.getAttribute("method") === "dialog" || button?.dataset.busy === "off") return;
  if (underWay.has(form)) {
    event.preventDefault();
    return;
  }
  // Another listener may still keep the form here; then nothing is under way.
  queueMicrotask(() => {
    if (event.defaultPrevented) return;
    button?.setAttribute("aria-disabled", "true");
    underWay.set(form, {
      button,
      timer: setTimeout(show, PATIENCE, form, button),
      end: setTimeout(release, LONGEST, form),
    });
  });
});

// A page that comes back from the browser's memory after it was sent shows how things stood before: it is
// fetched again. One that wasn't sent keeps what was typed.
window.addEventListener("pageshow", ({ persisted }) => {
  if (persisted && underWay.size) location.reload();
  for (const form of [...underWay.keys()]) release(form);
});
