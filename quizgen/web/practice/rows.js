/* A question in a list: its words, what was chosen, its key unfolded when asked for. */
var Quizgen = Quizgen || {};

Quizgen.rows = (function () {
  "use strict";
  const h = Quizgen.dom.h, inline = Quizgen.dom.inline;

  /** @type {(question: QuestionData) => Child[]} */
  function stem(question) {
    /** @type {Record<string, string>} */
    const kinds = Quizgen.site.names().kinds;
    return [h("p", { class: "qp-stem" }, h("span", { class: "qp-chip" }, kinds[question.kind]), " ", inline(Quizgen.question.stemOf(question)),
      question.kind === "essay" ? Quizgen.essay.note(question) : ""), Quizgen.dom.below(question)];
  }

  /** The whole question with its key. @type {(app: App, question: QuestionData, answer?: Answer) => HTMLElement} */
  function unfold(app, question, answer) {
    const inside = h("div", {}), order = Quizgen.orders.of(question, app.chance);
    const details = h("details", {
      class: "qp-noprint",
      ontoggle: () => {
        if (!details.open || inside.firstChild) { return; }
        const asked = new Quizgen.question.Question(inside, question, { order: order });
        if (answer) { asked.restore(answer); }
        asked.reveal(answer || null, null);
      }
    }, h("summary", {}, "看题目和答案"), inside);
    return details;
  }

  /** What an answer says, in words; "" when it says nothing, or the question has changed since. @type {(question: Answerable, answer: Answer) => Child} */
  function chosen(question, answer) {
    switch (question.kind) {
      case "single": case "multiple": return ticked(question, answer.options || []);
      case "true_false": return answer.truth === undefined ? "" : answer.truth ? "√（正确）" : "×（错误）";
      case "fill": return (answer.blanks || []).map((text) => text || "（没有填）").join("；");
      case "matching": case "ordering": return put(question, answer.places || []);
      case "case": return question.parts.map((part, at) => [at ? " " : "", "（" + (at + 1) + "）", chosen(part, (answer.parts || [])[at] || {})]);
      default: return answer.text || "";
    }
  }

  /** @type {(question: ChoiceData, options: number[]) => Child} */
  function ticked(question, options) {
    const all = question.right.length + question.wrong.length;
    return options.filter((one) => one >= 0 && one < all).map((index, at) => [at ? "；" : "", inline(Quizgen.lettered.textOf(question, index))]);
  }

  /** What stands beside what, or in which order. @type {(question: MatchingData | OrderingData, places: (number | null)[]) => Child} */
  function put(question, places) {
    const all = question.kind === "matching" ? 2 * question.pairs.length + question.others.length : question.items.length;
    /** @type {(index: number | null | undefined) => Child} */
    const one = (index) => (typeof index === "number" && index >= 0 && index < all ? inline(Quizgen.lettered.textOf(question, index)) : "—");
    return question.kind === "matching" ? question.pairs.map((pair, at) => [at ? "；" : "", inline(pair[0]), " — ", one(places[at])])
      : places.map((index, at) => [at ? " → " : "", one(index)]);
  }

  return { chosen: chosen, stem: stem, unfold: unfold };
})();
