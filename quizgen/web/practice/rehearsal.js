/* What an answer shows, gone through once out of sight while the first question is being read: then the fonts for its signs are found, and
   the work of showing it is known to the browser, before the first answer has to be shown. */
var Quizgen = Quizgen || {};

Quizgen.rehearse = (function () {
  "use strict";
  const h = Quizgen.dom.h;

  const SIGNS = "✓✗△";
  let done = false;

  /** Show an answer to this question out of sight, and take it away again. Nothing is kept of it.
      @type {(app: App, root: HTMLElement, id: string, question: QuestionData, order: Order) => void} */
  function show(app, root, id, question, order) {
    const stage = h("div", { class: "qp-hidden", "aria-hidden": "true" }), shown = new Quizgen.question.Question(stage, question, { order: order });
    const answer = { options: /** @type {number[]} */ (order).slice(1) };
    shown.reveal(answer, null);
    Quizgen.judgement.onPaper(app.pool.data.blueprints, question, answer, order);
    const found = Quizgen.judgement.of(question, answer, order, shown.judged());
    stage.appendChild(h("div", { class: "qp-dock" }, h("div", { class: "qp-said" },
      h("p", { class: "qp-result qp-wrong" }, h("strong", {}, SIGNS + found.text)), h("p", { class: "qp-more" }, h("span", { class: "qp-due" }, SIGNS)))));
    stage.appendChild(Quizgen.remarks.of(app, id));
    keep(app, id, found.ok, answer, order);
    root.appendChild(stage);
    stage.getBoundingClientRect();
    stage.remove();
  }

  /** Keep an answer where nothing stays; the record itself is only put into words. @type {(app: App, id: string, ok: number, answer: Answer, order: Order) => void} */
  function keep(app, id, ok, answer, order) {
    app.store.text();
    const noted = new Quizgen.Store(null, app.clock, app.chance).answer(id, ok, answer);
    new Quizgen.rounds.Rounds(null, app.clock, app.chance).begin("", [id]).note(id, { order: order, answer: answer, ok: ok, due: noted.record.due });
  }

  /** Do so once, when the browser has nothing else to do; browsers that cannot tell go without.
      @type {(app: App, root: HTMLElement, id: string, question: QuestionData, order: Order) => void} */
  return function (app, root, id, question, order) {
    if (done || !window.requestIdleCallback) { return; }
    done = true;
    window.requestIdleCallback(() => show(app, root, id, question, order));
  };
})();
