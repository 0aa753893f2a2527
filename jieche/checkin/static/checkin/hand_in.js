// Helps for the walk-around; without this file each zone is answered by hand.
//   [data-all-normal]  answers the four zones with one touch
//   a mark on the drawing says that the outside is not as it should be

const pick = (form, name, value) => {
  const found = form.querySelector(`[data-zones] [name="${name}"][value="${value}"]`);
  if (found) found.checked = true;
};

function set() {
  for (const button of document.querySelectorAll("[data-all-normal][hidden]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      for (const normal of button.form.querySelectorAll("[data-zones] [value=normal]")) normal.checked = true;
      seeMarks(button.form);
    });
  }
}

function seeMarks(form) {
  const isMarked = [...form.querySelectorAll(".mark-row:not([hidden])")].some((row) => row.querySelector("[name$='-zone']").value);
  if (isMarked) pick(form, "exterior", "abnormal");
}

// The dialog's close does not bubble; it is heard on its way down.
document.addEventListener("close", (event) => {
  const form = event.target.closest?.("form");
  if (form?.querySelector("[data-zones]")) seeMarks(form);
}, true);

set();
for (const swapped of ["htmx:afterSwap", "htmx:after:swap"]) document.addEventListener(swapped, set);
