// Saved searches. They stay in the reader's own browser: the server keeps nothing of them. What a
// search finds that it did not when it was last opened is told by its feed, and opens as results.
"use strict";

{
  const place = document.querySelector("[data-saved]");
  const key = place && `kashshaf:${place.dataset.saved}`;
  const fresh = new Map();

  function read() {
    try {
      const found = JSON.parse(localStorage.getItem(key));
      return Array.isArray(found) ? found.filter((one) => typeof one?.address === "string") : [];
    } catch {
      return [];  // what another program left there, or no storage at all
    }
  }

  function write(searches) {
    localStorage.setItem(key, JSON.stringify(searches));
    show();
  }

  function change(address, changes) {
    write(read().map((one) => one.address === address ? { ...one, ...changes } : one));
  }

  function button(label, act, name) {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = label;
    if (name) made.setAttribute("aria-label", name);
    if (name) made.title = name;
    made.addEventListener("click", act);
    return made;
  }

  const FULL = 50;  // entries of a feed; of news there may be more

  // The id of a record, from its address.
  function recordAt(address) {
    const { pathname, searchParams } = new URL(address);
    return searchParams.get("record_id") ?? decodeURIComponent(pathname.split("/record/").slice(1).join("/record/"));
  }

  // The newest entries of a search's feed: their ids, and those of their records.
  async function news(address) {
    const asked = new URLSearchParams(address);
    asked.delete("sort");  // what has come last, not what was published last
    const answer = await fetch(`${place.dataset.feed}?${asked}`);
    const feed = new DOMParser().parseFromString(answer.ok ? await answer.text() : "", "text/xml");
    return [...feed.querySelectorAll("entry")].map((entry) => ({
      id: entry.querySelector("id").textContent,
      record: recordAt(entry.querySelector("link[rel=alternate]").getAttribute("href")),
    }));
  }

  // What came since the search was last opened, as far as the feed has it.
  async function look({ address, seen }) {
    const entries = await news(address);
    const at = entries.findIndex((one) => one.id === seen);
    const records = entries.slice(0, seen === undefined ? 0 : at < 0 ? FULL : at).map((one) => one.record);
    fresh.set(address, { newest: entries[0]?.id ?? "", records });
    if (!place.querySelector(".saved-list input")) show();  // nobody is writing a name
  }

  // What is new, as results of their own, with the words of the search marked.
  function opened(search, records) {
    const form = place.querySelector(".open-new");
    const asked = new URLSearchParams(search.address);
    for (const name of ["q", "match", "level", "variants"]) form.elements[name].value = asked.get(name) ?? "";
    form.elements.ids.value = JSON.stringify(records);
    form.elements.name.value = place.dataset.newOf.replace("%s", () => search.name);
    form.submit();
  }

  function renamed(search) {
    const field = document.createElement("input");
    field.value = search.name;
    field.dir = "auto";
    field.setAttribute("aria-label", place.dataset.rename);
    const done = () => change(search.address, { name: field.value.trim() || search.name });
    field.addEventListener("change", done);
    field.addEventListener("blur", done);
    return field;
  }

  function entry(search) {
    const item = document.createElement("li");
    const link = document.createElement("a");
    // Only the query part is kept, so that nothing in the storage can lead elsewhere.
    link.href = `${place.dataset.saved}?${search.address}`;
    link.textContent = search.name;
    link.dir = "auto";
    const found = fresh.get(search.address);
    const looked = () => {
      fresh.set(search.address, { ...found, records: [] });
      change(search.address, { seen: found.newest });
    };
    link.addEventListener("click", () => found && looked());
    item.append(link);
    if (found?.records.length) {
      const { records } = found;
      const told = place.dataset.new.replace("%s", `${records.length}${records.length < FULL ? "" : "+"}`);
      const count = button(told, () => { looked(); opened(search, records); }, `${told}: ${search.name}`);
      count.className = "new";
      item.append(count);
    }
    const rename = button("✎", () => {
      const field = renamed(search);
      link.replaceWith(field);
      field.select();
    }, `${place.dataset.rename}: ${search.name}`);
    const remove = button("×", () => write(read().filter((one) => one.address !== search.address)), `${place.dataset.remove}: ${search.name}`);
    item.append(rename, remove);
    return item;
  }

  function show() {
    const searches = read();
    const list = document.createElement("ul");
    list.append(...searches.map(entry));
    const parts = [];
    const here = location.search.slice(1);
    if (here && !searches.some((one) => one.address === here))
      parts.push(button(place.dataset.save, async () => {
        write([...read(), { address: here, name: place.dataset.name }]);
        change(here, { seen: (await news(here))[0]?.id ?? "" });
      }));
    if (searches.length) parts.push(list);
    place.querySelector(".saved-list").replaceChildren(...parts.length ? parts : [place.dataset.none]);
    place.hidden = false;
  }

  if (place) {
    show();
    place.addEventListener("toggle", () => place.open && read().filter(({ address }) => !fresh.has(address)).forEach(look));
  }
}
