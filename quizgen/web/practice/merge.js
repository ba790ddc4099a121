/* Two copies of one reader's practice as one. Pure. */
var Quizgen = Quizgen || {};

Quizgen.merge = (function () {
  "use strict";

  /** @type {("last" | "ok" | "streak" | "held" | "s" | "d" | "day" | "due")[]} */
  const NEWEST = ["last", "ok", "streak", "held", "s", "d", "day", "due"];

  /** @type {(map: object, key: string) => boolean} */
  function own(map, key) { return Object.prototype.hasOwnProperty.call(map, key); }

  /** @type {(a: Remembered, b: Remembered) => Remembered} */
  function newer(a, b) {
    if (a.last !== b.last) { return a.last > b.last ? a : b; }
    return JSON.stringify(NEWEST.map((key) => a[key])) >= JSON.stringify(NEWEST.map((key) => b[key])) ? a : b;
  }

  /** @type {(a: Remembered["counts"], b: Remembered["counts"]) => Remembered["counts"]} */
  function mergeCounts(a, b) {
    /** @type {Remembered["counts"]} */
    const merged = {};
    Object.keys(a).concat(Object.keys(b)).forEach((device) => {
      const one = a[device] || [0, 0], other = b[device] || [0, 0];
      merged[device] = [Math.max(one[0], other[0]), Math.max(one[1], other[1])];
    });
    return merged;
  }

  /** @type {(a: Remembered["wrongs"], b: Remembered["wrongs"]) => Remembered["wrongs"]} */
  function mergeWrongs(a, b) {
    if (!a || !b) { return a || b; }
    return [Math.min(a[0], b[0]), Math.max(a[1], b[1])];
  }

  /** @type {(a: Remembered, b: Remembered) => Remembered} */
  function mergeRecords(a, b) {
    const newest = newer(a, b);
    return {
      counts: mergeCounts(a.counts, b.counts), first: Math.min(a.first, b.first), wrongs: mergeWrongs(a.wrongs, b.wrongs),
      last: newest.last, ok: newest.ok, streak: newest.streak, held: newest.held, s: newest.s, d: newest.d,
      day: newest.day, due: newest.due
    };
  }

  /** @type {<T>(a: Record<string, T>, b: Record<string, T>, join: (one: T, other: T) => T) => Record<string, T>} */
  function mergeMaps(a, b, join) {
    /** @type {Record<string, any>} */
    const merged = {};
    Object.keys(a).concat(Object.keys(b)).forEach((key) => {
      merged[key] = own(a, key) && own(b, key) ? join(a[key], b[key]) : (own(a, key) ? a[key] : b[key]);
    });
    return merged;
  }

  /** @type {<T>(a: Dated<T>, b: Dated<T>) => Dated<T>} */
  function newerPair(a, b) {
    if (a[1] !== b[1]) { return a[1] > b[1] ? a : b; }
    return JSON.stringify(a[0]) >= JSON.stringify(b[0]) ? a : b;
  }

  /** @type {(a: Record<string, number>, b: Record<string, number>) => Record<string, number>} */
  function mergeDays(a, b) { return mergeMaps(a, b, Math.max); }

  /** @type {(a: Record<string, Dated<string>>, b: Record<string, Dated<string>>) => Record<string, Dated<string>>} */
  function mergeNotes(a, b) { return mergeMaps(a, b, newerPair); }

  /** Two copies of one reader's practice as one; the first keeps its device's name. Merging the same copy again
     changes nothing, and the order of merging does not matter.
     @type {(a: Practice, b: Practice) => Practice} */
  function merge(a, b) {
    return {
      format: Quizgen.state.FORMAT, version: Quizgen.state.VERSION, device: a.device,
      questions: mergeMaps(a.questions, b.questions, mergeRecords),
      favourites: mergeMaps(a.favourites, b.favourites, newerPair),
      pins: mergeMaps(a.pins, b.pins, newerPair),
      exams: mergeMaps(a.exams, b.exams, (one) => one),
      days: mergeMaps(a.days, b.days, mergeDays),
      places: mergeMaps(/** @type {Record<string, Dated<any>>} */ (a.places), /** @type {Record<string, Dated<any>>} */ (b.places), newerPair),
      settings: mergeMaps(a.settings, b.settings, newerPair),
      removed: mergeMaps(a.removed, b.removed, newerPair),
      chosen: mergeMaps(a.chosen, b.chosen, newerPair),
      doubts: mergeMaps(a.doubts, b.doubts, newerPair),
      notes: mergeMaps(a.notes, b.notes, mergeNotes)
    };
  }

  return { merge: merge };
})();
