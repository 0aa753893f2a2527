// Small helps for fields; every one of them is a plain control without this file.
//   [data-stepper]  gets − and + beside its number     [data-photo]  names the chosen files and shows them small
//   input[data-plate-input]  upper case, no dots or spaces

function setSteppers() {
  for (const box of document.querySelectorAll("[data-stepper]:not(.is-live)")) {
    box.classList.add("is-live");
    const input = box.querySelector("input");
    for (const [sign, step, words] of [["−", -1, box.dataset.less], ["+", 1, box.dataset.more]]) {
      const button = document.createElement("button");
      button.type = "button";
      button.tabIndex = -1;
      button.textContent = sign;
      button.setAttribute("aria-label", words ?? sign);
      button.addEventListener("click", () => {
        if (step > 0) input.stepUp();
        else input.stepDown();
        input.dispatchEvent(new Event("input", { bubbles: true }));
      });
      box[step < 0 ? "prepend" : "append"](button);
    }
  }
}

setSteppers();
for (const swapped of ["htmx:afterSwap", "htmx:after:swap"]) document.addEventListener(swapped, setSteppers);

document.addEventListener("change", (event) => {
  const box = event.target.closest?.("[data-photo]");
  if (!box) return;
  const files = [...event.target.files];
  const words = box.querySelector("[data-photo-words]");
  words.dataset.before ??= words.textContent;
  words.textContent = files.length ? files.map((file) => file.name).join(" · ") : words.dataset.before;
  let shown = box.nextElementSibling;
  if (!shown?.matches(".photos")) {
    shown = document.createElement("div");
    shown.className = "photos";
    box.after(shown);
  }
  shown.replaceChildren(
    ...files.filter((file) => file.type.startsWith("image/")).map((file) => {
      const picture = new Image();
      picture.alt = file.name;
      picture.src = URL.createObjectURL(file);
      return picture;
    }),
  );
});

document.addEventListener("input", (event) => {
  if (!event.target.matches?.("[data-plate-input]") || event.isComposing) return;
  const clean = event.target.value.toUpperCase().replace(/[\s·.-]/g, "");
  if (clean !== event.target.value) event.target.value = clean;
});
