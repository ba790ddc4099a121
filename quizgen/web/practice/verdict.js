/* What a share of the points means where practice is noted as right or wrong; what the paper would give for it. Pure. */
var Quizgen = Quizgen || {};

/** `ok` as a record keeps it; `good` when everything was right. @typedef {{ok: number, text: string, good: boolean}} Verdict */

/** Half is enough where one judges oneself. @type {(share: Fraction, judged: boolean) => Verdict} */
Quizgen.verdict = function (share, judged) {
  "use strict";
  const F = Quizgen.fractions, state = Quizgen.state;
  if (F.compare(share, F.ONE) === 0) { return { ok: state.RIGHT, text: "✓ 答对了", good: true }; }
  if (share.n === 0) { return { ok: state.WRONG, text: "✗ 答错了", good: false }; }
  const half = judged && F.compare(share, F.make(1, 2)) >= 0;
  return { ok: half ? state.GUESSED : state.WRONG, text: "△ 答对一部分" + (half ? "" : "，按答错记"), good: false };
};

Quizgen.judgement = (function () {
  "use strict";
  const F = Quizgen.fractions;

  /** Of a 多选 how many right options were left out and how many wrong ones were chosen.
     @type {(question: ChoiceData, answer: Answer, order: Order) => {missed: number, wrong: number}} */
  function lapses(question, answer, order) {
    const shown = Quizgen.marking.rightShown(question, order), ticked = answer.options || [];
    return { missed: shown.filter((index) => ticked.indexOf(index) < 0).length, wrong: ticked.filter((index) => shown.indexOf(index) < 0).length };
  }

  /** What is said of an answer: of a 多选 what was left out is told apart from what was wrong.
     @type {(question: QuestionData, answer: Answer, order: Order, judged: boolean) => Verdict} */
  function of(question, answer, order, judged) {
    const found = Quizgen.verdict(Quizgen.marking.share(question, answer, order), judged);
    if (question.kind !== "multiple" || found.good) { return found; }
    const lapsed = lapses(question, answer, order), missed = "漏选 " + lapsed.missed + " 项";
    if (!lapsed.wrong) { return { ok: found.ok, good: false, text: "△ " + missed + "，按答错记" }; }
    return { ok: found.ok, good: false, text: "✗ 答错了：错选 " + lapsed.wrong + " 项" + (lapsed.missed ? "，" + missed : "") };
  }

  /** What the paper gives: by the first blueprint with questions of this kind. Null where no blueprint has them.
     @type {(blueprints: BlueprintData[], question: QuestionData, answer: Answer, order: Order) => {points: string, full: string, title: string, section: SectionData} | null} */
  function onPaper(blueprints, question, answer, order) {
    const blueprint = blueprints.filter((one) => !one.paperOnly && one.sections.some((section) => section.kind === question.kind))[0];
    if (!blueprint) { return null; }
    const section = blueprint.sections.filter((one) => one.kind === question.kind)[0], full = F.read(section.points);
    const points = F.times(full, Quizgen.marking.share(question, answer, order, section.rule));
    return { points: F.shown(points), full: F.shown(full), title: blueprint.title, section: section };
  }

  /** How answers count, where there is more than one way. @type {(section: SectionData) => string} */
  function ruleText(section) {
    const rules = Quizgen.site.names().rules, marking = Quizgen.marking;
    switch (section.kind) {
      case "multiple": return "。" + rules[marking.ruleFor("multiple", section.rule)];
      case "matching": case "ordering": {
        const rule = marking.ruleFor(section.kind, section.rule);
        return "。" + (rule === marking.ALL_OR_NOTHING ? "全部答对得满分，否则不得分" : rules[rule]);
      }
      default: return "";
    }
  }

  return { lapses: lapses, of: of, onPaper: onPaper, ruleText: ruleText };
})();
