// Flags a question for later without leaving its page. Without this the button sends the form, which saves what
// stands in it; so does it where the server doesn't answer as it should.

/** @param {HTMLButtonElement} button */
function watch(button) {
  const words = /** @type {HTMLElement} */ (button.querySelector("[data-flag-words]"));
  const status = /** @type {HTMLElement} */ (button.form.querySelector("[data-flag-status]"));
  const here = button.form.querySelector(".number[aria-current]");

  function show(isFlagged) {
    button.value = isFlagged ? "off" : "on";
    words.textContent = isFlagged ? words.dataset.flagged : words.dataset.unflagged;
    status.textContent = isFlagged ? status.dataset.flagged : status.dataset.unflagged;
    here?.classList.toggle("number--flagged", isFlagged);
    const told = /** @type {HTMLElement | null} */ (here?.querySelector("[data-is-flagged]"));
    if (told) told.textContent = isFlagged ? told.dataset.isFlagged : "";
  }

  async function send() {
    const token = new FormData(button.form).get("csrf_token");
    const response = await fetch(button.formAction, {
      method: "POST",
      body: new URLSearchParams({ flag: button.value, csrf_token: String(token) }),
      headers: { "X-Requested-With": "autosave", Accept: "application/json" },
      redirect: "error",
    });
    const { flagged, message } = await response.json();
    if (typeof flagged === "boolean") show(flagged);
    else if (message) status.textContent = message;
    else throw new Error("no answer to a flag");
  }

  button.addEventListener("click", async (event) => {
    if (button.dataset.plain) return;
    event.preventDefault();
    if (button.getAttribute("aria-disabled") === "true") return;
    button.setAttribute("aria-disabled", "true");
    try {
      await send();
    } catch {
      button.dataset.plain = "yes";
      button.form.requestSubmit(button);
    } finally {
      button.removeAttribute("aria-disabled");
    }
  });
}

/** @type {NodeListOf<HTMLButtonElement>} */
const buttons = document.querySelectorAll("button[data-flag]");
for (const button of buttons) watch(button);
