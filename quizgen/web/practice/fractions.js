/* Exact numbers for points: whole numerators and denominators, never a float. Pure. */
var Quizgen = Quizgen || {};

/** An exact number: n over d. @typedef {{n: number, d: number}} Fraction */

Quizgen.fractions = (function () {
  "use strict";

  /** @type {(a: number, b: number) => number} */
  function divisor(a, b) { return b ? divisor(b, a % b) : Math.abs(a); }

  /** A fraction in lowest terms; the denominator is positive. @type {(top: number, bottom: number) => Fraction} */
  function make(top, bottom) {
    const by = divisor(top, bottom) || 1, sign = bottom < 0 ? -1 : 1;
    return { n: sign * top / by, d: sign * bottom / by };
  }

  /** `2`, `1/2`, `0.5` as an exact fraction. @type {(text: string) => Fraction} */
  function read(text) {
    const match = /^(\d+)(?:\/(\d+)|\.(\d+))?$/.exec(String(text));
    if (!match) { throw new Error("不是分数：" + text); }
    if (match[3]) {
      const scale = Math.pow(10, match[3].length);
      return make(Number(match[1]) * scale + Number(match[3]), scale);
    }
    return make(Number(match[1]), match[2] ? Number(match[2]) : 1);
  }

  /** @type {(a: Fraction, b: Fraction) => Fraction} */
  function add(a, b) { return make(a.n * b.d + b.n * a.d, a.d * b.d); }
  /** @type {(a: Fraction, b: Fraction) => Fraction} */
  function minus(a, b) { return make(a.n * b.d - b.n * a.d, a.d * b.d); }
  /** @type {(a: Fraction, b: Fraction) => Fraction} */
  function times(a, b) { return make(a.n * b.n, a.d * b.d); }
  /** @type {(a: Fraction, b: Fraction) => number} */
  function compare(a, b) { return a.n * b.d - b.n * a.d; }

  /** As people read it: `3`, `2.5`, `3.33` with two decimals at most, rounded half up once.
      @type {(value: Fraction) => string} */
  function shown(value) {
    const hundredths = Math.floor((200 * value.n + value.d) / (2 * value.d));
    return String(hundredths / 100);
  }

  /** As a record keeps it: `10/3`. @type {(value: Fraction) => string} */
  function text(value) { return value.d === 1 ? String(value.n) : value.n + "/" + value.d; }

  return {
    ZERO: make(0, 1), ONE: make(1, 1),
    make: make, read: read, add: add, minus: minus, times: times, compare: compare, shown: shown, text: text
  };
})();
