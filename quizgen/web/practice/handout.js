/* Questions as a sheet of paper: any set, with its options, the answers at the end. */
var Quizgen = Quizgen || {};

Quizgen.Handout = (function () {
  "use strict";
  const h = Quizgen.dom.h, button = Quizgen.dom.button, inline = Quizgen.dom.inline;

  const MOST = 200;

  /** A question on paper: in which order its options stand. @typedef {{question: QuestionData, order: Order}} Printed */

  class Handout {
    /** @param {App} app @param {HTMLElement} root @param {string[]} rest */
    constructor(app, root, rest) {
      this.app = app;
      this.root = root;
      this.name = rest[0];
      this.rest = rest.slice(1);
      this.stopped = false;
      this.paper = h("div", { class: "qp-paper" });
    }

    /** @type {() => unknown} */
    start() {
      document.documentElement.classList.add("qp-printing");
      const app = this.app, modes = Quizgen.modes.MODES;
      if (!Object.prototype.hasOwnProperty.call(modes, this.name)) { return app.go("home"); }
      const mode = modes[this.name], all = mode.ids(app, this.rest), ids = all.slice(0, MOST), title = mode.title(this.rest, app);
      this.root.appendChild(h("h2", { class: "qp-noprint" }, "打印：" + title));
      if (!ids.length) {
        this.root.appendChild(h("p", { class: "qp-empty" }, mode.none || mode.done || "这里没有题。"));
      } else { this.root.appendChild(this.choices(all.length)); }
      this.root.appendChild(this.paper);
      this.root.appendChild(h("p", { class: "qp-back qp-noprint" }, h("a", { href: "#/" }, "返回练习首页")));
      return app.pool.load(ids).then((found) => {
        if (this.stopped || !ids.length) { return; }
        const printed = ids.filter((id) => found[id]).map((id) => ({ question: found[id], order: Quizgen.orders.of(found[id], app.chance) }));
        this.lay(title, printed);
      }, (error) => { if (!this.stopped) { app.fail(error); } });
    }

    /** What goes on the paper. @type {(count: number) => HTMLElement} */
    choices(count) {
      /** @type {(label: string, css: string, on: boolean) => HTMLElement} */
      const box = (label, css, on) => {
        const input = h("input", { type: "checkbox", checked: on });
        input.addEventListener("change", () => { this.paper.classList.toggle(css, !input.checked); });
        this.paper.classList.toggle(css, !on);
        return Quizgen.dom.option(input, label);
      };
      return h("div", { class: "qp-noprint" },
        h("p", {}, "题目在前，答案在最后，另起一页。下面就是印出来的内容。", count > MOST ? "题很多，只印前 " + MOST + " 题。" : ""),
        box("印答案", "qp-no-keys", true), box("答案后面印解析", "qp-no-reasons", false),
        h("div", { class: "qp-actions" }, button("打印", () => window.print(), "main")));
    }

    /** @type {(title: string, printed: Printed[]) => void} */
    lay(title, printed) {
      const day = Quizgen.state.dayText(this.app.store.today());
      [h("h3", { class: "qp-paper-title" }, title),
        h("p", { class: "qp-paper-line" }, "共 " + printed.length + " 题　" + day + "　姓名：＿＿＿＿＿＿　得分：＿＿＿＿"),
        h("ol", { class: "qp-paper-asked" }, printed.map((one) => h("li", {}, asked(one.question, one.order)))),
        h("section", { class: "qp-paper-keys" }, h("h3", {}, "答案"), h("ol", {}, printed.map((one) => h("li", {},
          key(one.question, one.order), one.question.explain
            ? h("span", { class: "qp-paper-reason" }, "　解析：", inline(one.question.explain)) : null))))
      ].forEach((part) => this.paper.appendChild(part));
    }

    /** @type {() => void} */
    stop() {
      this.stopped = true;
      document.documentElement.classList.remove("qp-printing");
    }
  }

  /** The words and what there is to choose from or to write on. @type {(question: Answerable, order: Order) => Child} */
  function asked(question, order) {
    /** @type {Record<string, string>} */
    const kinds = Quizgen.site.names().kinds;
    const head = h("p", { class: "qp-paper-stem" }, "［" + kinds[question.kind] + "］", inline(Quizgen.question.stemOf(question)),
      question.kind === "essay" ? Quizgen.essay.note(question) : "");
    const nested = /** @type {number[][]} */ (order), flat = /** @type {number[]} */ (order);
    switch (question.kind) {
      case "case": return [head, Quizgen.dom.below(question), question.parts.map((part, at) => h("div", { class: "qp-paper-part" },
        h("span", {}, "（" + (at + 1) + "）"), h("div", {}, asked(part, nested[at] || []))))];
      case "true_false": return [head, Quizgen.dom.below(question), h("p", {}, "（　　）对的打√，错的打×")];
      case "short": return [head, Quizgen.dom.below(question), lines(4)];
      case "essay": return [head, Quizgen.dom.below(question), lines(12)];
      default: return [head, Quizgen.dom.below(question), list(question, flat)];
    }
  }

  /** Lines to write on. @type {(count: number) => HTMLElement[]} */
  function lines(count) { return Array.from({ length: count }, () => h("p", { class: "qp-paper-rule" }, "\u00a0")); }

  /** What is lettered, in the order in which it stands. @type {(question: Answerable, order: number[]) => HTMLElement | null} */
  function list(question, order) {
    if (question.kind === "fill" || question.kind === "true_false" || question.kind === "short" || question.kind === "essay" || question.kind === "case") { return null; }
    const count = question.kind === "matching" ? question.pairs.length : 0;
    return h("ul", { class: "qp-paper-options" }, order.map((index, place) => h("li", {},
      place < count ? "（" + (place + 1) + "）" : Quizgen.lettered.letter(place - count) + ". ", inline(Quizgen.lettered.textOf(question, index)),
      place < count ? "（　　）" : "")));
  }

  /** The key in letters where there are letters, else in words. @type {(question: Answerable, order: Order) => Child} */
  function key(question, order) {
    switch (question.kind) {
      case "single": case "multiple": {
        const flat = /** @type {number[]} */ (order);
        return flat.map((index, place) => (index < question.right.length ? Quizgen.lettered.letter(place) : "")).join("");
      }
      case "matching": case "ordering":
        return Quizgen.lettered.told(question, /** @type {number[]} */ (order), Quizgen.lettered.right(question));
      case "case": return question.parts.map((part, at) => [at ? " " : "", "（" + (at + 1) + "）", key(part, /** @type {number[][]} */ (order)[at] || [])]);
      default: return Quizgen.body.keyText(question);
    }
  }

  Quizgen.views.print = Handout;

  return Handout;
})();
