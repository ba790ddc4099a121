/* 单选 and 判断 answered by one tap: the tap submits, and what was right leads on by itself. A setting, on by default on phones. */
var Quizgen = Quizgen || {};

Quizgen.oneTap = (function () {
  "use strict";

  const KEY = "oneTap", LINGER = 1200, PHONE = "(pointer: coarse) and (max-width: 45em)";

  /** Whether this is a phone: touched, and narrow. @type {() => boolean} */
  function phone() { return Boolean(window.matchMedia) && window.matchMedia(PHONE).matches; }

  /** @type {(store: Store) => boolean} */
  function on(store) { return store.setting(KEY, phone()); }

  /** Whether one tap can answer it. @type {(question: QuestionData) => boolean} */
  function suits(question) { return question.kind === "single" || question.kind === "true_false"; }

  /** Submit a question as soon as an option is tapped; keys only choose, for they pass over options on their way.
     @type {(form: HTMLElement, submit: () => void) => void} */
  function watch(form, submit) {
    let tapped = false;
    form.addEventListener("pointerdown", () => { tapped = true; });
    form.addEventListener("keydown", () => { tapped = false; });
    form.addEventListener("change", () => { if (tapped) { submit(); } });
  }

  /** Go on after a moment, unless the reader does anything before. @type {(work: () => void) => void} */
  function linger(work) {
    const heard = ["pointerdown", "keydown", "wheel", "hashchange"];
    const stop = () => {
      window.clearTimeout(timer);
      heard.forEach((kind) => window.removeEventListener(kind, stop, true));
    };
    const timer = window.setTimeout(() => {
      stop();
      work();
    }, LINGER);
    heard.forEach((kind) => window.addEventListener(kind, stop, true));
  }

  return { KEY: KEY, linger: linger, on: on, suits: suits, watch: watch };
})();
