// A list to put in order. Without this each item has a drop-down for its place; with it items are moved by
// buttons or dragged by their number, and the drop-downs, hidden, follow. They stay in the order in which the
// page came: by that the server knows which belongs to which item. Until something is moved they are empty,
// because nothing was answered.

const PAUSE = 700; // ms without a move before the form hears of it, and saves itself where it does

function enhance(list) {
  const rows = [...list.children].map((item) => {
    const words = item.querySelector("[data-ordering-text]");
    const text = words.textContent.trim() || words.querySelector("img")?.alt;
    return { item, text, select: item.querySelector("select"), handle: null, buttons: [] };
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
    said.textContent = `${row.text}: place ${place} of ${rows.length}`;
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

  function makeButton(row, isUp) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button ordering__button";
    button.textContent = isUp ? "↑" : "↓";
    button.setAttribute("aria-label", `Move ${isUp ? "up" : "down"}: ${row.text}`);
    button.addEventListener("click", () => {
      if (pass(row.item, isUp)) settle(row);
    });
    return button;
  }

  function drag(row, event) {
    const middle = (item) => {
      const box = item?.getBoundingClientRect();
      return box && box.top + box.height / 2;
    };
    let hasMoved = false;
    const move = ({ clientY }) => {
      while (clientY < middle(row.item.previousElementSibling)) hasMoved = pass(row.item, true);
      while (clientY > middle(row.item.nextElementSibling)) hasMoved = pass(row.item, false);
    };
    const stop = () => {
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

  function makeHandle(row) {
    const handle = document.createElement("span");
    handle.className = "ordering__handle";
    handle.addEventListener("pointerdown", (event) => event.button === 0 && drag(row, event));
    return handle;
  }

  const fields = document.createElement("div");
  fields.hidden = true;
  for (const row of rows) {
    fields.append(row.select);
    row.handle = makeHandle(row);
    row.buttons = [makeButton(row, true), makeButton(row, false)];
    row.item.prepend(row.handle);
    row.item.append(...row.buttons);
  }
  said.className = "visually-hidden";
  said.setAttribute("role", "status");
  list.after(fields, said);
  if (rows.every(({ select }) => select.value)) {
    list.append(...[...rows].sort((a, b) => a.select.value - b.select.value).map(({ item }) => item));
  }
  show();
}

for (const list of document.querySelectorAll("[data-ordering]")) enhance(list);
