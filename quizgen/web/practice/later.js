/* A view whose program is fetched when it is opened: what few readers need weighs nothing for the others. */
var Quizgen = Quizgen || {};

(function () {
  "use strict";

  const FILE = "wall.js";

  class Later {
    /** @param {App} app */
    constructor(app) {
      this.app = app;
      this.stopped = false;
    }

    /** The program puts its own view in this one's place. @type {() => Promise<unknown>} */
    start() {
      return this.app.pool.file(FILE).then(() => (this.stopped ? null : this.app.show()),
        (error) => { if (!this.stopped) { this.app.fail(error, () => this.start()); } });
    }

    /** @type {() => void} */
    stop() { this.stopped = true; }
  }

  Quizgen.views.draw = Later;
})();
