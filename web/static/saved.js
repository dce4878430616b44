// Saved searches. They stay in the reader's own browser: the server keeps nothing of them.
"use strict";

{
  const place = document.querySelector("[data-saved]");
  const key = place && `kashshaf:${place.dataset.saved}`;

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

  function button(label, act) {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = label;
    made.addEventListener("click", act);
    return made;
  }

  function entry({ address, name }, at) {
    const item = document.createElement("li");
    const link = document.createElement("a");
    // Only the query part is kept, so that nothing in the storage can lead elsewhere.
    link.href = `${place.dataset.saved}?${address}`;
    link.textContent = name;
    link.dir = "auto";
    const remove = button("×", () => write(read().filter((_, other) => other !== at)));
    remove.setAttribute("aria-label", `${place.dataset.remove}: ${name}`);
    item.append(link, remove);
    return item;
  }

  function show() {
    const searches = read();
    const list = document.createElement("ul");
    list.append(...searches.map(entry));
    const parts = [];
    const here = location.search.slice(1);
    if (here && !searches.some((one) => one.address === here))
      parts.push(button(place.dataset.save, () => {
        const name = place.dataset.name;
        write([...read(), { address: here, name }]);
      }));
    if (searches.length) parts.push(list);
    place.querySelector(".saved-list").replaceChildren(...parts.length ? parts : [place.dataset.none]);
    place.hidden = false;
  }

  if (place) show();
}
