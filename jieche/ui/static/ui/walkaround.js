// The walk-around: a finger on the drawn car adds a mark, a second one says what damage. The rows below hold what is sent
// (ui/widgets/marks.html); without this file they are plain rows with a choice of part and damage.

const SVG = "http://www.w3.org/2000/svg";
const NEAR = [0, 6, 12, 18, 26];

function set(box) {
  const name = box.dataset.walkaround;
  const drawing = box.querySelector("svg.car");
  const marks = drawing.querySelector(".marks");
  const list = box.querySelector(".mark-rows");
  const dialog = box.querySelector("dialog");
  const pattern = list.querySelector(".mark-row.is-blank:last-child").cloneNode(true);
  let open = null;
  let lastDamage = "scratch";

  box.classList.add("is-live");
  box.querySelector(".add-mark").hidden = false;
  marks.querySelectorAll(".mark:not(.is-old)").forEach((mark) => mark.remove());

  const part = (row, key) => row.querySelector(`[name$="-${key}"]`);
  const isGone = (row) => part(row, "gone").checked;
  const isBlank = (row) => !part(row, "zone").value && !part(row, "note").value;
  const used = () => [...list.children].filter((row) => !isGone(row) && !row.hidden);

  function freshRow() {
    const blank = [...list.children].find((row) => row.hidden && isBlank(row) && !isGone(row));
    if (blank) return blank;
    const row = pattern.cloneNode(true);
    const number = list.children.length;
    for (const field of row.querySelectorAll("[name]")) field.name = field.name.replace(/-\d+-/, `-${number}-`);
    list.append(row);
    return row;
  }

  // Redraw numbers and circles from the rows: the rows are the truth.
  function draw() {
    marks.querySelectorAll(".mark:not(.is-old)").forEach((mark) => mark.remove());
    used().forEach((row, place) => {
      row.querySelector(".no").textContent = place + 1;
      row.classList.toggle("has-photo", part(row, "photo").files.length > 0);
      const [x, y] = [part(row, "x").value, part(row, "y").value];
      if (x === "" || y === "") return;
      const mark = document.createElementNS(SVG, "g");
      mark.setAttribute("class", row === open ? "mark is-open" : "mark");
      const circle = document.createElementNS(SVG, "circle");
      const text = document.createElementNS(SVG, "text");
      for (const [node, names] of [[circle, ["cx", "cy"]], [text, ["x", "y"]]]) {
        node.setAttribute(names[0], `${x / 10}%`);
        node.setAttribute(names[1], `${y / 10}%`);
      }
      circle.setAttribute("r", "10");
      text.setAttribute("dy", "4.1");
      text.setAttribute("text-anchor", "middle");
      text.textContent = place + 1;
      mark.append(circle, text);
      mark.addEventListener("click", (event) => {
        event.stopPropagation();
        pick(row);
      });
      marks.append(mark);
    });
  }

  // The zone under a point, or the nearest one around it: fingers are thicker than shut lines.
  function zoneAt(x, y) {
    for (const far of NEAR) {
      for (let turn = 0; turn < (far ? 8 : 1); turn += 1) {
        const there = document.elementFromPoint(x + far * Math.cos(turn * Math.PI / 4), y + far * Math.sin(turn * Math.PI / 4));
        const zone = there?.closest?.("[data-zone]");
        if (zone && drawing.contains(zone)) return zone.dataset.zone;
      }
    }
    return "";
  }

  function pick(row) {
    open = row;
    draw();
    dialog.querySelector(".no").textContent = row.querySelector(".no").textContent;
    const zone = part(row, "zone");
    dialog.querySelector("[data-place]").textContent = zone.value ? zone.selectedOptions[0].textContent : "";
    for (const button of dialog.querySelectorAll(".kinds button")) {
      button.setAttribute("aria-pressed", String(button.value === part(row, "damage").value));
    }
    dialog.showModal();
    dialog.querySelector("[aria-pressed=true]")?.focus();
  }

  function takeOff(row) {
    part(row, "gone").checked = true;
    row.hidden = true;
    draw();
  }

  drawing.addEventListener("click", (event) => {
    const zone = zoneAt(event.clientX, event.clientY);
    if (!zone) return;
    const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(drawing.getScreenCTM().inverse());
    const { width, height } = drawing.viewBox.baseVal;
    const row = freshRow();
    row.hidden = false;
    row.classList.remove("is-blank");
    part(row, "zone").value = zone;
    part(row, "damage").value = lastDamage;
    part(row, "x").value = Math.round((at.x / width) * 1000);
    part(row, "y").value = Math.round((at.y / height) * 1000);
    pick(row);
  });

  dialog.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button?.matches("[data-take-off]")) takeOff(open);
    else if (button?.value) {
      lastDamage = button.value;
      part(open, "damage").value = lastDamage;
    } else if (!button && event.target !== dialog) return;
    dialog.close();
  });
  dialog.addEventListener("close", () => {
    open = null;
    draw();
  });

  list.addEventListener("change", (event) => {
    const row = event.target.closest(".mark-row");
    if (event.target.matches("[name$='-gone']")) takeOff(row);
    if (event.target.matches("[name$='-zone']") && !part(row, "x").value) draw();
    draw();
  });
  box.querySelector(".add-mark").addEventListener("click", () => {
    const row = freshRow();
    row.hidden = false;
    row.classList.remove("is-blank");
    draw();
    part(row, "zone").focus();
  });

  for (const row of list.children) row.hidden = isBlank(row);
  draw();
}

function setAll() {
  document.querySelectorAll("[data-walkaround]:not(.is-live)").forEach(set);
}

setAll();
for (const swapped of ["htmx:afterSwap", "htmx:after:swap"]) document.addEventListener(swapped, setAll);
