// Lists of records, which stay in the reader's own browser: the server keeps nothing of them.
// Beside each result stands a button that puts it into the list in hand; the page of lists shows,
// names, annotates, saves and opens them, and moves them to the server where that keeps lists.
"use strict";

{
  const tool = document.querySelector("[data-lists]");
  const page = document.querySelector("[data-all-lists]");
  const words = (tool ?? page)?.dataset;
  const key = words && `kashshaf-lists:${words.lists ?? words.allLists}`;

  // What stands in the storage, or in a file, may be another program's.
  const isRecord = (one) => typeof one?.id === "string" && typeof one.title === "string";
  const isList = (one) => typeof one?.name === "string" && Array.isArray(one.records) && one.records.every(isRecord);

  function read() {
    try {
      const kept = JSON.parse(localStorage.getItem(key));
      return { current: kept?.current ?? "", lists: (kept?.lists ?? []).filter(isList) };
    } catch {
      return { current: "", lists: [] };
    }
  }

  function keep(kept) {
    try {
      localStorage.setItem(key, JSON.stringify(kept));
    } catch {
      tell(words.full);
    }
  }

  function write(kept) {
    keep(kept);
    show();
  }

  function tell(text) {
    const place = page?.querySelector("[role=alert]") ?? tool.querySelector(".gather-tool [role=status]");
    place.textContent = text;
    place.hidden = !text;
  }

  function make(name, given = {}, ...parts) {
    const made = document.createElement(name);
    for (const [attribute, value] of Object.entries(given))
      if (attribute === "act") made.addEventListener(name === "button" ? "click" : "change", value);
      else if (attribute === "typed") made.addEventListener("input", value);
      else if (attribute in made) made[attribute] = value;
      else made.setAttribute(attribute, value);
    made.append(...parts);
    return made;
  }

  const button = (label, act, given = {}) => make("button", { type: "button", act, ...given }, label);

  /* Beside results */

  const current = (kept) => kept.lists.find((one) => one.name === kept.current) ?? kept.lists[0];

  function inHand(kept) {
    const found = current(kept);
    if (found) return found;
    const made = { name: words.first, note: "", records: [] };
    kept.lists.push(made);
    return made;
  }

  function add(records) {
    const kept = read();
    const list = inHand(kept);
    const known = new Set(list.records.map((one) => one.id));
    list.records.push(...records.filter((one) => !known.has(one.id)).map(({ id, title }) => ({ id, title, note: "" })));
    write(kept);
  }

  function toggle(record) {
    const kept = read();
    const list = inHand(kept);
    if (!list.records.some((one) => one.id === record.id)) return add([record]);
    list.records = list.records.filter((one) => one.id !== record.id);
    write(kept);
  }

  async function addAll() {
    tell("…");
    const answer = await fetch(tool.dataset.found);
    if (answer.ok) add(await answer.json());
    tell(answer.ok ? "" : answer.statusText);
  }

  function showTool() {
    const kept = read();
    const list = current(kept);
    const chosen = new Set(list?.records.map((one) => one.id));
    for (const place of document.querySelectorAll("[data-record]")) {
      const known = chosen.has(place.dataset.record);
      const pressed = place.querySelector(":scope > .gathered") ?? place.appendChild(
        button("", () => toggle({ id: place.dataset.record, title: place.dataset.title }), { className: "gathered" }));
      pressed.title = known ? words.remove : words.add;
      pressed.setAttribute("aria-pressed", known);
      pressed.setAttribute("aria-label", `${words.add}: ${place.dataset.title}`);
    }
    const choice = make("select", { act: (event) => write({ ...read(), current: event.target.value }) });
    choice.append(...kept.lists.map((one) => make("option", { value: one.name, selected: one === list }, `${one.name} (${one.records.length})`)));
    const name = make("input", { type: "text", dir: "auto", maxLength: 100, "aria-label": words.new, placeholder: words.new });
    const made = () => {
      const called = name.value.trim();
      if (!called) return name.focus();
      const now = read();
      if (!now.lists.some((one) => one.name === called)) now.lists.push({ name: called, note: "", records: [] });
      write({ ...now, current: called });
    };
    tool.querySelector(".gather-tool").replaceChildren(
      ...kept.lists.length ? [make("label", {}, `${words.current}: `, choice)] : [],
      make("p", {}, name, " ", button(words.make, made)),
      ...words.found ? [button(words.all, addAll)] : [],
      make("p", { role: "status", hidden: true }),
      make("p", {}, make("a", { href: words.lists }, words.page)),
    );
    tool.querySelector(".count").textContent = list?.records.length || "";
    tool.hidden = false;
  }

  /* The page of lists */

  let removed = null;

  function change(at, act, then = write) {
    const kept = read();
    act(kept.lists[at], kept);
    then(kept);
  }

  // What is typed stands there already: drawn anew, the field that comes next would lose its focus.
  const typed = (at, act) => change(at, act, keep);

  // As a page of results, or another kind of page of the same records.
  function opened(list, as = "results") {
    const form = document.getElementById("open-list");
    form.elements.page.value = as;
    form.elements.ids.value = JSON.stringify(list.records.map((one) => one.id));
    form.elements.name.value = list.name;
    form.submit();
  }

  const file = (list) => new Blob([JSON.stringify({ lists: [list] }, null, 2)], { type: "application/json" });

  // It goes from here once the server has it.
  async function moved(list) {
    const form = document.getElementById("bring");
    const sent = new FormData(form);
    sent.set("file", file(list), "list.json");
    const answer = await fetch(form.action, { method: "POST", body: sent }).catch(() => null);
    if (!answer?.ok) return tell(words.moved);
    const kept = read();
    const left = JSON.stringify(list);
    keep({ ...kept, lists: kept.lists.filter((one) => JSON.stringify(one) !== left) });
    location.reload();
  }

  function saved(list) {
    const address = URL.createObjectURL(file(list));
    make("a", { href: address, download: `${list.name}.json` }).click();
    setTimeout(() => URL.revokeObjectURL(address));
  }

  async function taken(event) {
    try {
      const found = JSON.parse(await event.target.files[0].text()).lists;
      if (!found.length || !found.every(isList)) throw new TypeError();
      const kept = read();
      for (const one of found) {
        const names = kept.lists.map((list) => list.name);
        let name = one.name;
        for (let at = 2; names.includes(name); at += 1) name = `${one.name} (${at})`;
        kept.lists.push({ ...one, name });
      }
      write(kept);
      tell("");
    } catch {
      tell(words.broken);
    }
  }

  // What the archive says of records, null of those that it has no longer; and who waits for it.
  const told = new Map();
  const MOST_TOLD = 200;

  const byline = (of) => of ? [make("span", { className: "source" }, make("bdi", {}, of.source)), " ", make("span", {}, make("bdi", {}, of.date))] : [words.gone];

  async function tellOf(lists) {
    const ids = [...new Set(lists.flatMap((list) => list.records.map((one) => one.id)))].filter((id) => !told.has(id));
    for (let first = 0; first < ids.length; first += MOST_TOLD) {
      const asked = ids.slice(first, first + MOST_TOLD);
      const sent = new FormData(document.getElementById("open-list"));
      sent.set("ids", JSON.stringify(asked));
      const answer = await fetch(words.told, { method: "POST", body: sent }).catch(() => null);
      if (!answer?.ok) return;
      const found = await answer.json();
      for (const id of asked) told.set(id, found[id] ?? null);
      for (const place of page.querySelectorAll("[data-id]"))
        if (told.has(place.dataset.id)) place.replaceChildren(...byline(told.get(place.dataset.id)));
    }
  }

  // The focus stays with what is moved.
  function movedUp(at, index) {
    change(at, ({ records }) => records.splice(index - 1, 0, ...records.splice(index, 1)));
    const moved = page.querySelectorAll(".one-list")[at].querySelectorAll("li")[index - 1];
    (moved.querySelector(".up") ?? moved.querySelector("textarea")).focus();
  }

  function entry(record, list, at, index) {
    const title = record.title || words.untitled;
    // The id takes the place of the 0 with which the server has written an address.
    const link = make("a", { href: words.record.replace(/0$/, () => encodeURIComponent(record.id).replaceAll("%2F", "/")), dir: "auto" }, title);
    const note = make("textarea", {
      dir: "auto", rows: 1, value: record.note ?? "", placeholder: words.note,
      "aria-label": words.noteOn.replace("%s", () => title),
      typed: (event) => typed(at, (one) => { one.records[index].note = event.target.value; }),
    });
    const out = button("×", () => change(at, (one) => one.records.splice(index, 1)), { "aria-label": `${words.remove}: ${title}`, title: words.remove });
    const about = make("p", { className: "imprint", "data-id": record.id }, ...told.has(record.id) ? byline(told.get(record.id)) : []);
    const up = index ? [button("", () => movedUp(at, index), { className: "up", "aria-label": `${words.up}: ${title}`, title: words.up })] : [];
    return make("li", {}, make("div", {}, link, about), note, make("div", { className: "row-acts" }, ...up, out));
  }

  function shownList(list, at) {
    const name = make("input", {
      type: "text", dir: "auto", className: "name", value: list.name, maxLength: 100, "aria-label": words.name,
      act: (event) => typed(at, (one, kept) => {
        const called = event.target.value.trim();
        if (called && !kept.lists.some((other) => other.name === called)) one.name = called;
        event.target.value = one.name;
      }),
    });
    const note = make("textarea", { dir: "auto", rows: 2, value: list.note ?? "", placeholder: words.note, "aria-label": `${words.note}: ${list.name}`,
      typed: (event) => typed(at, (one) => { one.note = event.target.value; }) });
    const deleted = () => change(at, (one, kept) => { removed = one; kept.lists.splice(at, 1); });
    return make("section", { className: "one-list" },
      make("h2", {}, name), note,
      make("p", { className: "acts" },
        ...list.records.length ? [
          button(`${words.open} (${list.records.length})`, () => opened(read().lists[at])),
          button(words.cite, () => opened(read().lists[at], "bibliography")),
        ] : [],
        button(words.save, () => saved(read().lists[at])),
        ...words.move ? [button(words.move, () => moved(read().lists[at]))] : [],
        button(words.delete, deleted)),
      make("ol", {}, ...list.records.map((one, index) => entry(one, list, at, index))));
  }

  function showPage() {
    const { lists } = read();
    const undo = removed && make("p", { className: "notice" }, removed.name, " ", button(words.undo, () => {
      const kept = read();
      kept.lists.push(removed);
      removed = null;
      write(kept);
    }));
    page.querySelector(".all-lists").replaceChildren(...undo ? [undo] : [],
      ...lists.length ? lists.map(shownList) : [make("p", {}, words.none)]);
    tellOf(lists);
  }

  function show() {
    if (tool) showTool();
    if (page) showPage();
  }

  if (page) {
    // Where the archive keeps lists, files are for those.
    const bring = page.querySelector(".import");
    if (bring) bring.hidden = false;
    bring?.querySelector("input").addEventListener("change", taken);
  }
  if (words) {
    show();
    // Another window may have changed them.
    addEventListener("storage", (event) => event.key === key && show());
    // x gathers the result that has the focus, as it selects a line in many mail programs.
    document.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.code !== "KeyX") return;
      if (event.target.closest("input, textarea, select, [contenteditable]")) return;
      document.activeElement.closest("[data-record]")?.querySelector(".gathered")?.click();
    });
  }
}
