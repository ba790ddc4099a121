/* What a share of the points means where practice is noted as right or wrong. Pure. */
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
