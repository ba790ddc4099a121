/* The answer card of a mock exam: which questions are answered, marked, being looked at. */
var Quizgen = Quizgen || {};

Quizgen.Sheet = (function () {
  "use strict";
  const h = Quizgen.dom.h, button = Quizgen.dom.button;

  class Sheet {
    /** `show` leads to a question by its place. @param {Sitting} sitting @param {(at: number) => void} show */
    constructor(sitting, show) {
      this.cells = sitting.items.map((_item, at) => button(String(at + 1), () => show(at), "cell"));
      this.element = h("ol", { class: "qp-sheet" }, this.cells.map((cell) => h("li", {}, cell)));
    }

    /** State of every question, in words for those who hear it.
       @type {(sitting: Sitting, questions: Record<string, QuestionData>) => void} */
    paint(sitting, questions) {
      sitting.items.forEach((item, at) => {
        const done = Quizgen.marking.answered(questions[item.id], sitting.answers[item.id]);
        const flag = Boolean(sitting.flags[item.id]), cell = this.cells[at];
        cell.className = "qp-button qp-cell" + (done ? " qp-done" : "") + (flag ? " qp-flag" : "") + (at === sitting.at ? " qp-now" : "");
        cell.textContent = (at + 1) + (flag ? "⚑" : "");
        cell.setAttribute("aria-label", "第 " + (at + 1) + " 题，" + (done ? "已答" : "未答") + (flag ? "，有标记" : ""));
        if (at === sitting.at) { cell.setAttribute("aria-current", "step"); } else { cell.removeAttribute("aria-current"); }
      });
    }
  }

  return Sheet;
})();
