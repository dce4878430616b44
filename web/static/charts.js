// Charts: what is under the pointer or has the focus is told, arrow keys go along, and a stretch
// that is drawn out becomes the two ends of the range in the form, which is sent. Without this
// script titles tell, links lead on, and the ends are typed.
"use strict";

{
  const FAR = 6;  // pixels that a pointer moves before a stretch is drawn out

  const middle = (one) => {
    const { left, width } = one.getBoundingClientRect();
    return left + width / 2;
  };

  /** What titles say is told at once, in a line of our own; links have it as their labels. */
  function telling(figure) {
    const line = document.createElement("p");
    line.className = "tooltip";
    line.hidden = true;
    line.setAttribute("aria-hidden", "true");
    figure.prepend(line);
    for (const title of figure.querySelectorAll("title")) {
      const one = title.parentElement;
      one.dataset.told = title.textContent;
      if (one.matches("a")) one.setAttribute("aria-label", title.textContent);
      title.remove();
    }

    return (text, at) => {
      line.hidden = !text;
      if (!text) return;
      line.textContent = text;
      const box = figure.getBoundingClientRect();
      const left = at - box.left - line.offsetWidth / 2;
      line.style.left = `${Math.max(0, Math.min(left, box.width - line.offsetWidth))}px`;
    };
  }

  /** One of the links takes part in the order of Tab; from it the arrows lead to the others. */
  function walking(figure, plot) {
    const links = [...plot.querySelectorAll("a")].filter((link) => link.getClientRects().length);
    if (!links.length) return;
    plot.removeAttribute("aria-hidden");
    plot.setAttribute("role", "group");
    plot.setAttribute("aria-label", figure.dataset.name);
    links[0].setAttribute("tabindex", "0");

    plot.addEventListener("keydown", (event) => {
      const from = event.target.closest("a");
      if (!links.includes(from)) return;
      const row = links.filter((link) => link.parentElement === from.parentElement);
      row.sort((one, other) => middle(one) - middle(other));
      const here = row.indexOf(from);
      const near = (by) => {
        const groups = [...new Set(links.map((link) => link.parentElement))];
        const next = groups[groups.indexOf(from.parentElement) + by];
        const others = links.filter((link) => link.parentElement === next);
        return others.sort((a, b) => Math.abs(middle(a) - middle(from)) - Math.abs(middle(b) - middle(from)))[0];
      };
      const to = {
        ArrowLeft: () => row[here - 1],
        ArrowRight: () => row[here + 1],
        Home: () => links.find((link) => link.parentElement === from.parentElement),
        End: () => links.findLast((link) => link.parentElement === from.parentElement),
        ArrowUp: () => near(-1),
        ArrowDown: () => near(1),
      }[event.key]?.();
      if (!to) return;
      event.preventDefault();
      from.setAttribute("tabindex", "-1");
      to.setAttribute("tabindex", "0");
      to.focus();
    });
  }

  /** A stretch from unit to unit, drawn out by the pointer. */
  function drawing(figure, plot, tell) {
    const inputs = (figure.dataset.ends ?? "").split(" ").map((id) => document.getElementById(id));
    const units = [...plot.querySelectorAll(".fine [data-unit], .columns [data-unit]")];
    if (!inputs[0]?.form || !inputs[1] || units.length < 2) return;
    const band = document.createElementNS("http://www.w3.org/2000/svg", "rect");
    band.setAttribute("class", "drawn");
    band.setAttribute("height", "100%");
    let begun = null;
    let ends = null;

    const under = (x) => units.reduce((best, unit) => {
      const far = (one) => {
        const { left, right } = one.getBoundingClientRect();
        return x < left ? left - x : Math.max(x - right, 0);
      };
      return far(unit) < far(best) ? unit : best;
    });

    function stop() {
      band.remove();
      begun = ends = null;
      tell("");
    }

    plot.addEventListener("dragstart", (event) => event.preventDefault());
    plot.addEventListener("pointerdown", (event) => {
      if (event.button === 0) begun = event.clientX;
    });
    plot.addEventListener("pointermove", (event) => {
      if (begun === null || (!ends && Math.abs(event.clientX - begun) < FAR)) return;
      if (!ends) {
        plot.setPointerCapture(event.pointerId);
        plot.append(band);
      }
      // In the order of the units, whichever way they run and the pointer went.
      ends = [under(begun), under(event.clientX)].sort((one, other) => units.indexOf(one) - units.indexOf(other));
      const boxes = ends.map((unit) => unit.getBoundingClientRect());
      const left = Math.min(...boxes.map((box) => box.left));
      const right = Math.max(...boxes.map((box) => box.right));
      band.setAttribute("x", left - plot.getBoundingClientRect().left);
      band.setAttribute("width", right - left);
      const [low, high] = ends.map((unit) => unit.dataset.unit);
      tell(`\u2066${low.split("..")[0]} – ${high.split("..").at(-1)}\u2069`, (left + right) / 2);
    });
    plot.addEventListener("pointerup", () => {
      if (!ends) return stop();
      const [low, high] = ends.map((unit) => unit.dataset.unit);
      [inputs[0].value, inputs[1].value] = [low.split("..")[0], high.split("..").at(-1)];
      inputs[0].form.requestSubmit();
      // The click that ends the stretch follows no link.
      plot.addEventListener("click", (event) => event.preventDefault(), { once: true, capture: true });
      stop();
    });
    plot.addEventListener("pointercancel", stop);
    addEventListener("keydown", ({ key }) => { if (key === "Escape" && ends) stop(); });
    return () => ends !== null;
  }

  for (const figure of document.querySelectorAll(".histogram, .chart, .timeline")) {
    const plot = figure.querySelector(".plot");
    const tell = telling(figure);
    walking(figure, plot);
    const isDrawing = drawing(figure, plot, tell) ?? (() => false);
    const said = (event) => {
      const one = event.target.closest("[data-told]");
      if (!isDrawing()) tell(one?.dataset.told, one && middle(one));
    };
    plot.addEventListener("pointerover", said);
    plot.addEventListener("focusin", said);
    plot.addEventListener("pointerleave", () => { if (!isDrawing()) tell(""); });
    plot.addEventListener("focusout", () => tell(""));
  }

  /** The drawing as an image of pixels, made by the browser of what the server has drawn. */
  const SHARP = 2;
  for (const link of document.querySelectorAll("[data-png]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = link.dataset.pngName;
    button.addEventListener("click", async () => {
      const image = new Image();
      image.src = link.href;
      await image.decode();
      const canvas = document.createElement("canvas");
      [canvas.width, canvas.height] = [SHARP * image.naturalWidth, SHARP * image.naturalHeight];
      canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
      canvas.toBlob((blob) => {
        const made = document.createElement("a");
        made.href = URL.createObjectURL(blob);
        made.download = link.dataset.png;
        made.click();
        URL.revokeObjectURL(made.href);
      });
    });
    link.after(" ", button);
  }
}
