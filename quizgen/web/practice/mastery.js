/* Bars that show how much of the questions is mastered. */
var Quizgen = Quizgen || {};

Quizgen.mastery = (function () {
  "use strict";
  const h = Quizgen.dom.h;

  /** @type {(part: number, whole: number) => string} */
  function percent(part, whole) { return whole ? Math.round(100 * part / whole) + "%" : "—"; }

  /** What was right at the last try, what was done but not right, the rest. @type {(row: {all: number, seen: number, right: number}) => HTMLElement} */
  function bar(row) {
    /** @type {(part: number, css: string) => HTMLElement | null} */
    const piece = (part, css) => (part > 0 ? h("span", { class: css, style: "width:" + (100 * part / row.all).toFixed(2) + "%" }) : null);
    return h("span", { class: "qp-bar", "aria-hidden": "true" }, piece(row.right, "qp-bar-right"), piece(row.seen - row.right, "qp-bar-seen"));
  }

  return { bar: bar, percent: percent };
})();
