// Copies citations with their italics and directions, and prints the page. Without this script a
// citation is text to be selected, and the browser's own menu prints.
"use strict";

// Puts a text in the clipboard, as each of these kinds. Where the page came by plain http, browsers
// give no clipboard, but let what is copied be another.
async function copy(kinds) {
  try {
    const parts = Object.entries(kinds).map(([type, text]) => [type, new Blob([text], { type })]);
    await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(parts))]);
  } catch {
    const put = (event) => {
      for (const [type, text] of Object.entries(kinds)) event.clipboardData.setData(type, text);
      event.preventDefault();
    };
    document.addEventListener("copy", put, { once: true });
    document.execCommand("copy");
    document.removeEventListener("copy", put);
  }
}

// Plain text has the few marks that keep it in order where Latin and Arabic meet.
function plain(citation) {
  const own = citation.cloneNode(true);
  for (const mark of own.querySelectorAll("data")) mark.replaceWith(mark.value);
  return own.textContent.trim();
}

// Markup needs none: word processors know a direction by the element that has it.
function markup(citation) {
  const own = citation.cloneNode(true);
  for (const mark of own.querySelectorAll("data")) mark.remove();
  return own.innerHTML.trim().replaceAll("cite>", "i>").replaceAll("</bdi>", "</span>")
    .replaceAll('<bdi dir="rtl">', '<span dir="rtl" lang="ar">').replaceAll("<bdi", "<span");
}

// One citation goes into a line, and each of several is a paragraph.
function kinds(place) {
  const { dir, lang } = place;
  if (!place.matches("ul"))
    return { "text/plain": plain(place), "text/html": `<span dir="${dir}" lang="${lang}">${markup(place)}</span>` };
  const entries = [...place.children];
  return {
    "text/plain": entries.map((one) => `${plain(one)}\n`).join("\n"),
    "text/html": entries.map((one) => `<p dir="${dir}" lang="${lang}">${markup(one)}</p>`).join("\n"),
  };
}

// Says on the button that it is done, for as long as that takes to be seen, and to those who listen.
function tell(button) {
  const label = button.textContent;
  if (label === button.dataset.copied) return;
  button.setAttribute("aria-live", "polite");
  button.textContent = button.dataset.copied;
  setTimeout(() => { button.textContent = label; }, 2000);
}

for (const button of document.querySelectorAll("button.copy")) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    await copy(kinds(document.getElementById(button.dataset.copies)));
    tell(button);
  });
}

for (const button of document.querySelectorAll("button.print")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}
