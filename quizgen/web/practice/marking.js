/* Answers against the key, with the same named rules as quizgen/marking. Pure. */
var Quizgen = Quizgen || {};

/** What a reader put down, by kind of question; `credits` says of each point whether it was named.
   `places` for each item on the left the item put to it (配对), or the items in the order given (排序), null where nothing was put.
   @typedef {{options?: number[], truth?: boolean, blanks?: string[], places?: (number | null)[], text?: string, credits?: boolean[],
   parts?: Answer[]}} Answer */
/** Original indices of the options in shown order; for a case a list of such lists. @typedef {number[] | number[][]} Order */
/** A question drawn for a section. @typedef {{id: string, section: number, order: Order}} DrawnItem */
/** @typedef {{points: Fraction, full: Fraction}} Tally */
/** @typedef {{id: string, share: Fraction, points: Fraction}} MarkedItem */
/** A heading of the paper with the places of its sections. @typedef {{title: string, places: number[]}} ExamHeading */
/** @typedef {{points: Fraction, full: Fraction, passed: boolean, missed: string[], items: MarkedItem[], sections: Tally[],
   topics: Record<string, Tally>, parts: Record<string, Tally>}} ExamResult */
/** What can be answered: a question, or one of a case. @typedef {WholeBody | PartData | QuestionData} Answerable */

Quizgen.marking = (function () {
  "use strict";
  const F = Quizgen.fractions;

  /** How 多选 and 排序 count where nothing else is said. @type {ScoringRule} */
  const ALL_OR_NOTHING = "全对得分";
  /** How 配对 counts where nothing else is said. @type {ScoringRule} */
  const PER_PAIR = "每对得分";

  /** The rule of a section where it is one of the kind's, or else the kind's usual one.
     @type {(kind: Kind, rule: ScoringRule | null | undefined) => ScoringRule} */
  function ruleFor(kind, rule) {
    switch (kind) {
      case "matching": return rule === ALL_OR_NOTHING ? rule : PER_PAIR;
      case "ordering": return rule === "相邻对得分" ? rule : ALL_OR_NOTHING;
      default: return rule && rule !== PER_PAIR && rule !== "相邻对得分" ? rule : ALL_OR_NOTHING;
    }
  }

  /** How many items on the left are matched rightly. @type {(question: MatchingData, places: (number | null)[]) => number} */
  function rightPairs(question, places) {
    const count = question.pairs.length;
    return question.pairs.filter((_pair, left) => places[left] === count + left).length;
  }

  /** How many pairs that follow each other in the right order do so in the answer, no pair counted twice.
     @type {(places: (number | null)[]) => number} */
  function following(places) {
    return new Set(places.filter((item, at) => item !== null && places[at + 1] === item + 1)).size;
  }

  /** Of a 配对 the share of the pairs; of a 排序 that of the neighbours, by the rule all or nothing of either.
     @type {(question: MatchingData | OrderingData, places: (number | null)[], rule: ScoringRule | null | undefined) => Fraction} */
  function placesShare(question, places, rule) {
    const whole = ruleFor(question.kind, rule) === ALL_OR_NOTHING;
    if (question.kind === "matching") {
      const count = question.pairs.length, rights = rightPairs(question, places);
      return whole && rights < count ? F.ZERO : F.make(rights, count);
    }
    if (question.items.every((_item, at) => places[at] === at)) { return F.ONE; }
    return whole ? F.ZERO : F.make(following(places), question.items.length - 1);
  }

  /** The share of the full points for the options ticked (original indices); `right` counts the correct ones,
     which come first, among those shown.
     @type {(rule: ScoringRule, ticked: number[], rightShown: number[]) => Fraction} */
  function choiceShare(rule, ticked, rightShown) {
    const rights = ticked.filter((index) => rightShown.indexOf(index) >= 0).length, wrongs = ticked.length - rights;
    if (!rights) { return F.ZERO; }
    if (rights === rightShown.length && !wrongs) { return F.ONE; }
    if (rule === "按项增减") { return F.make(Math.max(0, rights - wrongs), rightShown.length); }
    if (wrongs) { return F.ZERO; }
    if (rule === "漏选一半") { return F.make(1, 2); }
    if (rule === "漏选按项") { return F.make(rights, rightShown.length); }
    return F.ZERO;
  }

  /** Text as it is compared: one width, no spaces; nothing else is made equal, just as on paper.
      @type {(text: string) => string} */
  function plain(text) { return text.normalize("NFKC").replace(/[\s\x1c-\x1f\x85\u200b-\u200d\u2060\ufeff]+/g, ""); }

  /** @type {(typed: string, group: string[]) => boolean} */
  function accepted(typed, group) {
    const text = plain(typed);
    return text !== "" && group.some((one) => plain(one) === text);
  }

  /** How many blanks are right; where the order is free, the best matching of blanks and groups counts.
      @type {(question: FillData, typed: string[]) => number} */
  function rightBlanks(question, typed) {
    const fits = question.answers.map((_group, blank) => question.answers.map(
      (group) => accepted(typed[blank] || "", group)));
    if (!question.anyOrder) { return fits.filter((row, blank) => row[blank]).length; }
    const takenBy = fits.map(() => -1);
    /** @type {(blank: number, seen: boolean[]) => boolean} */
    function place(blank, seen) {
      for (let group = 0; group < fits.length; group++) {
        if (fits[blank][group] && !seen[group]) {
          seen[group] = true;
          if (takenBy[group] < 0 || place(takenBy[group], seen)) {
            takenBy[group] = blank;
            return true;
          }
        }
      }
      return false;
    }
    return fits.filter((_row, blank) => place(blank, [])).length;
  }

  /** The shares as they count: those written, equal ones for the rest.
      @type {(written: (string | null)[]) => Fraction[]} */
  function shares(written) {
    const known = written.filter((share) => share !== null).map(F.read);
    const left = known.reduce(F.minus, F.ONE), open = written.length - known.length;
    return written.map((share) => (share === null ? F.times(left, F.make(1, open)) : F.read(share)));
  }

  /** The order of one question. @type {(order: Order | null | undefined) => number[]} */
  function flat(order) { return /** @type {number[]} */ (order || []); }

  /** The orders of a case. @type {(order: Order | undefined) => number[][]} */
  function nested(order) { return /** @type {number[][]} */ (order || []); }

  /** The options that an answer was chosen from. @type {(question: ChoiceData, order: Order | null | undefined) => number[]} */
  function rightShown(question, order) {
    return flat(order).filter((index) => index < question.right.length);
  }

  /** @type {(right: boolean) => Fraction} */
  function allIf(right) { return right ? F.ONE : F.ZERO; }

  /** One tick, on a right option. @type {(question: ChoiceData, ticked: number[] | undefined) => boolean} */
  function isSingle(question, ticked) { return ticked !== undefined && ticked.length === 1 && ticked[0] < question.right.length; }

  /** The points or bands that were ticked. @type {(question: ShortData | EssayData, credits: boolean[]) => Fraction} */
  function judgedShare(question, credits) {
    const parts = shares((question.kind === "short" ? question.points : Quizgen.essay.judged(question)).map((point) => point[1]));
    return parts.filter((_share, index) => credits[index]).reduce(F.add, F.ZERO);
  }

  /** The share (0 to 1) an answer earns. `answer` is {options}, {truth}, {blanks}, {places}, {credits: one true or false a
     point} or {parts: answers}; `order` the options shown (for a case a list of such lists).
     @type {(question: Answerable, answer: Answer | null | undefined, order: Order | undefined, rule?: ScoringRule | null) => Fraction} */
  function share(question, answer, order, rule) {
    const given = answer || {};
    switch (question.kind) {
      case "single":
        return allIf(isSingle(question, given.options));
      case "multiple":
        return choiceShare(ruleFor("multiple", rule), given.options || [], rightShown(question, order));
      case "true_false":
        return allIf(given.truth === question.answer);
      case "matching": case "ordering":
        return placesShare(question, given.places || [], rule);
      case "fill":
        return F.make(rightBlanks(question, given.blanks || []), question.answers.length);
      case "short": case "essay":
        return judgedShare(question, given.credits || []);
      case "case": {
        const parts = shares(question.parts.map((part) => part.share));
        return question.parts.map((part, index) => F.times(
          parts[index], share(part, (given.parts || [])[index], nested(order)[index], rule))).reduce(F.add, F.ZERO);
      }
      default:
        throw new Error("不认识的题型：" + /** @type {{kind: string}} */ (question).kind);
    }
  }

  /** Whether anything was put down. @type {(question: Answerable, answer: Answer | null | undefined) => boolean} */
  function answered(question, answer) {
    const given = answer || {};
    switch (question.kind) {
      case "true_false": return given.truth === true || given.truth === false;
      case "matching": case "ordering": return (given.places || []).some((place) => place !== null);
      case "fill": return (given.blanks || []).some((text) => plain(text) !== "");
      case "short": case "essay": return Boolean(given.credits) || plain(given.text || "") !== "";
      case "case": return question.parts.some((part, index) => answered(part, (given.parts || [])[index]));
      default: return (given.options || []).length > 0;
    }
  }

  /** @type {(map: Record<string, Tally>, name: string, points: Fraction, full: Fraction) => void} */
  function tally(map, name, points, full) {
    const sum = map[name] || (map[name] = { points: F.ZERO, full: F.ZERO });
    sum.points = F.add(sum.points, points);
    sum.full = F.add(sum.full, full);
  }

  /** What stayed below its minimum. @type {(minima: Record<string, string>, reached: Record<string, Tally>) => string[]} */
  function below(minima, reached) {
    return Object.keys(minima).filter(
      (name) => F.compare(reached[name] ? reached[name].points : F.ZERO, F.read(minima[name])) < 0);
  }

  /** The headings of a mock exam with the places of their sections: a section may continue the one before.
     @type {(blueprint: BlueprintData) => ExamHeading[]} */
  function headings(blueprint) {
    /** @type {ExamHeading[]} */
    const found = [];
    blueprint.sections.forEach((section, at) => {
      if (found.length && section.continues) { found[found.length - 1].places.push(at); } else { found.push({ title: section.title, places: [at] }); }
    });
    return found;
  }

  /** The result of a mock exam; its sections are by heading. `blueprint` as in the data file; `items` are {id, section, order}, `answers` by
     question id. Returns {points, full, passed, sections, topics, parts, missed, items: [{id, share, points}]}.
     @type {(blueprint: BlueprintData, items: DrawnItem[], answers: Record<string, Answer>, questions: Record<string, QuestionData>) => ExamResult} */
  function result(blueprint, items, answers, questions) {
    /** @type {Record<string, Tally>[]} */
    const [sections, topics, parts] = [{}, {}, {}];
    /** @type {number[]} */
    const under = [];
    const named = headings(blueprint);
    named.forEach((heading, at) => heading.places.forEach((place) => { under[place] = at; }));
    let total = F.ZERO;
    const marked = items.map((item) => {
      const question = questions[item.id], section = blueprint.sections[item.section];
      const full = F.read(section.points), earned = share(question, answers[item.id], item.order, section.rule);
      const points = F.times(full, earned);
      total = F.add(total, points);
      tally(sections, String(under[item.section]), points, full);
      question.topic.split("/").forEach((_name, depth, names) => {
        tally(topics, names.slice(0, depth + 1).join("/"), points, full);
      });
      if (section.part) { tally(parts, section.part, points, full); }
      return { id: item.id, share: earned, points: points };
    });
    const full = items.map((item) => F.read(blueprint.sections[item.section].points)).reduce(F.add, F.ZERO);
    const missed = below(blueprint.minima.topic, topics).concat(below(blueprint.minima.part, parts));
    return {
      points: total, full: full, missed: missed, items: marked,
      passed: F.compare(total, F.read(blueprint.pass)) >= 0 && !missed.length,
      sections: named.map((_heading, index) => sections[String(index)] || { points: F.ZERO, full: F.ZERO }),
      topics: topics, parts: parts
    };
  }

  return {
    ALL_OR_NOTHING: ALL_OR_NOTHING, answered: answered, choiceShare: choiceShare, following: following, headings: headings, plain: plain, result: result,
    rightBlanks: rightBlanks, rightPairs: rightPairs, rightShown: rightShown, ruleFor: ruleFor, share: share, shares: shares
  };
})();
