/* A run of practice: one question after another, what came of them, what there is to say at the end. */
var Quizgen = Quizgen || {};

Quizgen.session = (function () {
  "use strict";
  const h = Quizgen.dom.h, button = Quizgen.dom.button;

  class Session {
    /** @param {App} app @param {HTMLElement} root @param {string[]} rest @param {string} name */
    constructor(app, root, rest, name) {
      this.app = app;
      this.root = root;
      this.rest = rest;
      this.name = name;
      this.mode = Quizgen.modes.MODES[name];
      /** The questions of this run. @type {string[]} */
      this.ids = [];
      this.at = 0;
      this.tally = { right: 0, wrong: 0 };
      /** Those answered wrong in this run. @type {string[]} */
      this.missed = [];
      /** The question at hand, once it is there. @type {Turn | null} */
      this.turn = null;
      this.stopped = false;
      this.count = h("p", { class: "qp-count" });
      this.card = h("div", { class: "qp-card" });
    }

    /** The id of the question at hand. @type {string | null} */
    get id() { return this.turn && this.turn.id; }

    /** @type {Question | null} */
    get asked() { return this.turn && this.turn.asked; }

    /** @type {() => unknown} */
    start() {
      this.ids = this.mode.ids(this.app, this.rest).slice();
      this.root.appendChild(h("h2", {}, this.mode.title(this.rest, this.app)));
      this.root.appendChild(this.count);
      this.root.appendChild(this.card);
      const back = h("p", { class: "qp-back" }, h("a", { href: "#/" }, "返回练习首页"));
      if (this.name === "topic") {
        back.appendChild(h("a", { href: "#/recite/" + this.rest.map(encodeURIComponent).join("/") }, "背这个专题"));
      }
      this.root.appendChild(back);
      return this.show();
    }

    /** Show the question at hand, or what there is to say when there is none. @type {() => unknown} */
    show() {
      this.app.keys = {};
      Quizgen.dom.clear(this.card);
      if (!this.ids.length) { return this.say(this.mode.done || this.mode.none || "这里没有题。"); }
      if (this.at >= this.ids.length) { return this.finish(); }
      const id = this.ids[this.at];
      this.counted(id);
      return this.app.pool.load([id]).then((found) => {
        if (this.stopped) { return; }
        if (found[id]) { this.ask(id, found[id]); } else { this.next(); }
      }, (error) => { if (!this.stopped) { this.app.fail(error, () => this.show()); } });
    }

    /** Where the reader is: in the bank when it is gone through in order, in the run else. @type {(id: string) => void} */
    counted(id) {
      const entries = this.app.pool.entries, sum = this.tally.right + this.tally.wrong;
      const at = this.mode.ordered ? entries.indexOf(this.app.pool.byId[id]) : this.at;
      this.count.textContent = "第 " + (at + 1) + " 题，共 " + this.ids.length + " 题" +
        (sum ? "；这一轮答对 " + this.tally.right + " 题，答错 " + this.tally.wrong + " 题" : "");
    }

    /** @type {(text: string) => void} */
    say(text) {
      this.count.textContent = "";
      this.card.appendChild(h("p", { class: "qp-empty" }, text));
    }

    /** @type {(id: string, question: QuestionData) => void} */
    ask(id, question) {
      if (this.app.failed) { this.app.failed.remove(); }
      const turn = this.turn = new Quizgen.Turn(this, id, question);
      this.card.appendChild(turn.form);
      turn.start();
    }

    /** What came of a question. @type {(id: string, ok: number) => void} */
    note(id, ok) {
      if (this.mode.ordered) {
        this.app.store.change((kept) => { kept.places.order = [id, this.app.clock().ms]; }, id);
      }
      if (ok === Quizgen.state.WRONG) {
        this.tally.wrong += 1;
        this.missed.push(id);
      } else { this.tally.right += 1; }
      this.counted(id);
    }

    /** @type {() => unknown} */
    next() {
      this.at += 1;
      return this.show();
    }

    /** @type {() => unknown} */
    back() {
      if (!this.at) { return null; }
      this.at -= 1;
      return this.show();
    }

    /** @type {() => void} */
    finish() {
      this.app.keys = {};
      Quizgen.dom.clear(this.card);
      this.count.textContent = "";
      const sum = this.tally.right + this.tally.wrong;
      if (this.mode.challenge) { this.keepChallenge(); }
      this.card.appendChild(h("p", { class: "qp-empty" }, sum
        ? "做了 " + sum + " 题：答对 " + this.tally.right + " 题，答错 " + this.tally.wrong + " 题。"
        : (this.mode.recite ? "背完了。" : "这一轮没有作答。")));
      this.card.appendChild(h("div", { class: "qp-actions" },
        this.missed.length ? button("再练答错的 " + this.missed.length + " 题", () => this.again(), "main") : null,
        h("a", { class: "qp-button qp-plain", href: "#/" }, "返回练习首页")));
      this.app.announce((this.card.children[0].textContent || ""));
    }

    /** Once more what was answered wrong. @type {() => void} */
    again() {
      this.ids = this.missed;
      this.missed = [];
      this.tally = { right: 0, wrong: 0 };
      this.at = 0;
      this.show();
    }

    /** @type {() => void} */
    keepChallenge() {
      const right = this.tally.right, now = this.app.clock().ms, best = bestChallenge(this.app.store.state);
      if (right) {
        this.app.store.change((state) => {
          state.exams[Quizgen.chance.name(this.app.chance)] = { at: now, title: "挑战", challenge: right };
        });
      }
      this.card.appendChild(h("p", { class: "qp-empty" }, right > best ? "连对 " + right + " 题，是到现在最好的一次。"
        : "连对 " + right + " 题；最好的一次是 " + best + " 题。"));
    }

    /** @type {() => void} */
    stop() { this.stopped = true; }
  }

  /** The longest 挑战 so far; 0 without one. @type {(kept: Practice) => number} */
  function bestChallenge(kept) {
    return Object.keys(kept.exams).reduce((most, name) => Math.max(most, kept.exams[name].challenge || 0), 0);
  }

  Object.keys(Quizgen.modes.MODES).forEach((name) => {
    Quizgen.views[name] = class extends Session {
      /** @param {App} app @param {HTMLElement} root @param {string[]} rest */
      constructor(app, root, rest) { super(app, root, rest, name); }
    };
  });

  return { Session: Session, bestChallenge: bestChallenge };
})();
