/* What the wall shows: a spoken question, a written one, the results. */
var Quizgen = Quizgen || {};

/** The question, and what is shown at the end: points or key. @typedef {{question: HTMLElement[], points: HTMLElement}} WallFace */

Quizgen.wallface = (function () {
  "use strict";
  const h = Quizgen.dom.h, button = Quizgen.dom.button, inline = Quizgen.dom.inline;

  /** @type {(text: InlineData) => HTMLElement} */
  function stem(text) { return h("p", { class: "qp-wall-stem" }, inline(text)); }

  /** @type {(question: OralData) => WallFace} */
  function spoken(question) {
    return {
      question: [stem(question.stem)],
      points: h("ol", { class: "qp-wall-points" }, question.points.map((point) => h("li", {}, inline(point))))
    };
  }

  /** Options in the same order whenever the question is shown. @type {(id: string, question: QuestionData) => WallFace} */
  function written(id, question) {
    const letter = Quizgen.body.letter;
    const chance = new Quizgen.chance.Chance([id.length, Number(id.slice(-4)), 3, 5]);
    const choice = "right" in question ? question : null, order = choice ? Quizgen.chance.options(choice, chance) : [];
    const options = choice ? order.map((index, place) => h("li", {}, letter(place) + ". ", inline(Quizgen.body.optionText(choice, index)))) : [];
    const letters = order.map((index, place) => (choice && index < choice.right.length ? letter(place) : "")).join("");
    const asked = [stem(Quizgen.question.stemOf(question))].concat(Quizgen.dom.below(question));
    return {
      question: options.length ? asked.concat(h("ul", { class: "qp-wall-options" }, options)) : asked,
      points: h("ul", { class: "qp-wall-points" },
        h("li", {}, "答案" + (letters ? " " + letters : "") + "：", Quizgen.body.keyText(question)),
        question.explain ? h("li", {}, "解析：", inline(question.explain)) : null)
    };
  }

  /** What was scored, to copy and to save; `back` leads back to drawing. @type {(session: WallSession, back: HTMLElement | null) => HTMLElement[]} */
  function results(session, back) {
    const rows = Quizgen.panel.rows(session), said = h("p", { class: "qp-result", role: "status" });
    return [h("h2", { class: "qp-who" }, "结果"), h("div", { class: "qp-scroll" }, Quizgen.dom.table(rows[0], rows.slice(1))),
      h("div", { class: "qp-actions" },
        button("复制", () => {
          said.textContent = copied(Quizgen.panel.tabbed(session)) ? "已复制，可以粘贴到表格里。" : "这个浏览器不让网页复制，请用“存成 CSV”。";
        }, "plain"),
        button("存成 CSV", () => Quizgen.dom.download("现场抽题结果.csv", Quizgen.panel.csv(session), "text/csv"), "plain"), back),
      said];
  }

  /** Copy without the clipboard API, which plain http and file:// do not have; whether it worked. @type {(text: string) => boolean} */
  function copied(text) {
    const area = h("textarea", { class: "qp-hidden", "aria-hidden": "true" });
    area.value = text;
    document.body.appendChild(area);
    area.select();
    let done = false;
    try { done = document.execCommand("copy"); } catch (_error) { done = false; }
    area.remove();
    return done;
  }

  return { results: results, spoken: spoken, written: written };
})();
