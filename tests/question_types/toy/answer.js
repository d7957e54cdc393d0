// Says aloud how warm it is, while the slider moves.

for (const slider of document.querySelectorAll(".toy")) {
  slider.addEventListener("input", () => slider.setAttribute("aria-valuetext", `${slider.value} degrees`));
}
