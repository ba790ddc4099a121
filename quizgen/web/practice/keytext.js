/* The key of a question in one line. */
var Quizgen = Quizgen || {};

Quizgen.keyText = (function () {
  "use strict";
  const inline = Quizgen.dom.inline;

  /** One after another, parted by ；. @type {(texts: Node[][]) => Child[]} */
  function joined(texts) { return texts.map((text, at) => [at ? "；" : "", text]); }

  /** @type {(question: Answerable) => Child} */
  function keyText(question) {
    switch (question.kind) {
      case "true_false": return question.answer ? "√（正确）" : "×（错误）";
      case "fill": return question.answers.map((group) => group[0]).join("；");
      case "matching": return question.pairs.map((pair, at) => [at ? "；" : "", inline(pair[0]), " — ", inline(pair[1])]);
      case "ordering": return question.items.map((item, at) => [at ? " → " : "", inline(item)]);
      case "short": return joined(question.points.map((point) => inline(point[0])));
      case "essay": return joined(Quizgen.essay.judged(question).map((point) => inline(point[0])));
      case "case": return question.parts.map((part, at) => [at ? " " : "", "（" + (at + 1) + "）", keyText(part)]);
      default: return joined(question.right.map((/** @type {InlineData} */ text) => inline(text)));
    }
  }

  return keyText;
})();
