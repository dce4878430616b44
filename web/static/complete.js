// Offers words, values of fields such as sources, dates and titles under the search box while
// one types. The page works without it: the box is a plain form.
"use strict";

const box = document.querySelector("input[data-complete]");

if (box) {
  const list = element("div", { id: "completions", className: "completions", hidden: true });
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", box.dataset.offered);
  const said = element("p", { className: "unseen" });
  said.setAttribute("role", "status");
  box.parentElement.append(list, said);
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

  // Text is never markup: titles and names are strangers'.
  function element(name, properties) {
    return Object.assign(document.createElement(name), properties);
  }

  function show(offered, telling = "") {
    const groups = [];
    for (const [at, one] of offered.entries()) {
      if (groups.at(-1)?.getAttribute("aria-label") !== one.group) groups.push(group(one));
      groups.at(-1).append(option(one, at));
    }
    list.replaceChildren(...groups);
    list.hidden = offered.length === 0;
    said.textContent = telling;
    box.setAttribute("aria-expanded", String(!list.hidden));
    box.removeAttribute("aria-activedescendant");
  }

  // What belongs together, under its title.
  function group({ kind, group }) {
    const made = element("div", { className: kind });
    made.setAttribute("role", "group");
    made.setAttribute("aria-label", group);
    const title = element("span", { className: "group", textContent: group });
    title.setAttribute("aria-hidden", "true");
    made.append(title);
    return made;
  }

  function option(one, at) {
    const item = element("div", { id: `completion-${at}`, offered: one });
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", "false");
    item.append(element("span", { className: "label", dir: "auto", textContent: one.label }));
    if (one.count) item.append(" ", element("span", { className: "count", textContent: one.count }));
    item.addEventListener("mousedown", (event) => event.preventDefault());
    item.addEventListener("click", () => take(one));
    return item;
  }

  function close() {
    clearTimeout(waiting);
    asked?.abort();
    show([]);
  }

  function take(one) {
    if (one.href) location.assign(one.href);
    else if (one.kind === "value") location.assign(narrowed(one));
    else {
      box.value = one.label;
      box.form.requestSubmit();
    }
  }

  // The search that the form would make, with one limit more: what is in `set` takes the place of
  // what there is, what is in `add` stands beside it.
  function narrowed({ q = "", set = {}, add = {} }) {
    const filled = [...new FormData(box.form)].filter(([, value]) => value);
    const sought = new URLSearchParams(filled);
    for (const [name, value] of Object.entries({ q, ...set })) {
      sought.delete(name);
      if (value) sought.set(name, value);
    }
    for (const [name, value] of Object.entries(add)) {
      if (!sought.getAll(name).includes(value)) sought.append(name, value);
    }
    return `${box.form.action}?${sought}`;
  }

  function choose(item) {
    for (const other of options()) other.setAttribute("aria-selected", String(other === item));
    box.setAttribute("aria-activedescendant", item.id);
    item.scrollIntoView({ block: "nearest" });
  }

  async function ask() {
    asked?.abort();
    if (!box.value.trim()) return show([]);
    asked = new AbortController();
    try {
      const address = `${box.dataset.complete}?${new URLSearchParams({ q: box.value })}`;
      const answer = await fetch(address, { signal: asked.signal });
      if (!answer.ok) return show([]);
      const found = await answer.json();
      show(found.options, found.said);
    } catch (error) {
      if (error.name !== "AbortError") show([]);
    }
  }

  // Which option a key leads to from the one that is chosen, -1 for none. Without one, Home and
  // End belong to the text.
  function reached(key, at, count) {
    if (key === "ArrowDown") return (at + 1) % count;
    if (key === "ArrowUp") return (at < 1 ? count : at) - 1;
    if (at < 0) return -1;
    return { Home: 0, End: count - 1 }[key] ?? -1;
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
    const next = reached(event.key, at, all.length);
    if (next >= 0) choose(all[next]);
    else if (event.key === "Escape") close();
    else if (event.key === "Enter" && at >= 0) take(all[at].offered);
    else return;
    event.preventDefault();
  });
}
