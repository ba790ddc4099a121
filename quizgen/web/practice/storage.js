/* Where a page may keep things: the browser's own storage, or nothing that keeps. */
var Quizgen = Quizgen || {};

/** @typedef {Pick<Storage, "getItem" | "setItem" | "removeItem">} Shelf */

Quizgen.storage = (function () {
  "use strict";

  /** @type {() => never} */
  function refuse() { throw new Error("no storage"); }

  /** A place where nothing can be kept. @type {Shelf} */
  const NOWHERE = { getItem: refuse, setItem: refuse, removeItem: refuse };

  /** The browser's own storage; null where it is denied. @type {() => Shelf | null} */
  function local() { try { return window.localStorage; } catch (_error) { return null; } }

  return { NOWHERE: NOWHERE, local: local };
})();
