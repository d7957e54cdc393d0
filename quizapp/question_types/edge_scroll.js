// Scrolls the page while something is dragged near the top or the bottom of what can be seen of it: the nearer,
// the faster. Where less motion is wanted, it goes as far in few steps.

const EDGE = 80; // px from the edge at which it begins
const FASTEST = 900; // px a second at the very edge
const PAUSE = 300; // ms between two steps where less motion is wanted

const isStill = matchMedia("(prefers-reduced-motion: reduce)");

// Bars that stay in place cover a part of the page: what can be seen of it ends there.
function edges() {
  let [top, bottom] = [0, innerHeight];
  for (const bar of document.querySelectorAll(".study-header, .actions, .tabs")) {
    if (!["sticky", "fixed"].includes(getComputedStyle(bar).position)) continue;
    const box = bar.getBoundingClientRect();
    if (box.top <= 0) top = Math.max(top, box.bottom);
    else if (box.bottom >= innerHeight) bottom = Math.min(bottom, box.top);
  }
  return { top, bottom };
}

/** How near a height of the window is to an edge: from -1 at the top by 0 to 1 at the bottom. */
function nearness(y) {
  const { top, bottom } = edges();
  if (y < top + EDGE) return -Math.min(1, (top + EDGE - y) / EDGE);
  return Math.max(0, Math.min(1, (y - bottom + EDGE) / EDGE));
}

/**
 * Begin to watch a drag. `at` is told where the pointer is, as a height of the window; `stop` ends it.
 * @param {() => void} onScroll what is done once the page has moved beneath the pointer
 */
export function edgeScroll(onScroll) {
  let [y, frame, before, due] = [0, 0, 0, 0];

  function step(now) {
    frame = requestAnimationFrame(step);
    const pause = isStill.matches ? PAUSE : 0;
    if (now - before < pause) return;
    // A page that was held up doesn't leap.
    due += (nearness(y) * FASTEST * Math.min(now - before, PAUSE)) / 1000;
    before = now;
    const [whole, scrolled] = [Math.trunc(due), scrollY];
    if (!whole) return;
    due -= whole;
    scrollBy({ top: whole, behavior: "instant" });
    if (scrollY !== scrolled) onScroll();
  }

  return {
    at(height) {
      y = height;
      if (frame) return;
      before = performance.now();
      frame = requestAnimationFrame(step);
    },
    stop() {
      cancelAnimationFrame(frame);
    },
  };
}
