// Two buttons beside the numbers of the matches: to the next one and back. Without this
// script the numbers lead to the first of them.
"use strict";

{
  const nav = document.querySelector(".jumps");
  const hits = [...document.querySelectorAll(".text mark")];

  if (nav && hits.length) {
    let at = -1;

    function go(to) {
      hits[at]?.classList.remove("here");
      at = (to + hits.length) % hits.length;
      hits[at].classList.add("here");
      hits[at].scrollIntoView({ block: "center" });
    }

    for (const [name, by] of [["previous", -1], ["next", 1]]) {
      const button = nav.querySelector(`.${name}`);
      button.addEventListener("click", () => go(at < 0 && by < 0 ? -1 : at + by));
      button.hidden = false;
    }
  }
}
