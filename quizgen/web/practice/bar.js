/* The bar at the foot of the screen during a round or an exam: what is to be said, then the buttons, always at the same place. */
var Quizgen = Quizgen || {};

Quizgen.Bar = (function () {
  "use strict";
  const h = Quizgen.dom.h;

  const ON = "qp-docked", GAP = 12;

  class Bar {
    constructor() {
      /** What came of an answer, or how far one is. */
      this.said = h("div", { class: "qp-said" });
      this.row = h("div", { class: "qp-dock-row" });
      this.element = h("div", { class: "qp-dock qp-noprint", role: "group", "aria-label": "作答" }, h("div", { class: "qp-dock-inner" }, this.said, this.row));
      document.documentElement.classList.add(ON);
    }

    /** Put these into the bar: words above, buttons below. The last is the one to go on with: it stands at the end, and comes first for the keyboard.
        @type {(said: Child, buttons: Child[]) => void} */
    fill(said, buttons) {
      this.say(said);
      const fresh = h("div", { class: "qp-dock-row" }, buttons.slice(-1), buttons.slice(0, -1));
      this.row.replaceWith(fresh);
      this.row = fresh;
    }

    /** @type {(said: Child) => void} */
    say(said) {
      const fresh = h("div", { class: "qp-said" }, said);
      this.said.replaceWith(fresh);
      this.said = fresh;
    }

    /** Bring into view as much of these as there is room for between the header and the bar, by the least scroll; the first counts most.
        @type {(parts: Element[]) => void} */
    reveal(parts) {
      const boxes = parts.map((part) => part.getBoundingClientRect());
      if (!boxes.length) { return; }
      const header = document.querySelector(".md-header"), high = header ? Math.max(0, header.getBoundingClientRect().bottom) : 0;
      const by = Quizgen.Bar.least(boxes.map((box) => [box.top, box.bottom]), high + GAP, this.element.getBoundingClientRect().top - GAP);
      if (by) { window.scrollBy(0, by); }
    }

    /** @type {() => void} */
    remove() {
      this.element.remove();
      document.documentElement.classList.remove(ON);
    }

    /** How far to scroll so that as many of these [top, bottom] as fit together are between `high` and `low`, the first counting most. Pure.
        @type {(boxes: [number, number][], high: number, low: number) => number} */
    static least(boxes, high, low) {
      let [top, bottom] = boxes[0];
      boxes.slice(1).forEach((box) => {
        const both = [Math.min(top, box[0]), Math.max(bottom, box[1])];
        if (both[1] - both[0] <= low - high) { [top, bottom] = both; }
      });
      if (top < high || bottom - top > low - high) { return Math.round(top - high); }
      return bottom > low ? Math.round(bottom - low) : 0;
    }
  }

  return Bar;
})();
