/* One question on the page, whole: a case with all of its parts, its explanation. */
var Quizgen = Quizgen || {};

/** `number` is shown before the stem; `change` is called when the answer changes; `written`: only what is written counts (简答, 论述).
   @typedef {{number?: number, order?: Order, change?: () => void, written?: boolean}} QuestionOptions */

Quizgen.question = (function () {
  "use strict";
  const h = Quizgen.dom.h, inline = Quizgen.dom.inline;
  const Body = Quizgen.body.Body;

  class Question {
    /** @param {HTMLElement} root @param {QuestionData} question @param {QuestionOptions} [options] */
    constructor(root, question, options) {
      const given = options || {}, change = given.change || null, order = given.order || [];
      this.question = question;
      this.root = root;
      const title = given.number ? given.number + ". " : "";
      if (question.kind === "case") {
        const nested = /** @type {number[][]} */ (order);
        this.bodies = question.parts.map((part, at) => new Body(part, nested[at] || [], "（" + (at + 1) + "）", change, given.written));
        this.head = h("p", { class: "qp-stem" },
          h("span", { class: "qp-chip" }, Quizgen.site.names().kinds.case), " ", title, inline(question.text));
        root.appendChild(h("div", { class: "qp-case" }, this.head, Quizgen.dom.below(question)));
      } else {
        this.bodies = [new Body(question, /** @type {number[]} */ (order), title, change, given.written)];
        this.head = this.bodies[0].head;
      }
      this.head.setAttribute("tabindex", "-1");
      this.bodies.forEach((body) => root.appendChild(body.element));
    }

    /** @type {() => Answer} */
    answer() {
      if (this.question.kind === "case") { return { parts: this.bodies.map((body) => body.answer()) }; }
      return this.bodies[0].answer();
    }

    /** Put an earlier answer back. @type {(answer: Answer | null | undefined) => void} */
    restore(answer) {
      this.bodies.forEach((body, at) => body.restore(this.part(answer || {}, at)));
    }

    /** What of an answer belongs to a body. @type {<T extends Answer | null>(answer: T, at: number) => T | Answer | undefined} */
    part(answer, at) {
      return this.question.kind === "case" && answer ? (answer.parts || [])[at] : answer;
    }

    /** Whether a person has to judge it (简答, 论述, alone or in a case). @type {() => boolean} */
    judged() { return this.bodies.some((body) => Quizgen.body.isJudged(body.question)); }

    /** Show key, reasons, explanation and sources; `judge` as in Body.reveal.
       @type {(answer: Answer | null, judge: (() => void) | null) => void} */
    reveal(answer, judge) {
      this.bodies.forEach((body, at) => {
        body.reveal(this.part(answer, at), judge);
        const explain = this.question.kind === "case" && this.question.parts[at].explain;
        if (explain) { body.told.appendChild(h("p", { class: "qp-explain" }, "解析：", inline(explain))); }
      });
      this.root.appendChild(explanation(this.question));
    }

    /** To the words of the question, so that they are read out; the options come next. Firefox passes over a legend
        that it has not laid out yet: asking where it stands lays it out. @type {() => void} */
    focus() {
      this.head.getBoundingClientRect();
      this.head.focus();
    }

    /** The lines that show what was right and what was chosen, those chosen first. @type {() => Element[]} */
    marked() {
      const rows = this.bodies.map((body) => body.rows).reduce((all, more) => all.concat(more), []);
      const good = rows.filter((row) => row.classList.contains("qp-good") || row.classList.contains("qp-bad"));
      return good.filter((row) => row.classList.contains("qp-picked")).concat(good.filter((row) => !row.classList.contains("qp-picked")));
    }

    /** To the first control. @type {() => void} */
    enter() { this.bodies[0].inputs[0].focus(); }

    /** Choose the option with this letter or number (single-key shortcuts); false when there is none. @type {(place: number) => boolean} */
    press(place) {
      const input = this.bodies[0].inputs[place];
      if (this.bodies.length > 1 || !input || input.disabled || !/^(radio|checkbox)$/.test(input.type)) { return false; }
      input.click();
      return true;
    }
  }

  /** The explanation with links to the very facts, relative to the page that shows it. @type {(question: QuestionData) => HTMLElement} */
  function explanation(question) {
    const labels = question.cites.map((cite) => cite[1]);
    const label = (/** @type {number} */ at) => {
      const times = labels.slice(0, at + 1).filter((text) => text === labels[at]).length;
      return labels[at] + (times > 1 ? "（第 " + times + " 处）" : "");
    };
    const places = question.cites.map((cite, at) => [at ? "；" : "", Quizgen.source.link(Quizgen.site.base + cite[0], label(at))]);
    return h("div", { class: "qp-explanation" },
      question.explain ? h("p", { class: "qp-explain" }, h("strong", {}, "解析："), inline(question.explain)) : null,
      places.length || question.basis ? h("p", { class: "qp-cites" }, "出处：", places,
        places.length && question.basis ? "；" : "", question.basis || "") : null);
  }

  /** The words it begins with. @type {(question: Answerable) => InlineData} */
  function stemOf(question) { return question.kind === "case" ? question.text : question.stem; }

  return { Question: Question, explanation: explanation, stemOf: stemOf };
})();
