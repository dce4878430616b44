// The arrows and the list of the matches go from one to the other without asking for the page anew,
// and so do n and p. Without this script each arrow is a link to the page at the next match.
"use strict";

{
  const nav = document.querySelector(".jumps[data-total]");
  const hits = [...document.querySelectorAll(".text mark[id]")];
  const list = nav?.querySelector("details");
  const number = (hit) => Number(hit.id.slice("hit-".length));

  let at = hits.findIndex((hit) => hit.matches(".here"));

  // From the first that is in sight or below, where none has been gone to yet.
  function following(by) {
    if (at >= 0) return at + by;
    const below = hits.findIndex((hit) => hit.getBoundingClientRect().bottom > nav.getBoundingClientRect().bottom);
    return below < 0 ? 0 : by > 0 ? below : below - 1;
  }

  function go(to) {
    at = (to + hits.length) % hits.length;
    for (const mark of document.querySelectorAll("mark.here")) mark.classList.remove("here");
    hits[at].classList.add("here");
    hits[at].scrollIntoView({ block: "center" });
    nav.querySelector(".how-many").hidden = true;
    nav.querySelector(".which").hidden = false;
    nav.querySelector(".at").textContent = new Intl.NumberFormat(nav.dataset.digits).format(at + 1);
    const address = new URL(location);
    address.searchParams.set("hit", at + 1);
    address.hash = hits[at].id;
    history.replaceState(history.state, "", address);
  }

  if (nav && hits.length) {
    nav.classList.add("steps");
    nav.addEventListener("click", (event) => {
      const link = event.target.closest("a, button");
      if (!link) return;
      event.preventDefault();
      if (list.contains(link)) go(hits.findIndex((hit) => hit.id === link.hash.slice(1)));
      else go(following(link.matches(".following") ? 1 : -1));
      list.open = false;
    });
    document.addEventListener("click", (event) => {
      if (!list.contains(event.target)) list.open = false;
    });
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && list.open) {
        list.open = false;
        list.querySelector("summary").focus();
      }
    });
    addEventListener("kashshaf:match", (event) => go(following(event.detail)));
  }
}
