/* Essays: how much was written, and the points that one judges oneself by. Pure. */
var Quizgen = Quizgen || {};

Quizgen.essay = (function () {
  "use strict";

  /** Characters as essay paper counts them: every sign, but no space. @type {(text: string) => number} */
  function count(text) { return Array.from(Quizgen.marking.plain(text)).length; }

  /** How many characters are asked for; empty where that is left open. @type {(question: EssayData) => string} */
  function asked(question) {
    if (question.least && question.most) { return question.least + "至" + question.most + "字"; }
    if (question.least) { return "不少于" + question.least + "字"; }
    return question.most ? "不超过" + question.most + "字" : "";
  }

  /** The words behind the stem. @type {(question: EssayData) => string} */
  function note(question) { return asked(question) ? "（" + asked(question) + "）" : ""; }

  /** How much was written, and what is missing or too much. @type {(question: EssayData, text: string) => string} */
  function said(question, text) {
    const written = count(text), head = "已写 " + written + " 字";
    if (question.least && written < question.least) { return head + "，还差 " + (question.least - written) + " 字"; }
    return question.most && written > question.most ? head + "，多了 " + (written - question.most) + " 字" : head;
  }

  /** What is judged, with its share: the points, or without any the bands. @type {(question: EssayData) => [InlineData, string | null][]} */
  function judged(question) {
    return question.points.length ? question.points : question.bands.map((band) => /** @type {[InlineData, string]} */ ([bandText(band), band[2]]));
  }

  /** A band in one text. @type {(band: EssayData["bands"][number]) => InlineData} */
  function bandText(band) {
    const head = band[0] + "：";
    return typeof band[1] === "string" ? head + band[1] : [head, ...band[1]];
  }

  return { bandText: bandText, count: count, judged: judged, note: note, said: said };
})();
