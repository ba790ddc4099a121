/* When to ask again: FSRS-6 with its default parameters, whole days, no short-term steps. Pure.
   Formulas: open-spaced-repetition, “The Algorithm”, FSRS-6; tested against ts-fsrs on random histories. */
var Quizgen = Quizgen || {};

/** How well a question is known: days after which the chance to know it is 0.9, and how hard it is (1 to 10).
   @typedef {{stability: number, difficulty: number}} Memory */
/** The same with the days until the next time. @typedef {Memory & {days: number}} Outlook */

Quizgen.fsrs = (function () {
  "use strict";

  const AGAIN = 1, HARD = 2, GOOD = 3, EASY = 4;
  const W = [
    0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796, 1.4835, 0.0614, 0.2629,
    1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542
  ];
  const DECAY = -W[20];
  const FACTOR = round(Math.exp(Math.pow(DECAY, -1) * Math.log(0.9)) - 1);
  const LEAST = 0.001, MOST = 36500;

  /** @type {(number: number) => number} */
  function round(number) { return Math.round(number * 1e8) / 1e8; }

  /** @type {(number: number, low: number, high: number) => number} */
  function between(number, low, high) { return Math.min(Math.max(number, low), high); }

  /** The chance (0 to 1) to know it after so many days; `stability` is the days after which it is 0.9.
      @type {(days: number, stability: number) => number} */
  function retrievability(days, stability) {
    return round(Math.pow(1 + FACTOR * days / stability, DECAY));
  }

  /** @type {(grade: number) => number} */
  function firstDifficulty(grade) { return round(W[4] - Math.exp((grade - 1) * W[5]) + 1); }

  /** @type {(difficulty: number, grade: number) => number} */
  function nextDifficulty(difficulty, grade) {
    const change = round(-W[6] * (grade - 3) * (10 - difficulty) / 9);
    return between(round(W[7] * firstDifficulty(EASY) + (1 - W[7]) * (difficulty + change)), 1, 10);
  }

  /** @type {(difficulty: number, stability: number, known: number, grade: number) => number} */
  function recalled(difficulty, stability, known, grade) {
    const hard = grade === HARD ? W[15] : 1, easy = grade === EASY ? W[16] : 1;
    const growth = Math.exp(W[8]) * (11 - difficulty) * Math.pow(stability, -W[9]) *
      (Math.exp((1 - known) * W[10]) - 1) * hard * easy;
    return round(between(stability * (1 + growth), LEAST, MOST));
  }

  /** @type {(difficulty: number, stability: number, known: number) => number} */
  function forgotten(difficulty, stability, known) {
    const after = W[11] * Math.pow(difficulty, -W[12]) * (Math.pow(stability + 1, W[13]) - 1) *
      Math.exp((1 - known) * W[14]);
    return Math.min(round(stability), round(between(after, LEAST, MOST)));
  }

  /** @type {(memory: Memory | null, grade: number, days: number) => Memory} */
  function after(memory, grade, days) {
    if (!memory) {
      return { stability: Math.max(W[grade - 1], 0.1), difficulty: between(firstDifficulty(grade), 1, 10) };
    }
    const known = retrievability(days, memory.stability);
    return {
      stability: grade === AGAIN ? forgotten(memory.difficulty, memory.stability, known)
        : recalled(memory.difficulty, memory.stability, known, grade),
      difficulty: nextDifficulty(memory.difficulty, grade)
    };
  }

  /** @type {(stability: number, retention: number) => number} */
  function interval(stability, retention) {
    const factor = round((Math.pow(retention, 1 / DECAY) - 1) / FACTOR);
    return between(Math.round(stability * factor), 1, MOST);
  }

  /** What each grade leads to. `memory` is {stability, difficulty} or null (never asked), `days` the whole days
     since the last answer, `retention` the share wanted to be known when asked (0.9 unless told).
     Returns by grade {stability, difficulty, days: until the next time}; the four intervals are kept apart.
     @type {(memory: Memory | null, days: number, retention?: number) => Record<number, Outlook>} */
  function outlook(memory, days, retention) {
    const wanted = retention || 0.9;
    /** @type {Record<number, Outlook>} */
    const next = {};
    [AGAIN, HARD, GOOD, EASY].forEach((grade) => {
      const later = after(memory, grade, memory ? Math.max(0, days) : 0);
      next[grade] = Object.assign(later, { days: interval(later.stability, wanted) });
    });
    next[AGAIN].days = Math.min(next[AGAIN].days, next[HARD].days);
    next[HARD].days = Math.max(next[HARD].days, next[AGAIN].days + 1);
    next[GOOD].days = Math.max(next[GOOD].days, next[HARD].days + 1);
    next[EASY].days = Math.max(next[EASY].days, next[GOOD].days + 1);
    return next;
  }

  return {
    AGAIN: AGAIN, HARD: HARD, GOOD: GOOD, EASY: EASY, outlook: outlook, retrievability: retrievability
  };
})();
