/* Every question of a result once more, whole; which are open, and which are shown, is remembered while the reader is elsewhere. */
var Quizgen = Quizgen || {};

/** What was left open: places of questions, whether only those without full points are shown. @typedef {{only: boolean, open: number[]}} ReviewState */

Quizgen.Review = (function () {
  "use strict";
  const h = Quizgen.dom.h;
  const F = Quizgen.fractions;

  class Review {
    /** @param {App} app @param {string} name @param {MockResult} record */
    constructor(app, name, record) {
      this.app = app;
      this.name = name;
      this.record = record;
      this.kept = app.rounds.note(name, good) || { only: false, open: [] };
      this.list = h("div", {});
      this.only = h("input", { type: "checkbox", id: Quizgen.dom.fresh("only"), checked: this.kept.only, onchange: () => {
        this.kept.only = this.only.checked;
        this.keep();
        this.sift();
      } });
      this.element = h("div", {}, h("h2", {}, "逐题回看"), Quizgen.dom.option(this.only, "只看没有得满分的题", "qp-noprint"), this.list);
    }

    /** @type {() => Promise<void>} */
    start() {
      return this.app.pool.load(this.record.items.map((item) => item[0])).then((questions) => {
        const cards = this.record.items.map((item, at) => this.card(item, at, questions[item[0]]));
        cards.forEach((card) => this.list.appendChild(card));
        this.sift();
        const last = cards[this.kept.open[this.kept.open.length - 1]];
        if (last) { last.scrollIntoView(); }
      }, (error) => this.app.fail(error));
    }

    /** @type {() => void} */
    keep() { this.app.rounds.keepNote(this.name, this.kept); }

    /** @type {() => void} */
    sift() {
      Array.from(this.list.children).forEach((card) => { card.toggleAttribute("hidden", this.kept.only && card.getAttribute("data-full") === "true"); });
    }

    /** A question of the result, folded under its whole stem. @type {(item: ResultItem, at: number, found: QuestionData | undefined) => HTMLElement} */
    card(item, at, found) {
      const question = found && Quizgen.orders.fit(found, item[1]) ? found : null;
      const points = F.read(item[3]), full = F.compare(points, F.read(item[4])) === 0;
      const words = question ? "：" + Quizgen.dom.words(Quizgen.question.stemOf(question)) : "（这道题已不在题库里，或者后来改过）";
      const folded = h("details", { class: "qp-card", "data-full": String(full), open: this.kept.open.indexOf(at) >= 0 },
        h("summary", {}, (full ? "✓ " : "✗ ") + "第 " + (at + 1) + " 题，得 " + F.shown(points) + " 分", h("span", { class: question ? "qp-folded" : null }, words)));
      const fill = () => {
        if (!folded.open || !question || folded.childNodes.length > 1) { return; }
        const body = folded.appendChild(h("div", {})), answer = item[2] || {};
        const asked = new Quizgen.question.Question(body, question, { order: item[1] });
        asked.restore(item[2]);
        asked.reveal(answer, null);
        if (!full && item[2]) {
          const judged = Quizgen.judgement.of(question, answer, item[1], asked.judged());
          body.insertBefore(h("p", { class: "qp-result qp-wrong" }, h("strong", {}, judged.text.replace("，按答错记", "")),
            " 得 " + F.shown(points) + " 分（满分 " + F.shown(F.read(item[4])) + " 分）"), body.firstChild);
        }
      };
      fill();
      folded.addEventListener("toggle", () => {
        const others = this.kept.open.filter((one) => one !== at);
        this.kept.open = folded.open ? others.concat([at]) : others;
        this.keep();
        fill();
      });
      return folded;
    }
  }

  /** @type {(value: any) => value is ReviewState} */
  function good(value) { return typeof value.only === "boolean" && Array.isArray(value.open) && value.open.every(Number.isInteger); }

  return Review;
})();
