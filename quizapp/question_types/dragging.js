// Dragging a thing onto one of several targets, by mouse, finger or pen.

import { edgeScroll } from "./edge_scroll.js";

const FAR = 6; // px that a pointer may tremble before it drags

function drag(event, content, targets, begin, drop) {
  const source = event.currentTarget;
  const { clientX: left, clientY: top, pointerId } = event;
  let at = event;
  let ghost = null;
  let over = null;
  const scrolling = edgeScroll(follow);

  function lift() {
    ghost = document.createElement("div");
    ghost.className = "assigning__chip is-dragged";
    ghost.append(...content.cloneNode(true).childNodes);
    document.body.append(ghost);
    begin();
  }

  function follow() {
    const { clientX, clientY } = at;
    ghost.style.translate = `${clientX + 8}px ${clientY + 8}px`;
    const found = targets.find((target) => {
      const box = target.getBoundingClientRect();
      return clientX >= box.left && clientX <= box.right && clientY >= box.top && clientY <= box.bottom;
    });
    over?.classList.remove("is-over");
    found?.classList.add("is-over");
    over = found;
  }

  function move(moved) {
    at = moved;
    if (!ghost && Math.hypot(at.clientX - left, at.clientY - top) < FAR) return;
    if (!ghost) lift();
    follow();
    scrolling.at(at.clientY);
  }

  function stop({ type }) {
    source.removeEventListener("pointermove", move);
    for (const end of ["pointerup", "pointercancel"]) source.removeEventListener(end, stop);
    scrolling.stop();
    ghost?.remove();
    over?.classList.remove("is-over");
    if (over && type === "pointerup") drop(over);
  }

  event.preventDefault();
  source.setPointerCapture(pointerId);
  source.addEventListener("pointermove", move);
  for (const end of ["pointerup", "pointercancel"]) source.addEventListener(end, stop);
}

/**
 * Let `content` be dragged by `handle` onto one of `targets`, which `drop` is then told. The click in which a
 * drag ends is none.
 * @param {HTMLElement} handle
 * @param {HTMLElement} content
 * @param {HTMLElement[]} targets
 * @param {(target: HTMLElement) => void} drop
 */
export function onDrag(handle, content, targets, drop) {
  let hasDragged = false;
  const begin = () => {
    hasDragged = true;
  };
  handle.addEventListener("pointerdown", (event) => {
    hasDragged = false;
    if (event.button === 0) drag(event, content, targets, begin, drop);
  });
  handle.addEventListener(
    "click",
    (event) => {
      const isKey = event.detail === 0;
      if (hasDragged && !isKey) event.stopImmediatePropagation();
    },
    { capture: true },
  );
}
