// Two texts side by side: where a number of a passage has the focus, by a key, by Tab or by its
// link, the same passage of the other text is brought beside it. Without this script its link does.
"use strict";

{
  const pair = document.querySelector(".pair");
  const beside = () => {
    const [first, second] = pair.children;
    return first.offsetTop === second.offsetTop;  // and not one under the other
  };

  function meet(number) {
    for (const other of pair.querySelectorAll(".number.here")) other.classList.remove("here");
    const same = document.getElementById(number.hash.slice(1));
    for (const one of [number, same]) {
      one?.classList.add("here");
      if (one === number || beside()) one?.scrollIntoView({ block: "center" });
    }
  }

  pair?.addEventListener("focusin", ({ target }) => {
    if (target.matches(".number") && target.matches(":focus-visible")) meet(target);
  });
  addEventListener("hashchange", () => {
    const number = document.getElementById(location.hash.slice(1));
    if (number?.matches(".number")) meet(number);
  });
}
