// Scrolls a row of chips to the one of this page, where the stylesheet can't (scroll-initial-target), and to the
// one that the keyboard comes to: browsers leave one alone of which a part shows. The page itself stays where
// it is.

/** @param {Element} chip */
function scrollTo(chip) {
  const row = /** @type {Element} */ (chip.closest(".chips"));
  const [inner, outer] = [chip, row].map((one) => one.getBoundingClientRect());
  row.scrollLeft += (inner.left + inner.right - outer.left - outer.right) / 2;
}

for (const nav of document.querySelectorAll(".chips-nav")) {
  nav.addEventListener("focusin", (event) => {
    const chip = /** @type {Element} */ (event.target);
    // Under a pointer it stays where it is: moved, it would miss the click.
    if (chip.matches(":focus-visible")) scrollTo(chip);
  });
  const current = nav.querySelector("[aria-current]");
  if (current && !CSS.supports("scroll-initial-target", "nearest")) scrollTo(current);
}
