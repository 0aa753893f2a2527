// An offer that is picked takes the place of a time that was typed, and the other way round.

document.addEventListener("input", (event) => {
  const form = event.target.closest("form");
  if (event.target.matches(".offers input")) {
    const other = form?.querySelector("[data-other-time]");
    if (other) other.value = "";
    form?.querySelector(".typed-chance")?.remove();
  } else if (event.target.matches("[data-other-time]") && event.target.value) {
    for (const each of form?.querySelectorAll(".offers input:checked") ?? []) each.checked = false;
  }
});
