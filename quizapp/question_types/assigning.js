// Tiles, as another way to set the drop-downs of a question in which items are given options. To match, the
// options are tiles for the items; to sort, the items are tiles for the boxes. A tile is dragged, or picked and
// then placed: by pointer, or by Enter and Space. The drop-downs stay: by keyboard an item goes into its box once
// its drop-down is left, so that Tab leads on.

import { onDrag } from "./dragging.js";

function choose(select, value) {
  select.value = value;
  select.dispatchEvent(new Event("change", { bubbles: true }));
}

const rowsOf = (list) =>
  [...list.children].map((item) => ({
    item,
    label: item.querySelector("label"),
    select: item.querySelector("select"),
    tile: item.querySelector("button"),
  }));

// A label that is a formula alone has its words at the drop-down.
const wordsOf = ({ select, label }) =>
  select.ariaLabel ?? (label.textContent.trim() || label.querySelector("img")?.alt || "");

/** A text of the list, with its placeholders filled. */
function worded(list, name, values) {
  const text = list.dataset[name] ?? "";
  return text.replace(/\{(\w+)\}/g, (_, key) => values[key]);
}

// What is said to those who don't see it.
function voice(list) {
  const said = document.createElement("p");
  said.className = "visually-hidden";
  said.setAttribute("role", "status");
  list.after(said);
  return (words) => {
    said.textContent = words;
  };
}

/**
 * What of several tiles is picked, if anything; Escape lets go of it. `place` is where it can go.
 * @param {HTMLElement} list has the texts
 * @param {Element} where marked while something is picked
 * @param {(words: string) => void} say
 */
function picker(list, where, say) {
  let picked = null;

  function pick(row) {
    picked?.tile.setAttribute("aria-pressed", "false");
    picked = row;
    row?.tile.setAttribute("aria-pressed", "true");
    where.classList.toggle("is-receiving", row !== null);
  }

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !picked) return;
    pick(null);
    say(list.dataset.letGo);
  });
  return {
    letGo: () => pick(null),
    toggle(row, words) {
      pick(row === picked ? null : row);
      say(picked ? worded(list, "picked", { name: words }) : list.dataset.letGo);
    },
    /** Have what is picked put down where somebody presses, whatever a press means there otherwise. */
    receive(target, drop) {
      const put = (event) => {
        if (!picked) return;
        event.preventDefault();
        event.stopPropagation();
        const row = picked;
        pick(null);
        drop(row);
      };
      target.addEventListener("click", put, { capture: true });
      target.addEventListener("keydown", (event) => {
        const isPress = event.key === "Enter" || event.key === " ";
        if (isPress && event.target.matches("select")) put(event);
      });
    },
  };
}

function match(list) {
  const rows = rowsOf(list);
  const items = rows.map(({ item }) => item);
  const tray = list.previousElementSibling;
  const say = voice(list);
  const picking = picker(list, list, say);
  const options = [...rows[0].select.options];
  const tiles = [...tray.children].map((tile) => {
    const { value, text } = options.find((option) => option.value === tile.value);
    return { tile, value, text };
  });

  function give(row, value) {
    choose(row.select, value);
    say(worded(list, "given", { item: wordsOf(row), answer: row.select.selectedOptions[0].text }));
  }

  function takeBack(row) {
    const words = row.select.selectedOptions[0].text;
    row.select.focus({ preventScroll: true });
    choose(row.select, "");
    say(worded(list, "takenBack", { name: words }));
  }

  function show() {
    for (const { tile, value } of tiles) {
      tile.classList.toggle(
        "is-used",
        rows.some(({ select }) => select.value === value),
      );
    }
    for (const { tile, select } of rows) {
      const placed = tiles.find(({ value }) => value === select.value)?.tile;
      tile.hidden = !placed;
      if (!placed) continue;
      tile.replaceChildren(...placed.cloneNode(true).childNodes);
      tile.lang = placed.lang;
      tile.setAttribute("aria-label", worded(list, "takeBack", { name: select.selectedOptions[0].text }));
    }
  }

  for (const one of tiles) {
    one.tile.addEventListener("click", () => picking.toggle(one, one.text));
    onDrag(one.tile, one.tile, items, (item) => {
      picking.letGo();
      give(rows[items.indexOf(item)], one.value);
    });
  }
  for (const row of rows) {
    picking.receive(row.item, ({ value }) => give(row, value));
    row.tile.addEventListener("click", () => takeBack(row));
    onDrag(row.tile, row.tile, [...items, tray], (target) => {
      const { value } = row.select;
      if (target === row.item) return;
      takeBack(row);
      if (target !== tray) give(rows[items.indexOf(target)], value);
    });
  }
  list.addEventListener("change", show);
  show();
}

function sort(list) {
  const rows = rowsOf(list);
  const groups = list.previousElementSibling;
  const boxes = [...groups.children];
  const targets = [...boxes, list];
  const values = boxes.map(({ dataset }) => dataset.value);
  const placeOf = ({ value }) => (value ? boxes[values.indexOf(value)].querySelector("ul") : list);
  const say = voice(list);
  const picking = picker(list, groups, say);

  function place(row) {
    const there = placeOf(row.select);
    if (row.item.parentElement === there) return;
    there.append(row.item);
    const group = row.select.value && row.select.selectedOptions[0].text;
    say(worded(list, "given", { item: wordsOf(row), answer: group || list.dataset.inNoGroup }));
  }

  function put(row, box) {
    choose(row.select, values[targets.indexOf(box)] ?? "");
    place(row); // the drop-down may have the focus
    row.tile.focus({ preventScroll: true });
  }

  function press(row) {
    if (row.select.value) put(row, list);
    else picking.toggle(row, wordsOf(row));
  }

  for (const box of boxes) picking.receive(box, (row) => put(row, box));
  for (const row of rows) {
    let byPointer = false;
    row.tile.addEventListener("click", () => press(row));
    row.label.addEventListener("click", (event) => {
      event.preventDefault(); // the drop-down is beside it
      press(row);
    });
    onDrag(row.tile, row.label, targets, (box) => {
      picking.letGo();
      put(row, box);
    });
    row.select.addEventListener("pointerdown", () => {
      byPointer = true;
    });
    row.select.addEventListener("keydown", () => {
      byPointer = false;
    });
    row.select.addEventListener("blur", () => setTimeout(place, 0, row));
    row.select.addEventListener("change", () => {
      const isFocused = document.activeElement === row.select;
      if (isFocused && !byPointer) return;
      place(row);
      if (isFocused) row.select.focus({ preventScroll: true });
    });
    place(row);
  }
  say("");
  // Whatever box they are in, the server knows the items by the order in which the page came.
  list.closest("form").addEventListener("formdata", ({ formData }) => {
    const { name } = rows[0].select;
    formData.delete(name);
    for (const { select } of rows) formData.append(name, select.value);
  });
}

for (const list of document.querySelectorAll("[data-matching]")) match(list);
for (const list of document.querySelectorAll("[data-groups]")) sort(list);
for (const one of document.querySelectorAll("fieldset .awaits-script")) one.classList.remove("awaits-script");
