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
    const chance = new Quizgen.chance.Chance([id.length, Number(id.slice(-4)), 3, 5]);
    const order = question.kind === "case" ? [] : /** @type {number[]} */ (Quizgen.orders.of(question, chance));
    const options = shown(question, order), letters = keyLetters(question, order);
    const pictured = options.some((option) => option.querySelector("img") !== null);
    const asked = [stem(Quizgen.question.stemOf(question))].concat(Quizgen.dom.below(question));
    return {
      question: options.length ? asked.concat(h("ul", { class: "qp-wall-options" + (pictured ? " qp-wall-pictures" : "") }, options)) : asked,
      points: h("ul", { class: "qp-wall-points" },
        h("li", {}, "答案" + (letters ? " " + letters : "") + "：", Quizgen.body.keyText(question)),
        question.explain ? h("li", {}, "解析：", inline(question.explain)) : null)
    };
  }

  /** What there is to choose from. @type {(question: QuestionData, order: number[]) => HTMLElement[]} */
  function shown(question, order) {
    switch (question.kind) {
      case "single": case "multiple": case "matching": case "ordering": {
        const count = question.kind === "matching" ? question.pairs.length : 0;
        return order.map((index, place) => h("li", {},
          place < count ? "（" + (place + 1) + "）" : Quizgen.lettered.letter(place - count) + ". ", inline(Quizgen.lettered.textOf(question, index))));
      }
      default: return [];
    }
  }

  /** The key in letters; empty for kinds without. @type {(question: QuestionData, order: number[]) => string} */
  function keyLetters(question, order) {
    switch (question.kind) {
      case "single": case "multiple":
        return order.map((index, place) => (index < question.right.length ? Quizgen.lettered.letter(place) : "")).join("");
      case "matching": case "ordering": return Quizgen.lettered.told(question, order, Quizgen.lettered.right(question));
      default: return "";
    }
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
