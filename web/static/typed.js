// What is typed and not yet sent goes along with a choice of how to search, and to another view.
// Without this script their links lead to what was sent last.
"use strict";

{
  const form = document.querySelector("#search");
  const boxes = form ? [...form.querySelectorAll("input[name=q]")] : [];

  function carry(links, texts) {
    for (const link of document.querySelectorAll(links)) {
      const address = new URL(link.href);
      address.searchParams.delete("q");
      for (const text of texts) address.searchParams.append("q", text);
      link.href = address;
    }
  }

  function take() {
    const typed = boxes.map((box) => box.value.trim()).filter(Boolean);
    carry(".manner a", typed);
    carry(".views a", typed.slice(0, 1));  // only trends take several
  }

  form?.addEventListener("input", take);
  // Whoever comes back to a page finds there what was typed, too.
  addEventListener("pageshow", () => {
    if (boxes.some((box) => box.value !== box.defaultValue)) take();
  });
}
