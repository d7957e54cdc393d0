// "Show" beside a password, for those who want to see what they type.

for (const box of document.querySelectorAll("[data-password]")) {
  const input = box.querySelector("input");
  /** @type {HTMLButtonElement} */
  const button = box.querySelector("[data-password-show]");
  const show = (shown) => {
    input.type = shown ? "text" : "password";
    button.textContent = shown ? button.dataset.hide : button.dataset.show;
    button.setAttribute("aria-label", shown ? button.dataset.hideLabel : button.dataset.showLabel);
  };
  show(false);
  button.hidden = false;
  button.addEventListener("click", () => {
    show(input.type === "password");
    input.focus();
  });
  // A password manager should see a password.
  input.form?.addEventListener("submit", () => show(false));
}
