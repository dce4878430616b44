// Saved searches. They stay in the reader's own browser: the server keeps nothing of them. What a
// search finds that it did not when it was last opened is told by its feed.
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

  // The newest entries of a search's feed, by their ids; none where the server gives no feed now.
  async function newest(address) {
    const asked = new URLSearchParams(address);
    asked.delete("sort");  // what has come last, not what was published last
    const answer = await fetch(`${place.dataset.feed}?${asked}`);
    if (!answer.ok) return undefined;
    const feed = new DOMParser().parseFromString(await answer.text(), "text/xml");
    return [...feed.querySelectorAll("entry > id")].map((id) => id.textContent);
  }

  // How many came since the search was last opened; more than the feed has are "at least" so many.
  async function look({ address, seen }) {
    const ids = await newest(address);
    if (!ids) return;  // and then nothing is told
    const at = ids.indexOf(seen);
    fresh.set(address, { newest: ids[0] ?? "", count: seen === undefined ? 0 : at < 0 ? ids.length : at });
    if (!place.querySelector(".saved-list input")) show();  // nobody is writing a name
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

  // Leads to what is new, and to nothing else.
  function news(search, count, opened) {
    const link = document.createElement("a");
    link.className = "new";
    link.href = `${place.dataset.news}?${search.address}&seen=${encodeURIComponent(search.seen)}`;
    link.textContent = place.dataset.new.replace("%s", count);
    link.addEventListener("click", opened);
    return link;
  }

  function nothingNew() {
    const told = document.createElement("span");
    told.className = "aside";
    told.textContent = place.dataset.nothing;
    return told;
  }

  function entry(search) {
    const item = document.createElement("li");
    const link = document.createElement("a");
    // Only the query part is kept, so that nothing in the storage can lead elsewhere.
    link.href = `${place.dataset.saved}?${search.address}`;
    link.textContent = search.name;
    link.dir = "auto";
    const found = fresh.get(search.address);
    const opened = () => found && change(search.address, { seen: found.newest });
    link.addEventListener("click", opened);
    item.append(link);
    if (found) item.append(found.count ? news(search, found.count, opened) : nothingNew());
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
        change(here, { seen: (await newest(here))?.[0] ?? "" });
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
