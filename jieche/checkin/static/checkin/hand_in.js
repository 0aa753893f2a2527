// "All four normal" answers the zones of a walk-around with one touch; without this file each is touched.

function set() {
  for (const button of document.querySelectorAll("[data-all-normal][hidden]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      for (const pick of button.form.querySelectorAll("[data-zones] [value=normal]")) pick.checked = true;
    });
  }
}

set();
for (const swapped of ["htmx:afterSwap", "htmx:after:swap"]) document.addEventListener(swapped, set);
