// An axis beneath the dates of a timeline: the handle of each event is a slider of years, kept in step with
// its field. What is typed moves the handle, and the handle writes the year; what is sent is the field alone.
// Years count on below 1, where 0 is 1 BC, as on the server.

const LEAP = 10; // years of Page Up and Page Down

const textOf = (year) => (year > 99 ? `${year}` : year > 0 ? `AD ${year}` : `${1 - year} BC`);

// The year in what is typed: enough of a date to place it. The server reads all of it.
function yearIn(text) {
  const before = text.match(/(\d{1,4})\s*B\.?\s?C/i);
  if (before) return 1 - before[1];
  const year = text.match(/\d{3,4}/) ?? text.match(/(?<=(AD|A\.D\.)\s*)\d+|\d+(?=\s*(AD|CE)\b)/i);
  return year ? Number(year[0]) : null;
}

function fillLane(axis, lane, input) {
  const [first, last] = [Number(axis.dataset.first), Number(axis.dataset.last)];
  const label = document.getElementById(`${input.id}-label`);
  const handle = document.createElement("span");
  handle.className = "timeline__handle";
  handle.tabIndex = 0;
  handle.textContent = label.parentElement.querySelector(".timeline__letter").textContent;
  const attributes = { role: "slider", "aria-labelledby": label.id, "aria-valuemin": first, "aria-valuemax": last };
  for (const [name, value] of Object.entries(attributes)) handle.setAttribute(name, String(value));
  lane.append(handle);

  const middle = Math.round((first + last) / 2);
  const within = (year) => Math.min(last, Math.max(first, year));

  function follow() {
    const year = yearIn(input.value);
    handle.classList.toggle("is-unplaced", year === null);
    handle.style.insetInlineStart = year === null ? "" : `${((within(year) - first) / (last - first)) * 100}%`;
    handle.setAttribute("aria-valuenow", String(within(year ?? middle)));
    handle.setAttribute("aria-valuetext", year === null ? axis.dataset.unplaced : input.value.trim());
  }

  function write(year) {
    input.value = textOf(within(year));
    input.dispatchEvent(new Event("input", { bubbles: true })); // the form saves itself, and the handle follows
  }

  function yearAt({ clientX }) {
    const box = lane.getBoundingClientRect();
    return Math.round(first + ((clientX - box.left) / box.width) * (last - first));
  }

  handle.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const year = yearIn(input.value);
    const step = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: LEAP, PageDown: -LEAP }[event.key];
    if (step) write(year === null ? middle : within(year) + step);
    else if (event.key === "Home") write(first);
    else if (event.key === "End") write(last);
    else return;
    event.preventDefault();
  });

  handle.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    const move = (moved) => write(yearAt(moved));
    event.preventDefault(); // no text is selected
    handle.focus();
    handle.setPointerCapture(event.pointerId);
    handle.addEventListener("pointermove", move);
    handle.addEventListener("lostpointercapture", () => handle.removeEventListener("pointermove", move), {
      once: true,
    });
  });
  lane.addEventListener("click", (event) => {
    if (event.target === lane) write(yearAt(event));
  });

  input.addEventListener("input", follow);
  follow();
}

for (const axis of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-timeline]"))) {
  const lanes = axis.querySelectorAll(".timeline__lane");
  axis.parentElement.querySelectorAll("input").forEach((input, index) => {
    fillLane(axis, lanes[index], input);
  });
  axis.classList.remove("awaits-script");
}
