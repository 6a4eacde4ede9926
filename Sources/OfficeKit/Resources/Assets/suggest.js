// Search as you type: turns input[data-suggest] into a combobox with a list of the server's answers.
// Without this script the input still posts what was typed, and the server resolves it.

const PAUSE = 140;

class Suggest {
  constructor(input) {
    this.input = input;
    this.target = input.dataset.suggestTarget ? document.getElementById(input.dataset.suggestTarget) : null;
    this.items = [];
    this.active = -1;
    this.chosen = this.target?.value ? input.value : "";

    this.list = document.createElement("ul");
    this.list.className = "suggest-list";
    this.list.id = `${input.id}-list`;
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", input.labels?.[0]?.firstChild?.textContent.trim() ?? "");
    this.list.hidden = true;
    this.status = document.createElement("div");
    this.status.className = "visually-hidden";
    this.status.setAttribute("role", "status");
    input.after(this.list, this.status);

    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-controls", this.list.id);
    input.setAttribute("aria-expanded", "false");
    input.addEventListener("input", () => this.typed());
    input.addEventListener("keydown", (event) => this.pressed(event));
    input.addEventListener("blur", () => this.close());
    // A press on the list must not take the focus from the input before the click arrives.
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) this.choose(Number(option.dataset.index));
    });
  }

  typed() {
    if (this.target && this.input.value !== this.chosen) this.target.value = "";
    clearTimeout(this.timer);
    this.asking?.abort();
    const query = this.input.value.trim();
    if (!query) return this.close();
    this.timer = setTimeout(() => this.ask(query), PAUSE);
  }

  async ask(query) {
    this.asking = new AbortController();
    const address = new URL(this.input.dataset.suggest, location.href);
    address.searchParams.set("q", query);
    try {
      const answer = await fetch(address, {
        signal: this.asking.signal,
        headers: { accept: "application/json" },
        credentials: "same-origin",
      });
      if (!answer.ok) return this.close();
      const { items = [] } = await answer.json();
      if (document.activeElement === this.input) this.show(items);
    } catch (error) {
      if (error.name !== "AbortError") this.close();
    }
  }

  show(items) {
    this.items = items;
    this.list.replaceChildren(...items.map((item, index) => {
      const option = document.createElement("li");
      option.className = "suggest-option";
      option.id = `${this.list.id}-${index}`;
      option.dataset.index = index;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      const label = document.createElement("bdi");
      label.textContent = item.label;
      option.append(label);
      if (item.detail) {
        const detail = document.createElement("bdi");
        detail.className = "suggest-detail";
        detail.textContent = item.detail;
        option.append(" ", detail);
      }
      return option;
    }));
    const language = document.documentElement.lang;
    this.status.textContent = items.length
      ? `${new Intl.NumberFormat(language).format(items.length)} ${this.input.dataset.suggestMany ?? ""}`
      : this.input.dataset.suggestEmpty ?? "";
    this.list.hidden = items.length === 0;
    this.input.setAttribute("aria-expanded", String(items.length > 0));
    this.activate(-1);
  }

  close() {
    clearTimeout(this.timer);
    this.asking?.abort();
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.activate(-1);
  }

  activate(index) {
    this.active = index;
    [...this.list.children].forEach((option, at) => option.setAttribute("aria-selected", String(at === index)));
    const option = this.list.children[index];
    if (option) {
      this.input.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    } else {
      this.input.removeAttribute("aria-activedescendant");
    }
  }

  pressed(event) {
    const open = !this.list.hidden;
    if (event.isComposing) return;
    switch (event.key) {
      case "ArrowDown":
        event.preventDefault();
        if (open) this.activate((this.active + 1) % this.items.length);
        else if (this.input.value.trim()) this.ask(this.input.value.trim());
        break;
      case "ArrowUp":
        if (!open) return;
        event.preventDefault();
        this.activate((this.active <= 0 ? this.items.length : this.active) - 1);
        break;
      case "Enter":
        if (!open || this.active < 0) return;
        event.preventDefault();
        this.choose(this.active);
        break;
      case "Escape":
        if (!open) return;
        event.preventDefault();
        event.stopPropagation();
        this.close();
        break;
      case "Tab":
        if (open && this.active >= 0) this.choose(this.active);
        break;
    }
  }

  choose(index) {
    const item = this.items[index];
    if (!item) return;
    this.input.value = item.label;
    this.chosen = item.label;
    this.close();
    if (this.target) {
      this.target.value = item.value;
      this.target.dispatchEvent(new Event("change", { bubbles: true }));
    } else if (item.href) {
      location.assign(item.href);
    }
  }
}

for (const input of document.querySelectorAll("input[data-suggest]")) new Suggest(input);
