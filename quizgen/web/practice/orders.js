/* In which order the options of a question are shown. Pure. */
var Quizgen = Quizgen || {};

Quizgen.orders = (function () {
  "use strict";

  /** The orders in which a question's options are shown; for a case one a sub-question.
     @type {(question: Answerable, chance: Chance) => Order} */
  function of(question, chance) {
    const one = (/** @type {Answerable} */ body) => ("right" in body ? Quizgen.chance.options(body, chance) : []);
    return question.kind === "case" ? question.parts.map(one) : one(question);
  }

  /** Whether such orders can still be shown: the question may have changed since they were drawn.
     @type {(question: Answerable, order: any) => boolean} */
  function fit(question, order) {
    if (question.kind !== "case") { return oneFits(question, order); }
    return order.length === question.parts.length && question.parts.every((part, at) => oneFits(part, order[at]));
  }

  /** @type {(body: Answerable, indices: any) => boolean} */
  function oneFits(body, indices) {
    return Array.isArray(indices) && ("right" in body
      ? indices.length > 1 && indices.every((index) => index >= 0 && index < body.right.length + body.wrong.length)
      : !indices.length);
  }

  return { fit: fit, of: of };
})();
