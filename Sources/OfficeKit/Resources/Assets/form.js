// Forms: one submission at a time, no unsaved work lost, the error summary found at once.

const summary = document.getElementById("error-summary");
summary?.focus();
summary?.addEventListener("click", (event) => {
  const id = event.target.closest?.("a")?.hash.slice(1);
  const field = id && document.getElementById(id);
  if (!field) return;
  event.preventDefault();
  const control = field.matches("input, select, textarea") ? field
    : field.querySelector("input:not([type=hidden]), select, textarea") ?? field;
  control.focus();
  field.scrollIntoView({ block: "center" });
});

const changed = new Set();
let leaving = false;

for (const form of document.querySelectorAll("form[data-form]")) {
  if ("warnUnsaved" in form.dataset) form.addEventListener("input", () => changed.add(form));
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) return event.preventDefault();
    form.dataset.sent = "yes";
    leaving = true;
    // A disabled button would take its own name and value out of the form, so it is only marked.
    for (const button of form.querySelectorAll("button[type=submit]")) button.setAttribute("aria-disabled", "true");
  });
}

addEventListener("beforeunload", (event) => {
  if (changed.size > 0 && !leaving) event.preventDefault();
});

// A page brought back from the browser's cache can be sent again.
addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  leaving = false;
  for (const form of document.querySelectorAll("form[data-sent]")) {
    delete form.dataset.sent;
    for (const button of form.querySelectorAll("[aria-disabled]")) button.removeAttribute("aria-disabled");
  }
});
