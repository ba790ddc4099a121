/* Fetches the practice centre when a reader comes near a self-test, which then becomes a form. A classic script: it also works from file://. */
var Quizgen = Quizgen || {};

Quizgen.near = (function () {
  "use strict";
  const page = Quizgen.page;

  const FILES = ["quizgen-practice.css", "quizgen-round.css", "practice/pool.js", "practice/practice.js"];

  /** Style, data and program of the practice centre, once they are wanted. @type {Promise<void> | null} */
  let coming = null;

  /** Where the program does not come the list stays a list. @type {(root: HTMLElement) => void} */
  function near(root) {
    new IntersectionObserver((seen, watch) => {
      if (!seen.some((one) => one.isIntersecting)) { return; }
      watch.disconnect();
      coming = coming || page.loadAll(FILES);
      coming.then(() => page.start(() => Quizgen.startSelfTest(root, page.here("../"))), () => {});
    }, { rootMargin: "600px" }).observe(root);
  }

  page.each(".qz-selftest", near);

  return near;
})();
