/* 现场抽题: the form before the meeting, then the wall; the session outlives a reload, the ids drawn outlive the session. */
var Quizgen = Quizgen || {};

Quizgen.Draw = (function () {
  "use strict";

  const DRAWN = "quizgen.drawn", SESSION = "quizgen.panel";

  /** @type {(storage: "localStorage" | "sessionStorage", key: string) => any} */
  function kept(storage, key) {
    try { return JSON.parse(window[storage].getItem(key) || "null"); } catch (_error) { return null; }
  }

  /** Whether the browser took it. @type {(storage: "localStorage" | "sessionStorage", key: string, value: any) => boolean} */
  function keep(storage, key, value) {
    try {
      if (value === null) { window[storage].removeItem(key); } else { window[storage].setItem(key, JSON.stringify(value)); }
      return true;
    } catch (_error) { return false; }
  }

  class Draw {
    /** @param {App} app @param {HTMLElement} root */
    constructor(app, root) {
      this.app = app;
      this.root = root;
      /** The spoken questions by id. @type {Record<string, OralData>} */
      this.oral = {};
      /** What can be drawn. @type {Drawable[]} */
      this.entries = [];
      /** The form before the meeting. @type {WallForm | null} */
      this.setup = null;
      /** The wall during it. @type {Wall | null} */
      this.wall = null;
      this.stopped = false;
    }

    /** @type {() => Promise<void>} */
    start() {
      return this.app.pool.oral().then((oral) => {
        if (this.stopped) { return; }
        oral.forEach((one) => { this.oral[one.id] = one; });
        this.entries = oral.map((one) => (/** @type {Drawable} */ ({ id: one.id, kind: "oral", topic: one.topic })))
          .concat(this.app.pool.entries.filter((entry) => entry.kind !== "case" && entry.kind !== "essay"));
        const session = kept("sessionStorage", SESSION);
        if (session) { this.stage(session, true); } else { this.ask(); }
      }, (error) => this.app.fail(error));
    }

    /** Set up a meeting. @type {() => void} */
    ask() {
      Quizgen.dom.clear(this.root);
      this.setup = new Quizgen.WallForm(this);
      this.setup.lay(this.root);
      Quizgen.dom.hold();
    }

    /** Ids drawn in earlier sessions. @type {() => string[]} */
    drawnBefore() {
      const ids = kept("localStorage", DRAWN);
      return Array.isArray(ids) ? ids.filter((id) => typeof id === "string") : [];
    }

    /** @type {() => void} */
    forgetDrawn() { keep("localStorage", DRAWN, null); }

    /** Go to the wall; `held` is whether the browser has kept the session. @type {(session: WallSession, held: boolean) => unknown} */
    stage(session, held) {
      Quizgen.dom.clear(this.root);
      this.wall = new Quizgen.Wall(this, session, held);
      return this.wall.lay(this.root);
    }

    /** Whether the session and what it has drawn could be kept. @type {(session: WallSession) => boolean} */
    save(session) {
      const held = keep("sessionStorage", SESSION, Object.assign({}, session, { past: session.past.slice(-5) }));
      const drawn = keep("localStorage", DRAWN, session.drawn);
      return held && drawn;
    }

    /** The meeting is over: names and points go, the ids drawn stay. @type {() => void} */
    end() {
      keep("sessionStorage", SESSION, null);
      this.leave();
      this.ask();
    }

    /** @type {() => void} */
    leave() {
      if (this.wall) { this.wall.stop(); }
      this.wall = null;
    }

    /** @type {() => void} */
    stop() {
      this.stopped = true;
      this.leave();
    }
  }

  Quizgen.views.draw = Draw;

  return Draw;
})();
