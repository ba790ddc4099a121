/* The scores of one question on the wall: one field for every judge. */
var Quizgen = Quizgen || {};

Quizgen.Scoring = (function () {
  "use strict";
  const h = Quizgen.dom.h;

  class Scoring {
    /** @param {Wall} wall */
    constructor(wall) {
      this.wall = wall;
      const session = wall.session, noted = session.results.filter((one) => one.turn === session.turn)[0];
      /** @type {HTMLInputElement[]} */
      this.inputs = [];
      for (let judge = 0; judge < session.settings.judges; judge++) {
        this.inputs.push(h("input", { type: "text", inputmode: "decimal", class: "qp-number", id: Quizgen.dom.fresh("judge"), autocomplete: "off", value: noted ? noted.scores[judge] : "" }));
      }
      this.said = h("p", { class: "qp-result", role: "status" }, noted ? "得分 " + noted.mean : "");
      this.last = noted ? noted.scores.join() : "";
      this.element = h("form", { class: "qp-scores", novalidate: true, onsubmit: (/** @type {Event} */ event) => {
        event.preventDefault();
        if (this.note()) { this.wall.scored(); }
      } }, this.inputs.map((input, judge) => h("span", {}, h("label", { for: input.id }, session.settings.judges > 1 ? "评委 " + (judge + 1) : "得分"), input)),
      h("button", { type: "submit", class: "qp-button qp-plain" }, "记分"), this.said);
    }

    /** @type {() => string[]} */
    typed() { return this.inputs.map((input) => Quizgen.marking.plain(input.value)); }

    /** Take the scores down; false, and said why, when they are none. @type {() => boolean} */
    note() {
      const done = Quizgen.panel.score(this.wall.session, this.typed());
      if (done.fault !== undefined) {
        this.said.textContent = done.fault;
        return false;
      }
      this.wall.take(done.session);
      this.last = this.typed().join();
      this.said.textContent = "得分 " + done.session.results[done.session.results.length - 1].mean;
      return true;
    }

    /** What was typed in counts, even when nobody pressed 记分; false when it is no score. @type {() => boolean} */
    settled() { return this.typed().join() === this.last || this.typed().every((text) => !text) || this.note(); }
  }

  return Scoring;
})();
