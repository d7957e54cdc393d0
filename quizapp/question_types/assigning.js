// Dragging, as another way to set the drop-downs of a question in which items are given options. To match, the
// options are dragged onto the items; to sort, the items are dragged into boxes. The drop-downs stay, and by
// keyboard they are the way: an item goes into its box once its drop-down is left, so that Tab leads on.

const FAR = 6; // px that a pointer may tremble before it drags
const EDGE = 56; // px from the edge of the window where it begins to scroll
const STEP = 12; // px that it scrolls with each move

function drag(event, content, targets, drop) {
  const source = event.currentTarget;
  const { clientX: left, clientY: top, pointerId } = event;
  let ghost = null;
  let over = null;

  function begin() {
    ghost = document.createElement("div");
    ghost.className = "assigning__chip is-dragged";
    ghost.append(...content.cloneNode(true).childNodes);
    document.body.append(ghost);
  }

  function move({ clientX, clientY }) {
    if (!ghost && Math.hypot(clientX - left, clientY - top) < FAR) return;
    if (!ghost) begin();
    ghost.style.translate = `${clientX + 8}px ${clientY + 8}px`;
    const found = targets.find((target) => {
      const box = target.getBoundingClientRect();
      return clientX >= box.left && clientX <= box.right && clientY >= box.top && clientY <= box.bottom;
    });
    over?.classList.remove("is-over");
    found?.classList.add("is-over");
    over = found;
    if (clientY < EDGE) scrollBy(0, -STEP);
    else if (clientY > innerHeight - EDGE) scrollBy(0, STEP);
  }

  function stop({ type }) {
    source.removeEventListener("pointermove", move);
    for (const end of ["pointerup", "pointercancel"]) source.removeEventListener(end, stop);
    ghost?.remove();
    over?.classList.remove("is-over");
    if (over && type === "pointerup") drop(over);
  }

  event.preventDefault();
  source.setPointerCapture(pointerId);
  source.addEventListener("pointermove", move);
  for (const end of ["pointerup", "pointercancel"]) source.addEventListener(end, stop);
}

function onDrag(handle, content, targets, drop) {
  handle.addEventListener("pointerdown", (event) => {
    if (event.button === 0) drag(event, content, targets, drop);
  });
}

function choose(select, value) {
  select.value = value;
  select.dispatchEvent(new Event("change", { bubbles: true }));
}

const rowsOf = (list) =>
  [...list.children].map((item) => ({
    item,
    label: item.querySelector("label"),
    select: item.querySelector("select"),
  }));

const optionsOf = ({ select }) => [...select.options].filter(({ value }) => value);

function match(list) {
  const rows = rowsOf(list);
  const tray = document.createElement("div");
  tray.className = "assigning__tray";
  tray.setAttribute("aria-hidden", "true");
  const chips = optionsOf(rows[0]).map(({ value, text, lang }) => {
    const chip = document.createElement("span");
    chip.className = "assigning__chip";
    chip.textContent = text;
    chip.lang = lang;
    const items = rows.map(({ item }) => item);
    onDrag(chip, chip, items, (item) => choose(rows[items.indexOf(item)].select, value));
    tray.append(chip);
    return { chip, value };
  });
  const show = () => {
    for (const { chip, value } of chips) {
      chip.classList.toggle(
        "is-used",
        rows.some(({ select }) => select.value === value),
      );
    }
  };
  list.addEventListener("change", show);
  list.before(tray);
  show();
}

function sort(list) {
  const rows = rowsOf(list);
  const boxes = document.createElement("div");
  const said = document.createElement("p");
  const places = new Map([["", list]]);
  boxes.className = "groups";
  said.className = "visually-hidden";
  said.setAttribute("role", "status");

  for (const { value, text, lang } of optionsOf(rows[0])) {
    const box = document.createElement("div");
    const name = document.createElement("p");
    const inside = document.createElement("ul");
    box.className = "groups__box";
    name.className = "groups__name";
    name.textContent = text;
    name.lang = lang;
    inside.setAttribute("role", "list");
    inside.setAttribute("aria-label", text);
    box.append(name, inside);
    boxes.append(box);
    places.set(value, inside);
  }
  const targets = [...boxes.children, list];
  const values = [...places.keys()].slice(1);

  function place({ item, label, select }) {
    const there = places.get(select.value);
    if (item.parentElement === there) return;
    there.append(item);
    const group = select.value && select.selectedOptions[0].text;
    const name = label.textContent.trim() || label.querySelector("img")?.alt;
    said.textContent = `${name}: ${group || "in no group"}`;
  }

  for (const row of rows) {
    const handle = document.createElement("span");
    let byPointer = false;
    handle.className = "assigning__handle";
    handle.setAttribute("aria-hidden", "true");
    row.item.prepend(handle);
    onDrag(handle, row.label, targets, (box) => {
      choose(row.select, values[targets.indexOf(box)] ?? "");
      place(row); // the drop-down may have the focus
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
  said.textContent = "";
  // Whatever box they are in, the server knows the items by the order in which the page came.
  list.closest("form").addEventListener("formdata", ({ formData }) => {
    const { name } = rows[0].select;
    formData.delete(name);
    for (const { select } of rows) formData.append(name, select.value);
  });
  list.before(boxes);
  list.after(said);
}

for (const list of document.querySelectorAll("[data-matching]")) match(list);
for (const list of document.querySelectorAll("[data-groups]")) sort(list);
