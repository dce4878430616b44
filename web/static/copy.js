// Copies a citation with its italics, and prints the page. Without this script the citation is text
// to be selected, and the browser's own menu prints.
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
    const { textContent, innerHTML, dir } = document.getElementById(button.dataset.copies);
    const html = `<span dir="${dir}">${innerHTML.replaceAll("cite>", "i>")}</span>`;
    await copy({ "text/plain": textContent, "text/html": html });
    tell(button);
  });
}

for (const button of document.querySelectorAll("button.print")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}
