// A submit button with data-confirm asks first, in a dialog that names the action.

function ask(button) {
  const dialog = document.createElement("dialog");
  dialog.className = button.classList.contains("button-danger") ? "dialog dialog-danger" : "dialog";
  const text = document.createElement("p");
  text.id = "confirm-text";
  text.textContent = button.dataset.confirm;
  dialog.setAttribute("aria-labelledby", text.id);
  const row = document.createElement("div");
  row.className = "form-buttons";
  const yes = document.createElement("button");
  yes.type = "button";
  yes.className = `button ${button.classList.contains("button-danger") ? "button-danger" : "button-primary"}`;
  yes.textContent = button.textContent.trim();
  const no = document.createElement("button");
  no.type = "button";
  no.className = "button button-quiet";
  no.autofocus = true;
  no.textContent = document.documentElement.dataset.cancel;
  row.append(yes, no);
  dialog.append(text, row);
  document.body.append(dialog);
  return new Promise((resolve) => {
    yes.addEventListener("click", () => dialog.close("yes"));
    no.addEventListener("click", () => dialog.close());
    dialog.addEventListener("close", () => {
      resolve(dialog.returnValue === "yes");
      dialog.remove();
      button.focus();
    });
    dialog.showModal();
  });
}

const confirmed = new WeakSet();
document.addEventListener("click", async (event) => {
  const button = event.target.closest?.("button[data-confirm]");
  if (!button?.form || confirmed.has(button)) return;
  event.preventDefault();
  if (await ask(button)) {
    confirmed.add(button);
    button.form.requestSubmit(button);
    confirmed.delete(button);
  }
});
