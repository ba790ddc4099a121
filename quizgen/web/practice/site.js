/* What the site hands to every part: the names of kinds and rules, the address of its root. */
var Quizgen = Quizgen || {};

Quizgen.site = (function () {
  "use strict";

  /** What people call kinds of questions and rules of marking. @type {() => NamesData} */
  function names() {
    if (!window.quizgenPool) { throw new Error("没有题库数据"); }
    return window.quizgenPool.names;
  }

  /** The index of the practice questions, without the questions. @type {(base: string) => Pool} */
  function pool(base) {
    if (!window.quizgenPool) { throw new Error("没有题库数据"); }
    return new Quizgen.Pool(window.quizgenPool, base);
  }

  /** Now, as it is here. @type {Clock} */
  function clock() { return { ms: Date.now(), offset: new Date().getTimezoneOffset(), mono: window.performance.now() }; }

  return { base: "", clock: clock, names: names, pool: pool };
})();
