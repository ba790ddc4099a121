/* Views whose program is fetched when they are opened: what only some ways of practising need weighs nothing for the others. */
var Quizgen = Quizgen || {};

(function () {
  "use strict";

  /** The views of every script of its own (practice_script.py). @type {Record<string, string[]>} */
  const FILES = {
    "exam.js": ["exam", "sit", "result"],
    "more.js": ["book", "builder", "print", "progress", "remarks", "transfer"],
    "wall.js": ["draw"]
  };

  class Later {
    /** @param {App} app @param {string} name @param {string} file */
    constructor(app, name, file) {
      this.app = app;
      this.name = name;
      this.file = file;
      this.stopped = false;
    }

    /** The program puts its own view in this one's place. @type {() => Promise<unknown>} */
    start() {
      const placeholder = Quizgen.views[this.name];
      return this.app.pool.file(this.file).then(() => {
        if (this.stopped) { return null; }
        return Quizgen.views[this.name] === placeholder
          ? this.app.fail(new Error("程序文件 " + this.file + " 里没有这一项，请确认网站文件夹是完整的，再刷新本页。")) : this.app.show();
      }, (error) => { if (!this.stopped) { this.app.fail(error, () => this.start()); } });
    }

    /** @type {() => void} */
    stop() { this.stopped = true; }
  }

  Object.keys(FILES).forEach((file) => FILES[file].forEach((name) => {
    Quizgen.views[name] = class extends Later {
      /** @param {App} app */
      constructor(app) { super(app, name, file); }
    };
  }));
})();
