// A draft of clauses by keyboard. Alt+Enter parts a clause at the caret, Alt+Backspace puts it behind the one before,
// Alt+Up and Alt+Down go from clause to clause, Ctrl+S keeps the draft. Each presses a button that is there without it.

const form = document.getElementById("draft");
const part = (element) => element.closest?.("[data-part]");

function press(order) {
  const button = form.querySelector(`button[name=do][value="${order}"]`);
  if (button) form.requestSubmit(button);
}

function go(from, step) {
  const parts = [...form.querySelectorAll("[data-part]")];
  const next = parts[parts.indexOf(from) + step];
  next?.querySelector("textarea")?.focus();
  next?.scrollIntoView({ block: "nearest" });
}

form?.addEventListener("keydown", (event) => {
  const here = part(event.target);
  if ((event.ctrlKey || event.metaKey) && event.code === "KeyS") {
    event.preventDefault();
    press("save");
  } else if (event.altKey && here && event.code === "Enter") {
    event.preventDefault();
    const area = event.target;
    if (area.matches("textarea")) {
      const at = area.selectionStart;
      if (at > 0 && at < area.value.length) area.setRangeText("\n---\n", at, area.selectionEnd);
    }
    press(`split-${here.dataset.part}`);
  } else if (event.altKey && here && event.code === "Backspace") {
    event.preventDefault();
    press(`merge-${here.dataset.part}`);
  } else if (event.altKey && here && (event.code === "ArrowDown" || event.code === "ArrowUp")) {
    event.preventDefault();
    go(here, event.code === "ArrowDown" ? 1 : -1);
  }
});

// After an order the page returns to its clause: the keyboard goes on there.
const returned = location.hash.startsWith("#part-") && document.getElementById(location.hash.slice(1));
// The browser moves to the address's part by itself once all is loaded; what it focuses then is the whole part.
if (returned) addEventListener("load", () => requestAnimationFrame(() => returned.querySelector("textarea")?.focus()));
