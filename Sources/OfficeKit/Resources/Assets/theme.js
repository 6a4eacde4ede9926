// The theme changes at once; the form saves it. Menus close on Escape and on a press outside.

for (const form of document.querySelectorAll("form[data-preference=theme]")) {
  form.addEventListener("submit", async (event) => {
    const button = event.submitter;
    if (!button) return;
    event.preventDefault();
    const body = new URLSearchParams(new FormData(form));
    body.set(button.name, button.value);
    try {
      const answer = await fetch(form.action, { method: "POST", body, credentials: "same-origin", redirect: "manual" });
      if (answer.type !== "opaqueredirect" && !answer.ok) throw new Error(answer.statusText);
    } catch {
      return location.reload();
    }
    document.documentElement.dataset.theme = button.value;
    for (const other of form.querySelectorAll("button")) other.setAttribute("aria-pressed", String(other === button));
  });
}

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = document.activeElement?.closest?.("details[data-menu][open]");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary")?.focus();
});
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll(".person-menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});
