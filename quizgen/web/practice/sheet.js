/* The answer card: the numbers of all questions with the state of each. Beside the question where there is room, else opened over it. */
var Quizgen = Quizgen || {};

/** A number of the card: what is on it, its look, its state in words. @typedef {{text: string, css: string, words: string}} CellState */
/** What a card shows: how many numbers, where one is, the state of each. @typedef {{count: number, now: number, state: (at: number) => CellState}} CardState */

Quizgen.Sheet = (function () {
  "use strict";
  const h = Quizgen.dom.h, button = Quizgen.dom.button;

  const BLOCK = 100;

  class Sheet {
    /** `show` leads to a question by its place; `legend` explains the looks; `more` stands below. @param {(at: number) => void} show @param {string} legend @param {Child} [more] */
    constructor(show, legend, more) {
      this.show = show;
      this.block = 0;
      /** The numbers that are shown. @type {HTMLButtonElement[]} */
      this.cells = [];
      /** What was painted last. @type {CardState} */
      this.card = { count: 0, now: 0, state: () => ({ text: "", css: "", words: "" }) };
      this.blocks = h("div", { class: "qp-actions" });
      this.list = h("ol", { class: "qp-sheet" });
      this.element = h("div", { class: "qp-sheet-box" }, this.blocks, this.list, h("p", { class: "qp-quiet" }, legend), more);
      this.aside = h("aside", { class: "qp-aside qp-noprint", "aria-label": "答题卡" }, this.element);
      /** @type {Overlay | null} */
      this.over = null;
    }

    /** The button that opens it over the question. @type {(text: string) => HTMLButtonElement} */
    opener(text) { return button(text, () => this.open(), "plain", { class: "qp-button qp-plain qp-opener", "aria-haspopup": "dialog" }); }

    /** @type {() => void} */
    open() {
      this.over = new Quizgen.overlay.Overlay("答题卡", this.element, { closed: () => {
        this.over = null;
        this.aside.appendChild(this.element);
      } });
      this.over.open(this.aside.closest(".qp") || document.body);
      const now = this.cells[this.card.now - this.block * BLOCK];
      if (now) { now.focus(); }
    }

    /** @type {(at: number) => void} */
    pick(at) {
      if (this.over) { this.over.close(); }
      this.show(at);
    }

    /** State of every question, in words for those who hear it. @type {(card: CardState) => void} */
    paint(card) {
      const moved = card.now !== this.card.now || card.count !== this.card.count;
      this.card = card;
      if (moved || !this.cells.length) { this.block = Math.floor(Math.min(card.now, card.count - 1) / BLOCK); }
      this.draw();
    }

    /** The numbers of a block, made anew only when there are others. @type {() => void} */
    draw() {
      const first = this.block * BLOCK, most = Math.min(BLOCK, this.card.count - first);
      if (this.cells.length !== most || this.list.getAttribute("data-first") !== String(first)) {
        Quizgen.dom.clear(this.list);
        this.list.setAttribute("data-first", String(first));
        this.cells = Array.from({ length: most }, (_one, place) => button("", () => this.pick(first + place), "cell"));
        this.cells.forEach((cell) => this.list.appendChild(h("li", {}, cell)));
        this.tabs();
      }
      this.cells.forEach((cell, place) => {
        const at = first + place, state = this.card.state(at), css = "qp-button qp-cell " + state.css + (at === this.card.now ? " qp-now" : "");
        if (cell.className !== css || cell.textContent !== state.text) {
          cell.className = css;
          cell.textContent = state.text;
          cell.setAttribute("aria-label", state.words);
        }
        if (at === this.card.now) { cell.setAttribute("aria-current", "step"); } else { cell.removeAttribute("aria-current"); }
      });
    }

    /** More than a hundred numbers are shown by the hundred. @type {() => void} */
    tabs() {
      Quizgen.dom.clear(this.blocks);
      const blocks = Math.ceil(this.card.count / BLOCK);
      const go = (/** @type {number} */ by) => {
        this.block += by;
        this.draw();
        Quizgen.dom.hold(this.blocks.querySelector("button:not([disabled])[aria-label^=" + (by > 0 ? "后" : "前") + "]"),
          this.blocks.querySelector("button:not([disabled])"));
      };
      if (blocks > 1) {
        [button("‹", () => go(-1), "plain", { "aria-label": "前一百题", disabled: !this.block }),
          h("span", {}, (this.block * BLOCK + 1) + "–" + Math.min(this.card.count, (this.block + 1) * BLOCK) + "，共 " + this.card.count + " 题"),
          button("›", () => go(1), "plain", { "aria-label": "后一百题", disabled: this.block === blocks - 1 })
        ].forEach((part) => this.blocks.appendChild(part));
      }
    }
  }

  return Sheet;
})();
