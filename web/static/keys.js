// Keys for those who read all day: / to the search box, j and k between the hits, as in
// many mail programs, and so between the passages of two texts side by side. Enter opens what
// has the focus, as it does for every link. On a record's page j and k lead to its neighbours in
// the results, n and p to the next match and back.
"use strict";

{
  const typing = (element) => element.closest("input, textarea, select, [contenteditable]");

  function step(by) {
    const neighbour = document.querySelector(`.place [rel=${by > 0 ? "next" : "prev"}]`);
    if (document.querySelector(".toolbar")) return neighbour?.click();
    const hits = [...document.querySelectorAll(".hit h2 a, .pair .first .number")];
    const at = hits.findIndex((hit) => hit === document.activeElement);
    const next = hits[at < 0 && by < 0 ? hits.length - 1 : at + by];
    next?.focus();
    next?.closest(".hit")?.scrollIntoView({ block: "nearest" });
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    // The key's place counts too: an Arabic keyboard has ت where j is, ن where k is.
    // Selecting gives the focus as well, and what is typed takes the place of the last query.
    if (event.key === "/" || event.code === "Slash" && !event.shiftKey) document.querySelector("#q")?.select();
    else if (event.code === "KeyJ") step(1);
    else if (event.code === "KeyK") step(-1);
    else if (event.code === "KeyN") document.querySelector(".toolbar .following")?.click();
    else if (event.code === "KeyP") document.querySelector(".toolbar .previous")?.click();
    else return;
    event.preventDefault();
  });
}
