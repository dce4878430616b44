// The panels beside the results: each stays folded as its reader left it, on a narrow screen they
// begin folded, and their values are searched in place. Without this script all are open, and the
// search among values has a page of its own.
"use strict";

{
  const KEPT = "kashshaf-panels";
  const SHOWN = 16;
  const wide = matchMedia("(width >= 60rem)").matches;

  // Storage may be forbidden, and what is in it anybody's.
  function kept() {
    try {
      return Object(JSON.parse(localStorage.getItem(KEPT)));
    } catch {
      return {};
    }
  }

  function keep(name, open) {
    try {
      localStorage.setItem(KEPT, JSON.stringify({ ...kept(), [name]: open }));
    } catch {
      // Then it is not remembered.
    }
  }

  const folds = kept();
  for (const fold of document.querySelectorAll(".fold")) {
    const name = fold.dataset.fold;
    if (!fold.querySelector("[aria-current], .excluded")) fold.open = folds[name] ?? wide;
    fold.querySelector("summary").addEventListener("click", () => keep(name, !fold.open));
  }

  for (const form of document.querySelectorAll(".panel .find")) {
    const box = form.querySelector("[type=search]");
    const list = form.parentElement.querySelector(".choices");
    const said = form.querySelector("[role=status]");
    const first = [...list.children];
    let asked = null;
    let waiting = 0;

    async function find() {
      asked?.abort();
      if (!box.value.trim()) {
        list.replaceChildren(...first);
        said.textContent = "";
        return;
      }
      asked = new AbortController();
      try {
        const answer = await fetch(`${form.action}?${new URLSearchParams(new FormData(form))}`, { signal: asked.signal });
        if (!answer.ok) return;
        // The page of all values has them, escaped as they are everywhere.
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        list.replaceChildren(...[...page.querySelectorAll(".facet .choices > li")].slice(0, SHOWN));
        said.textContent = page.querySelector(".facet h1 .count").textContent;
      } catch (error) {
        if (error.name !== "AbortError") list.replaceChildren(...first);
      }
    }

    box.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(find, 150);
    });
  }
}
