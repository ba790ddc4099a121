/* Chance: an unbiased generator that tests can seed, shuffles, samples. Pure. */
var Quizgen = Quizgen || {};

Quizgen.chance = (function () {
  "use strict";

  const WORD = 4294967296;

  /* sfc32, Chris Doty-Humphrey, PractRand; four 32-bit seeds. */
  class Chance {
    /** @param {number[] | Uint32Array} seeds */
    constructor(seeds) {
      this.a = seeds[0] >>> 0;
      this.b = seeds[1] >>> 0;
      this.c = seeds[2] >>> 0;
      this.d = seeds[3] >>> 0;
      for (let turn = 0; turn < 20; turn++) { this.word(); }
    }

    /** An integer from 0 to 2^32 - 1. @type {() => number} */
    word() {
      const sum = (this.a + this.b + this.d) >>> 0;
      this.d = (this.d + 1) >>> 0;
      this.a = (this.b ^ (this.b >>> 9)) >>> 0;
      this.b = (this.c + (this.c << 3)) >>> 0;
      this.c = (((this.c << 21) | (this.c >>> 11)) + sum) >>> 0;
      return sum;
    }

    /** An integer from 0 to count - 1, every one with the same chance (rejection of the last, cut-off run).
        @type {(count: number) => number} */
    below(count) {
      const limit = WORD - (WORD % count);
      for (;;) {
        const word = this.word();
        if (word < limit) { return word % count; }
      }
    }

    /** `count` of the items in random order (all of them when `count` is left out): partial Fisher–Yates.
        @type {<T>(items: T[], count?: number) => T[]} */
    sample(items, count) {
      const list = items.slice(), wanted = count === undefined ? list.length : Math.min(count, list.length);
      for (let place = 0; place < wanted; place++) {
        const other = place + this.below(list.length - place), held = list[place];
        list[place] = list[other];
        list[other] = held;
      }
      return list.slice(0, wanted);
    }
  }

  /** Seeds from the browser's own source of chance; Math.random only where there is none. @type {() => Chance} */
  function fresh() {
    const seeds = new Uint32Array(4), source = window.crypto;
    if (source && source.getRandomValues) { source.getRandomValues(seeds); } else {
      for (let index = 0; index < 4; index++) { seeds[index] = Math.floor(Math.random() * WORD); }
    }
    return new Chance(seeds);
  }

  /** The same chance for the same text: FNV-1a from four beginnings. @type {(text: string) => Chance} */
  function told(text) {
    return new Chance([1, 2, 3, 4].map((begin) => Array.from(text).reduce(
      (sum, one) => Math.imul(sum ^ /** @type {number} */ (one.codePointAt(0)), 16777619) >>> 0, (2166136261 ^ (begin * 2654435761)) >>> 0)));
  }

  /** A short name for a device or an exam: 10 letters and digits. @type {(chance: Chance) => string} */
  function name(chance) {
    let text = "";
    while (text.length < 10) { text += "0123456789abcdefghjkmnpqrstvwxyz"[chance.below(32)]; }
    return text;
  }

  /** Which options to show, in which order, by original index (the right ones come first in the bank).
     `show` of them with at least one right and one wrong (for 多选 two right where that leaves a wrong one);
     `last` keep their place at the end. The same rule as quizgen/assemble/draw/shuffle.py.
     @type {(question: ChoiceData, chance: Chance) => number[]} */
  function options(question, chance) {
    const right = question.right.length, wrong = question.wrong.length, total = right + wrong;
    const show = Math.min(question.show || total, total), last = question.last || [];
    let shown = range(total);
    if (show < total) {
      const least = question.kind === "multiple" ? Math.min(2, show - 1) : 1;
      do { shown = chance.sample(range(total), show); } while (!fits(shown, right, least));
    }
    const free = shown.filter((index) => last.indexOf(index) < 0);
    return chance.sample(free).concat(last.filter((index) => shown.indexOf(index) >= 0));
  }

  /** @type {(count: number) => number[]} */
  function range(count) {
    const list = [];
    for (let index = 0; index < count; index++) { list.push(index); }
    return list;
  }

  /** @type {(shown: number[], right: number, least: number) => boolean} */
  function fits(shown, right, least) {
    const rights = shown.filter((index) => index < right).length;
    return rights >= Math.min(least, right) && rights < shown.length;
  }

  return { Chance: Chance, fresh: fresh, name: name, options: options, told: told };
})();
