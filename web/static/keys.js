// Keys for those who read all day: / to the search box, j and k between the hits, as in
// many mail programs, and so between the passages of two texts side by side. From a hit the arrows
// go on as j and k do. Enter opens what has the focus, as it does for every link, and behind the
// last hit of a page that is the next page. On a record's page j and k lead to its neighbours in
// the results, n and p to the next match and back. ? opens the list of all this.
"use strict";

{
  const typing = (element) => element.closest("input, textarea, select, [contenteditable]");

  const steps = () =>
    [...document.querySelectorAll(".hit h2 a, .pair .first .number, .found .paging [rel=next]")];

  const isOnOne = () => steps().includes(document.activeElement);

  function step(by) {
    const neighbour = document.querySelector(`.place [rel=${by > 0 ? "next" : "prev"}]`);
    if (document.querySelector(".toolbar")) return neighbour?.click();
    const hits = steps();
    const at = hits.indexOf(document.activeElement);
    const next = hits[at < 0 && by < 0 ? hits.length - 1 : at + by];
    next?.focus();
    next?.closest(".hit")?.scrollIntoView({ block: "nearest" });
  }

  function help() {
    const fold = document.querySelector(".help");
    if (!fold) return;
    fold.open = true;
    fold.querySelector("summary").focus();
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    // The key's place counts too: an Arabic keyboard has ت where j is, ن where k is.
    // Selecting gives the focus as well, and what is typed takes the place of the last query.
    if (event.key === "?" || event.key === "؟") help();
    else if (event.key === "/" || event.code === "Slash" && !event.shiftKey) document.querySelector("#q")?.select();
    else if (event.code === "KeyJ" || event.key === "ArrowDown" && isOnOne()) step(1);
    else if (event.code === "KeyK" || event.key === "ArrowUp" && isOnOne()) step(-1);
    else if (event.code === "KeyN") document.querySelector(".toolbar .following")?.click();
    else if (event.code === "KeyP") document.querySelector(".toolbar .previous")?.click();
    else return;
    event.preventDefault();
  });
}
