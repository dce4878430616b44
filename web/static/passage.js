// What a reader has selected of a record's text can be sent to others as a link that leads to it, and
// becomes a question: where else does this stand? Without this script each paragraph has its link,
// and the page of that question offers the paragraphs.
"use strict";

{
  const panel = document.querySelector(".selected");
  const form = panel?.querySelector("form");
  const link = panel?.querySelector(".passage-link");
  const texts = [...document.querySelectorAll(".record .text")];
  const quoted = 4;  // words at either end of a passage; the server reads any number

  // The words of a paragraph that a range touches, and the number of the first.
  function touched(paragraph, range) {
    const part = document.createRange();
    part.selectNodeContents(paragraph);
    const before = part.cloneRange();
    if (range.compareBoundaryPoints(Range.START_TO_START, part) > 0) part.setStart(range.startContainer, range.startOffset);
    if (range.compareBoundaryPoints(Range.END_TO_END, part) < 0) part.setEnd(range.endContainer, range.endOffset);
    before.setEnd(part.startContainer, part.startOffset);
    const start = before.toString().length;
    const end = start + part.toString().length;
    return [...paragraph.textContent.matchAll(/\S+/g)]
      .map((word, at) => ({ paragraph: paragraph.id.slice(1), number: at + 1, from: word.index, text: word[0] }))
      .filter(({ from, text }) => from < end && from + text.length > start);
  }

  function addressOf(selection) {
    const range = selection.getRangeAt(0);
    const words = [...document.querySelectorAll(".text p[id]")]
      .filter((one) => /^p\d+$/.test(one.id) && range.intersectsNode(one))
      .flatMap((one) => touched(one, range));
    if (!words.length) return "";
    const [first, last] = [words[0], words.at(-1)];
    const said = words.map(({ text }) => text);
    const quote = said.length > 2 * quoted ? [...said.slice(0, quoted), "…", ...said.slice(-quoted)] : said;
    const address = new URL(link.dataset.address);
    address.searchParams.set("passage", `${first.paragraph}.${first.number}-${last.paragraph}.${last.number}`);
    address.searchParams.set("quote", quote.join(" "));
    address.hash = "passage";
    return address.href;
  }

  function within(selection) {
    const ends = [selection.anchorNode, selection.focusNode];
    return !selection.isCollapsed && texts.some((text) => ends.every((end) => text.contains(end)));
  }

  if (panel) document.addEventListener("selectionchange", () => {
    // Whoever goes on to the buttons keeps what was chosen.
    if (panel.contains(document.activeElement)) return;
    const selection = getSelection();
    const chosen = within(selection);
    const words = chosen ? selection.toString().trim() : "";
    if (form) {
      const enough = words.split(/\s+/).length >= form.dataset.least;
      form.elements.text.value = enough ? words.slice(0, form.dataset.most) : "";
      form.hidden = !form.elements.text.value;
    }
    link.value = chosen ? addressOf(selection) : "";
    link.hidden = !link.value;
    panel.hidden = link.hidden && (!form || form.hidden);
  });

  link?.addEventListener("click", async () => {
    await copy({ "text/plain": link.value });
    tell(link);
  });

  // The link of a paragraph is what one wants of it, and not to leave the page.
  for (const one of document.querySelectorAll(".permalink")) {
    one.addEventListener("click", async (event) => {
      event.preventDefault();
      await copy({ "text/plain": one.href });
      one.classList.add("copied");
      one.setAttribute("aria-label", link.dataset.copied);
    });
  }
}
