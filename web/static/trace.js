// Words of a text that a reader has selected become a question: where else does this stand?
// Without this script the page of that question offers the text's paragraphs.
"use strict";

{
  const form = document.querySelector(".selected");
  const texts = [...document.querySelectorAll(".text")];

  function selected() {
    const selection = getSelection();
    const within = texts.some((text) => text.contains(selection.anchorNode) && text.contains(selection.focusNode));
    const words = within ? selection.toString().trim() : "";
    return words.split(/\s+/).length >= form.dataset.least ? words : "";
  }

  if (form) document.addEventListener("selectionchange", () => {
    // Whoever goes on to the button keeps what was chosen.
    if (form.contains(document.activeElement)) return;
    form.elements.text.value = selected().slice(0, form.dataset.most);
    form.hidden = !form.elements.text.value;
  });
}
