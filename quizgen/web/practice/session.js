/* A round of practice: one question after another, what came of them, what there is to say at the end. It is kept as it goes (rounds.js). */
var Quizgen = Quizgen || {};

Quizgen.session = (function () {
  "use strict";
  const h = Quizgen.dom.h, button = Quizgen.dom.button;

  const LEGEND = "✓ 答对，✗ 答错，空的还没有做；外圈是正在看的题。";

  class Session {
    /** @param {App} app @param {HTMLElement} root @param {string[]} rest @param {string} name */
    constructor(app, root, rest, name) {
      this.app = app;
      this.root = root;
      this.rest = rest;
      this.name = name;
      this.mode = Quizgen.modes.MODES[name];
      /** @type {Round} */
      this.round = this.taken();
      /** The question at hand, once it is there. @type {Turn | null} */
      this.turn = null;
      /** How the last question came out. @type {number | null} */
      this.last = null;
      this.stopped = false;
      /** Whether a question is on its way. */
      this.loading = false;
      this.count = h("p", { class: "qp-count" });
      /** What can be done with the question at hand. */
      this.tools = h("div", { class: "qp-round-tools" });
      this.card = h("div", { class: "qp-card" });
      this.bar = new Quizgen.Bar();
      this.sheet = new Quizgen.Sheet((at) => this.goTo(at), LEGEND, button("重新开始这一轮", () => this.anew(), "quiet"));
    }

    /** The round of this route: taken up again where it was left, else begun. One that is over is shown when the reader comes back to
        the very page that showed it.
        @type {() => Round} */
    taken() {
      const app = this.app, found = app.rounds.find(app.path()), same = found !== null && (window.history.state || {}).round === found.name;
      if (!found || this.isPast(found, same)) { return this.begun(); }
      const bank = (/** @type {string[]} */ ids) => ids.filter((id) => app.pool.byId[id]);
      found.renew(this.mode.live && !found.head.over && !found.fixed
        ? Quizgen.rounds.renewed(bank(found.ids), found.given, this.mode.ids(app, this.rest), true) : bank(found.ids));
      if (!found.ids.length || (!same && !this.mode.recite && !found.left().length)) { return this.begun(); }
      if (!same) { this.onwards(found); }
      return this.marked(found);
    }

    /** Whether a round is not taken up again: it is over, or of another day. @type {(round: Round, same: boolean) => boolean} */
    isPast(round, same) {
      return (round.head.over && !same) || Boolean(this.mode.today && round.head.day !== this.app.store.today());
    }

    /** Who comes back later goes on behind what is answered. @type {(round: Round) => void} */
    onwards(round) {
      let at = round.head.at;
      while (at < round.ids.length && round.given[round.ids[at]]) { at += 1; }
      if (at !== round.head.at) { round.turn(at); }
    }

    /** @type {() => Round} */
    begun() { return this.marked(this.app.rounds.begin(this.app.path(), this.mode.ids(this.app, this.rest).slice(), true)); }

    /** Remember in the history which round this page shows. @type {(round: Round) => Round} */
    marked(round) {
      window.history.replaceState(Object.assign({}, window.history.state, { round: round.name, over: undefined }), "");
      return round;
    }

    /** @type {string[]} */
    get ids() { return this.round.ids; }

    /** @type {number} */
    get at() { return this.round.head.at; }

    /** The id of the question at hand. @type {string | null} */
    get id() { return this.turn && this.turn.id; }

    /** @type {Question | null} */
    get asked() { return this.turn && this.turn.asked; }

    /** @type {() => unknown} */
    start() {
      const back = h("a", { href: "#/" }, "返回练习首页"), page = this.name === "topic" ? this.app.pool.pageOf(this.rest.join("/")) : "";
      this.root.appendChild(h("div", { class: "qp-round" },
        h("div", { class: "qp-main-column" },
          h("div", { class: "qp-round-head" }, h("div", { class: "qp-round-words" }, h("h2", {}, this.mode.title(this.rest, this.app)), this.count), this.tools),
          this.card, this.bar.element,
          h("p", { class: "qp-back" }, back, this.name === "topic"
            ? h("a", { href: "#/recite/" + this.rest.map(encodeURIComponent).join("/") }, "背这个专题") : null,
            page ? h("a", { href: page }, "看这一页") : null)),
        this.sheet.aside));
      return this.show();
    }

    /** The button that opens the numbers, with how far one is. @type {() => HTMLElement} */
    opener() { return this.sheet.opener(this.number(this.at) + "/" + this.ids.length); }

    /** The number of a place: in the bank when it is gone through in order, in the round else. @type {(at: number) => number} */
    number(at) {
      return (this.mode.ordered ? this.app.pool.entries.indexOf(this.app.pool.byId[this.ids[at]]) : at) + 1;
    }

    /** Show the question at hand, or what there is to say when there is none. @type {() => unknown} */
    show() {
      this.app.keys = {};
      this.turn = null;
      [this.tools, this.card].forEach(Quizgen.dom.clear);
      if (!this.ids.length) { return this.say(this.mode.done || this.mode.none || "这里没有题。"); }
      if (this.at >= this.ids.length || (this.mode.challenge && this.lost())) { return this.finish(); }
      const id = this.ids[this.at];
      this.counted();
      this.loading = true;
      return this.app.pool.load([id]).then((found) => {
        this.loading = false;
        if (this.stopped) { return; }
        if (found[id]) { this.ask(id, found[id]); } else { this.next(); }
      }, (error) => {
        this.loading = false;
        if (!this.stopped) { this.app.fail(error, () => this.show()); }
      });
    }

    /** Whether a 挑战 is lost, and what is to be shown was not asked before. @type {() => boolean} */
    lost() { return this.round.missed().length > 0 && !this.round.given[this.ids[this.at]]; }

    /** @type {() => void} */
    counted() {
      const tally = this.round.tally(), sum = tally.right + tally.wrong;
      this.count.textContent = "第 " + this.number(this.at) + " 题，共 " + this.ids.length + " 题" +
        (sum ? "；对 " + tally.right + "，错 " + tally.wrong : "");
      this.sheet.paint({ count: this.ids.length, now: this.at, state: (at) => this.state(at) });
    }

    /** @type {(at: number) => CellState} */
    state(at) {
      const given = this.round.given[this.ids[at]], number = this.number(at), right = given && given.ok !== Quizgen.state.WRONG;
      return { text: number + (given ? (right ? "✓" : "✗") : ""), css: given ? (right ? "qp-good" : "qp-bad") : "",
        words: "第 " + number + " 题，" + (given ? (right ? "答对了" : "答错了") : "没有做") };
    }

    /** @type {(text: string) => void} */
    say(text) {
      this.count.textContent = "";
      this.bar.remove();
      Quizgen.dom.hold(this.card.appendChild(h("p", { class: "qp-empty" }, text)));
    }

    /** @type {(id: string, question: QuestionData) => void} */
    ask(id, question) {
      if (this.app.failed) { this.app.failed.remove(); }
      const turn = this.turn = new Quizgen.Turn(this, id, question, this.round.given[id]);
      this.card.appendChild(turn.form);
      this.tools.appendChild(turn.favourite());
      this.root.scrollIntoView();
      turn.start();
      Quizgen.rehearse(this.app, this.card, id, question, turn.order);
    }

    /** What came of a question. @type {(id: string, given: Given) => void} */
    note(id, given) {
      this.last = given.ok;
      if (this.mode.ordered) {
        this.app.store.change((kept) => { kept.places.order = [id, this.app.clock().ms]; }, id);
      }
      this.round.note(id, given);
      this.counted();
    }

    /** @type {(at: number) => unknown} */
    goTo(at) {
      if (this.loading) { return null; }
      this.last = null;
      this.round.turn(at);
      return this.show();
    }

    /** @type {() => unknown} */
    next() { return this.goTo(this.at + 1); }

    /** @type {() => unknown} */
    back() { return this.at ? this.goTo(this.at - 1) : null; }

    /** @type {() => void} */
    finish() {
      const tally = this.round.tally(), sum = tally.right + tally.wrong, left = this.mode.recite ? [] : this.round.left(), missed = this.round.missed();
      this.app.keys = { ArrowLeft: () => this.back() };
      [this.tools, this.card].forEach(Quizgen.dom.clear);
      this.count.textContent = "";
      if (this.mode.challenge) { this.keepChallenge(); }
      this.round.close(true);
      const said = sum ? "做了 " + sum + " 题：答对 " + tally.right + " 题，答错 " + tally.wrong + " 题。" : (this.mode.recite ? "背完了。" : "这一轮没有作答。");
      const told = this.card.appendChild(h("p", { class: "qp-empty" }, said));
      this.card.appendChild(h("div", { class: "qp-actions" },
        missed.length ? button("再练答错的 " + missed.length + " 题", () => this.again(missed), "main") : null,
        left.length && !this.mode.challenge ? button("做跳过的 " + left.length + " 题", () => this.again(left), "plain") : null,
        this.more(), h("a", { class: "qp-button qp-plain", href: "#/" }, "返回练习首页")));
      this.bar.fill("", [this.sheet.opener("答题卡"), button("‹ 上一题", () => this.back(), "plain")]);
      this.app.announce(said);
      Quizgen.dom.hold(told);
    }

    /** A way to another set of the same, or to ten more. @type {() => HTMLElement | null} */
    more() {
      const more = Quizgen.modes.again(this.name, this.rest);
      if (!more) { return null; }
      return more.href.slice(2) === this.app.path() ? button(more.text, () => this.anew(), "plain")
        : h("a", { class: "qp-button qp-plain", href: more.href }, more.text);
    }

    /** A new round of these. @type {(ids: string[]) => void} */
    again(ids) {
      this.round = this.marked(this.app.rounds.begin(this.app.path(), ids));
      this.show();
    }

    /** The round from its beginning, its questions chosen anew. @type {() => void} */
    anew() {
      if (this.sheet.over) { this.sheet.over.close(); }
      this.round = this.begun();
      this.show();
    }

    /** @type {() => void} */
    keepChallenge() {
      const right = this.round.tally().right, now = this.app.clock().ms, best = bestChallenge(this.app.store.state), name = this.round.name;
      if (right && !this.round.head.over) {
        this.app.store.change((state) => { state.exams[name] = { at: now, title: "挑战", challenge: right }; });
      }
      this.card.appendChild(h("p", { class: "qp-empty" }, right > best ? "连对 " + right + " 题，是到现在最好的一次。"
        : "连对 " + right + " 题；最好的一次是 " + best + " 题。"));
    }

    /** @type {() => void} */
    stop() {
      this.stopped = true;
      this.bar.remove();
    }
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
