// Scrolls a row of chips to the one of this page, where the stylesheet can't (scroll-initial-target). The page
// itself stays where it is.

if (!CSS.supports("scroll-initial-target", "nearest")) {
  for (const chip of document.querySelectorAll(".chips-nav [aria-current]")) {
    const row = chip.closest(".chips");
    const [inner, outer] = [chip, row].map((one) => one.getBoundingClientRect());
    row.scrollLeft += (inner.left + inner.right - outer.left - outer.right) / 2;
  }
}
