// Folds that lie over the page are shut by Escape and by a click beside them. Whoever chooses a
// filter on a narrow screen finds the filters open again, until they go to the results.
"use strict";

{
  const over = [...document.querySelectorAll(".arranging, .take details")];
  const filters = document.querySelector(".filters");
  const isFolded = () => filters?.querySelector("summary").offsetParent !== null;

  document.addEventListener("click", (event) => {
    // By its path: what was pressed may have been drawn anew, and stands nowhere any more.
    for (const fold of over) if (!event.composedPath().includes(fold)) fold.open = false;
  });
  document.addEventListener("keydown", ({ key, target }) => {
    if (key !== "Escape") return;
    const fold = over.findLast((one) => one.open && one.contains(target));
    if (!fold) return;
    fold.open = false;
    fold.querySelector("summary").focus();
  });

  if (filters) {
    if (location.hash === "#filters" && isFolded()) filters.open = true;
    filters.classList.add("ready");
    filters.addEventListener("click", ({ target }) => {
      const link = target.closest("a[href]");
      if (!link || !isFolded()) return;
      if (link.hash === "#hits") filters.open = false;
      else link.hash = "filters";
    });
  }
}
