// A list to put in order. Without this each item has a drop-down for its place; with it items are moved by
// buttons or dragged by their number, and the drop-downs, hidden, follow. They stay in the order in which the
// page came: by that the server knows which belongs to which item. Until something is moved they are empty,
// because nothing was answered.

import { edgeScroll } from "../edge_scroll.js";

const PAUSE = 700; // ms without a move before the form hears of it, and saves itself where it does

function enhance(list) {
  const rows = [...list.children].map((item) => {
    const [select, handle] = ["select", ".ordering__handle"].map((part) => item.querySelector(part));
    return { item, text: item.dataset.text, select, handle, buttons: [...item.querySelectorAll("button")] };
  });
  const rowOf = (item) => rows.find((row) => row.item === item);
  const said = document.createElement("p");
  let pause = 0;

  function show() {
    [...list.children].forEach((item, index) => {
      const { handle, buttons } = rowOf(item);
      handle.textContent = index + 1;
      buttons[0].setAttribute("aria-disabled", index === 0);
      buttons[1].setAttribute("aria-disabled", index === rows.length - 1);
    });
  }

  function settle(row) {
    const place = [...list.children].indexOf(row.item) + 1;
    said.textContent = list.dataset.moved
      .replace("{place}", String(place))
      .replace("{places}", String(rows.length))
      .replace("{item}", () => row.text);
    [...list.children].forEach((item, index) => {
      rowOf(item).select.value = index + 1;
    });
    clearTimeout(pause);
    pause = setTimeout(() => row.select.dispatchEvent(new Event("change", { bubbles: true })), PAUSE);
  }

  // What stands beside an item is moved past it, so that the item keeps the focus and the pointer.
  function pass(item, isUp) {
    const other = isUp ? item.previousElementSibling : item.nextElementSibling;
    if (!other) return false;
    if (isUp) item.after(other);
    else item.before(other);
    show();
    return true;
  }

  function drag(row, event) {
    const middle = (item) => {
      const box = item?.getBoundingClientRect();
      return box && box.top + box.height / 2;
    };
    let hasMoved = false;
    let y = event.clientY;
    const follow = () => {
      while (y < middle(row.item.previousElementSibling)) hasMoved = pass(row.item, true);
      while (y > middle(row.item.nextElementSibling)) hasMoved = pass(row.item, false);
    };
    const scrolling = edgeScroll(follow);
    const move = ({ clientY }) => {
      y = clientY;
      follow();
      scrolling.at(y);
    };
    const stop = () => {
      scrolling.stop();
      row.item.classList.remove("is-moving");
      row.handle.removeEventListener("pointermove", move);
      if (hasMoved) settle(row);
    };
    event.preventDefault();
    row.item.classList.add("is-moving");
    row.handle.setPointerCapture(event.pointerId);
    row.handle.addEventListener("pointermove", move);
    row.handle.addEventListener("lostpointercapture", stop, { once: true });
  }

  const fields = document.createElement("div");
  fields.hidden = true;
  for (const row of rows) {
    fields.append(row.select);
    row.handle.addEventListener("pointerdown", (event) => event.button === 0 && drag(row, event));
    row.buttons.forEach((button, index) => {
      button.addEventListener("click", () => {
        if (pass(row.item, index === 0)) settle(row);
      });
    });
  }
  said.className = "visually-hidden";
  said.setAttribute("role", "status");
  list.after(fields, said);
  if (rows.every(({ select }) => select.value)) {
    list.append(...[...rows].sort((a, b) => a.select.value - b.select.value).map(({ item }) => item));
  }
  show();
  for (const one of list.querySelectorAll(".awaits-script")) one.classList.remove("awaits-script");
}

for (const list of document.querySelectorAll("[data-ordering]")) enhance(list);
