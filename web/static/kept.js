// Lists that the archive keeps: forms do all of it. Here x selects the result that has the focus,
// what is selected is counted, and what is typed into a list is saved as one goes on. Of a list of
// the browser's that is open as results, its own notes are shown.
"use strict";

{
  const bar = document.getElementById("chosen");
  if (bar) {
    const boxes = [...document.querySelectorAll(".pick input")];
    const count = bar.querySelector(".count");
    const told = () => {
      const number = boxes.filter((box) => box.checked).length;
      count.textContent = number ? `(${number.toLocaleString(count.dataset.digits)})` : "";
    };
    document.addEventListener("change", (event) => event.target.closest(".pick") && told());
    // Coming back, a browser may have kept what was selected.
    addEventListener("pageshow", told);
    document.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.code !== "KeyX") return;
      if (event.target.closest("input:not([type=checkbox]), textarea, select")) return;
      document.activeElement.closest("[data-record]")?.querySelector(".pick input")?.click();
    });
  }
}

{
  const form = document.querySelector("form.one-list");
  const status = form?.querySelector("[role=status]");
  const digests = (page) => [...page.querySelectorAll("form.one-list input[name$=_was]")];
  let typed = 0, saving = false;

  // Sent as it would be by its button; the answer's fields say what now stands on the server.
  async function save() {
    if (saving) return;
    saving = true;
    const at = typed;
    try {
      const answer = await fetch(form.action, { method: "POST", body: new FormData(form) });
      // What was changed elsewhere, the page itself is to show.
      if (answer.status === 409) return form.requestSubmit();
      if (!answer.ok) throw new TypeError();
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const now = digests(page), here = digests(form.ownerDocument);
      if (now.length !== here.length) return form.requestSubmit();
      here.forEach((field, index) => { field.value = now[index].value; });
      document.getElementById("list-name").textContent = page.getElementById("list-name").textContent;
      // A name that was taken has a number behind it now.
      if (at === typed) form.elements.name.value = page.getElementById("name").value;
      if (at === typed) typed = 0;
      status.textContent = form.dataset.done;
    } catch {
      status.textContent = form.dataset.failed;
    } finally {
      saving = false;
    }
  }

  if (form) {
    form.addEventListener("input", () => { typed += 1; status.textContent = ""; });
    form.addEventListener("change", save);
    form.addEventListener("submit", () => { typed = 0; });
    addEventListener("beforeunload", (event) => { if (typed) event.preventDefault(); });
  }
}

{
  const opened = document.querySelector("[data-opened]");
  const note = (text) => {
    const made = document.createElement("p");
    made.className = "note";
    made.dir = "auto";
    made.textContent = text;
    return made;
  };
  const lists = () => {
    try {
      return JSON.parse(localStorage.getItem(`kashshaf-lists:${opened.dataset.of}`))?.lists ?? [];
    } catch {
      return [];
    }
  };
  const list = opened && lists().find((one) => one?.name === opened.dataset.opened);
  if (list) {
    if (list.note) opened.append(note(list.note));
    const notes = new Map(list.records?.map((one) => [one.id, one.note]));
    for (const place of document.querySelectorAll("[data-record]"))
      if (notes.get(place.dataset.record)) place.append(note(notes.get(place.dataset.record)));
  }
}
