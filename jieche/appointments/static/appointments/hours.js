// A free hour that is tapped is typed into the field of the hour.

document.addEventListener("click", (event) => {
  const half = event.target.closest("[data-hour]");
  const field = half?.closest("form")?.querySelector("[name=starts_at]");
  if (!field) return;
  field.value = half.dataset.hour;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.focus();
});
