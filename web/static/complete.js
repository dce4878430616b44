// Offers words, values of fields such as sources, and titles under the search box while
// one types. The page works without it: the box is a plain form.
"use strict";

const box = document.querySelector("input[data-complete]");

if (box) {
  const list = document.createElement("div");
  list.id = "completions";
  list.className = "completions";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", box.dataset.offered);
  list.hidden = true;
  box.parentElement.append(list);
  for (const [name, value] of Object.entries({
    role: "combobox",
    "aria-autocomplete": "list",
    "aria-controls": list.id,
    "aria-expanded": "false",
  })) box.setAttribute(name, value);

  let asked = null;
  let waiting = 0;

  const options = () => [...list.querySelectorAll("[role=option]")];
  const chosen = () => list.querySelector("[aria-selected=true]");

  function show(offered) {
    const groups = [];
    for (const [at, one] of offered.entries()) {
      if (groups.at(-1)?.getAttribute("aria-label") !== one.group) groups.push(group(one));
      groups.at(-1).append(option(one, at));
    }
    list.replaceChildren(...groups);
    list.hidden = offered.length === 0;
    box.setAttribute("aria-expanded", String(!list.hidden));
    box.removeAttribute("aria-activedescendant");
  }

  // What belongs together, under its title.
  function group({ kind, group }) {
    const element = document.createElement("div");
    element.className = kind;
    element.setAttribute("role", "group");
    element.setAttribute("aria-label", group);
    const title = document.createElement("span");
    title.className = "group";
    title.setAttribute("aria-hidden", "true");
    title.textContent = group;
    element.append(title);
    return element;
  }

  function option({ label, href }, at) {
    const item = document.createElement("div");
    item.id = `completion-${at}`;
    item.dir = "auto";
    item.setAttribute("role", "option");
    item.textContent = label;  // never as markup: titles are strangers' text
    item.addEventListener("mousedown", (event) => event.preventDefault());
    item.addEventListener("click", () => take(item));
    item.href = href;
    return item;
  }

  function close() {
    clearTimeout(waiting);
    asked?.abort();
    show([]);
  }

  function take(item) {
    if (item.href) {
      location.assign(item.href);
      return;
    }
    box.value = item.textContent;
    box.form.requestSubmit();
  }

  function choose(item) {
    for (const other of options()) other.setAttribute("aria-selected", String(other === item));
    if (item) box.setAttribute("aria-activedescendant", item.id);
    else box.removeAttribute("aria-activedescendant");
  }

  async function ask() {
    asked?.abort();
    if (!box.value.trim()) return show([]);
    asked = new AbortController();
    try {
      const address = `${box.dataset.complete}?${new URLSearchParams({ q: box.value })}`;
      const answer = await fetch(address, { signal: asked.signal });
      show(answer.ok ? await answer.json() : []);
    } catch (error) {
      if (error.name !== "AbortError") show([]);
    }
  }

  box.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, 120);
  });
  box.addEventListener("blur", close);
  box.addEventListener("keydown", (event) => {
    const all = options();
    if (event.isComposing || list.hidden || !all.length) return;
    const at = all.indexOf(chosen());
    if (event.key === "ArrowDown") choose(all[(at + 1) % all.length]);
    else if (event.key === "ArrowUp") choose(all[(at < 1 ? all.length : at) - 1]);
    else if (event.key === "Escape") close();
    else if (event.key === "Enter" && at >= 0) take(all[at]);
    else return;
    event.preventDefault();
  });
}
