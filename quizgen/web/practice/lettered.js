/* What is chosen, matched (配对) or put in order (排序), what blanks accept: their texts, the controls of an answer, the verdicts beside them. */
var Quizgen = Quizgen || {};

/** @typedef {ChoiceData | MatchingData | OrderingData} LetteredData */
/** What was put in every place, null where nothing. @typedef {(number | null)[]} PutItems */

Quizgen.lettered = (function () {
  "use strict";
  const h = Quizgen.dom.h, inline = Quizgen.dom.inline, words = Quizgen.dom.words;

  const NOTHING = "—";

  /** @type {(place: number) => string} */
  function letter(place) { return "ABCDEFGH"[place]; }

  /** The text of an item by its original index. @type {(question: LetteredData, index: number) => InlineData} */
  function textOf(question, index) {
    switch (question.kind) {
      case "matching": {
        const count = question.pairs.length;
        return index < count ? question.pairs[index][0] : index < 2 * count ? question.pairs[index - count][1] : question.others[index - 2 * count][0];
      }
      case "ordering": return question.items[index];
      default: return index < question.right.length ? question.right[index] : question.wrong[index - question.right.length][0];
    }
  }

  /** The accepted texts of a blank as they are to be seen, parted by 或. @type {(question: FillData, at: number) => Child} */
  function accepted(question, at) {
    return question.shown ? question.shown[at].map((text, one) => [one ? " 或 " : "", inline(text)]) : question.answers[at].join(" 或 ");
  }

  /** What of an order stands under letters: all but the items on the left. @type {(question: LetteredData, order: number[]) => number[]} */
  function under(question, order) { return question.kind === "matching" ? order.slice(question.pairs.length) : order; }

  /** What is right, as an answer. @type {(question: MatchingData | OrderingData) => number[]} */
  function right(question) {
    return question.kind === "matching" ? question.pairs.map((_pair, left) => question.pairs.length + left) : question.items.map((_item, at) => at);
  }

  /** An answer in letters: "1C 2A" (配对), "CABD" (排序). @type {(question: MatchingData | OrderingData, order: number[], places: PutItems) => string} */
  function told(question, order, places) {
    const shown = under(question, order);
    const one = (/** @type {number | null | undefined} */ place) => (typeof place === "number" ? letter(shown.indexOf(place)) : NOTHING);
    if (question.kind === "ordering") { return places.map(one).join(""); }
    return order.slice(0, question.pairs.length).map((left, at) => (at + 1) + one(places[left])).join(" ");
  }

  /** The items under letters, to read. @type {(question: MatchingData, order: number[]) => HTMLElement} */
  function list(question, order) {
    return h("ul", { class: "qp-choices" }, under(question, order).map((index, place) => h("li", {},
      h("span", { class: "qp-letter" }, letter(place) + "."), h("span", { class: "qp-words" }, inline(textOf(question, index))))));
  }

  /** A list of the letters for an item on the left. @type {(question: MatchingData, order: number[], id: string, change: (() => void) | null) => HTMLSelectElement} */
  function select(question, order, id, change) {
    return h("select", { id: id, class: "qp-select", onchange: change }, h("option", { value: "" }, "请选"),
      under(question, order).map((index, place) => h("option", { value: String(index) }, letter(place) + ". " + words(textOf(question, index)))));
  }

  /** What was answered by lists. @type {(question: MatchingData, order: number[], values: string[]) => PutItems} */
  function ofValues(question, order, values) {
    return question.pairs.map((_pair, left) => {
      const value = values[order.indexOf(left)];
      return value === "" ? null : Number(value);
    });
  }

  /** The order that is being given, by ticking one item after another. */
  class Sequence {
    /** @param {OrderingData} question @param {number[]} order @param {(() => void) | null} change */
    constructor(question, order, change) {
      this.question = question;
      this.order = order;
      this.change = change;
      /** Original indices in the order given. @type {number[]} */
      this.given = [];
      this.marks = order.map(() => h("span", { class: "qp-step" }));
      this.said = h("span", { role: "status" });
      this.clear = Quizgen.dom.button("重排", () => this.put([]), "quiet");
      this.line = h("p", { class: "qp-sequence" }, this.said, " ", this.clear);
      this.show();
    }

    /** Tick an item, or take it out again. @type {(place: number) => void} */
    toggle(place) {
      const item = this.order[place];
      this.put(this.given.indexOf(item) < 0 ? this.given.concat([item]) : this.given.filter((one) => one !== item));
    }

    /** The reader gives this order. @type {(given: number[]) => void} */
    put(given) {
      this.given = given;
      this.show();
      if (this.change) { this.change(); }
    }

    /** Which items are in it, by place. @type {() => boolean[]} */
    ticks() { return this.order.map((item) => this.given.indexOf(item) >= 0); }

    /** @type {() => void} */
    show() {
      this.order.forEach((item, place) => {
        const at = this.given.indexOf(item);
        this.marks[place].textContent = at < 0 ? "" : "第 " + (at + 1);
      });
      this.said.textContent = this.given.length ? "次序：" + told(this.question, this.order, this.given).split("").join(" → ") : "还没有排";
      this.clear.hidden = !this.given.length;
    }

    /** Every item has a place, null where none was given. @type {() => PutItems} */
    answer() { return this.order.map((_item, at) => (at < this.given.length ? this.given[at] : null)); }

    /** Put an earlier answer back. @type {(places: PutItems) => void} */
    restore(places) {
      const known = places.filter((item, at) => item !== null && this.order.indexOf(item) >= 0 && places.indexOf(item) === at);
      this.given = /** @type {number[]} */ (known);
      this.show();
    }
  }

  return {
    Sequence: Sequence, accepted: accepted, letter: letter, list: list, ofValues: ofValues, right: right, select: select,
    textOf: textOf, told: told, under: under
  };
})();
