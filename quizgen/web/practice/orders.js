/* In which order the options of a question are shown. Pure. */
var Quizgen = Quizgen || {};

Quizgen.orders = (function () {
  "use strict";

  /** The orders in which a question's options are shown; for a case one a sub-question.
     @type {(question: Answerable, chance: Chance) => Order} */
  function of(question, chance) {
    const one = (/** @type {Answerable} */ body) => drawn(body, chance);
    return question.kind === "case" ? question.parts.map(one) : one(question);
  }

  /** The items on the left of a 配对 come before those on the right; a 排序 is never shown in the right order.
     @type {(body: Answerable, chance: Chance) => number[]} */
  function drawn(body, chance) {
    switch (body.kind) {
      case "single": case "multiple": return Quizgen.chance.options(body, chance);
      case "matching": {
        const lefts = body.pairs.map((_pair, at) => at), rights = lefts.concat(body.others.map((_other, at) => lefts.length + at));
        return chance.sample(lefts).concat(chance.sample(rights).map((at) => lefts.length + at));
      }
      case "ordering": {
        const right = body.items.map((_item, at) => at);
        let order = right;
        while (order.every((item, at) => item === at)) { order = chance.sample(right); }
        return order;
      }
      default: return [];
    }
  }

  /** Whether such orders can still be shown: the question may have changed since they were drawn.
     @type {(question: Answerable, order: any) => boolean} */
  function fit(question, order) {
    if (question.kind !== "case") { return oneFits(question, order); }
    return order.length === question.parts.length && question.parts.every((part, at) => oneFits(part, order[at]));
  }

  /** @type {(body: Answerable, indices: any) => boolean} */
  function oneFits(body, indices) {
    if (!Array.isArray(indices)) { return false; }
    switch (body.kind) {
      case "single": case "multiple":
        return indices.length > 1 && indices.every((index) => index >= 0 && index < body.right.length + body.wrong.length);
      case "matching": {
        const left = body.pairs.length;
        return holdsAll(indices, 2 * left + body.others.length) && indices.slice(0, left).every((index) => index < left);
      }
      case "ordering": return holdsAll(indices, body.items.length);
      default: return !indices.length;
    }
  }

  /** Whether it is 0, 1, … in some order. @type {(indices: any[], count: number) => boolean} */
  function holdsAll(indices, count) {
    return indices.length === count && indices.slice().sort((a, b) => a - b).every((index, at) => index === at);
  }

  return { fit: fit, of: of };
})();
