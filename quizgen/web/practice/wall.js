/* 现场抽题 on the wall: one key leads through draw, clock, points, next. */
var Quizgen = Quizgen || {};

/** @typedef {"on" | "back" | "pause"} WallWork */

Quizgen.Wall = (function () {
  "use strict";
  const h = Quizgen.dom.h, button = Quizgen.dom.button;

  const CALM = 700, SIZES = [2.2, 2, 1.8, 1.6, 1.4, 1.25, 1.1, 1];
  /** What a clicker sends. @type {Record<string, WallWork>} */
  const CLICKER = { PageDown: "on", PageUp: "back" };
  /** @type {Record<string, WallWork>} */
  const KEYS = { ArrowRight: "on", ArrowLeft: "back", p: "pause", P: "pause", b: "pause", ".": "pause" };
  const NEXT = { call: "抽题", drawn: "开始计时", running: "看要点", points: "下一个" };

  class Wall {
    /** `held`: whether the browser has kept the session. @param {Draw} draw @param {WallSession} session @param {boolean} held */
    constructor(draw, session, held) {
      this.draw = draw;
      this.app = draw.app;
      this.session = session;
      this.stopped = false;
      this.unkept = !held;
      this.calmUntil = 0;
      /** How often the wall was painted: what comes late belongs to an earlier painting. */
      this.painted = 0;
      /** The time that was left when the clock was last read. */
      this.before = 0;
      /** The scores of the question at hand. @type {InstanceType<typeof Quizgen.Scoring> | null} */
      this.scoring = null;
      /** The session whose end was asked for. @type {WallSession | null} */
      this.sure = null;
      this.face = h("div", { class: "qp-face" });
      this.clock = h("p", { class: "qp-count-down", role: "timer" });
      this.bar = h("div", { class: "qp-actions qp-stage-bar" });
      this.marks = h("div", {});
      this.board = h("div", { class: "qp-stage", role: "region", "aria-label": "现场抽题" });
      this.onresize = () => this.fit();
      this.onkey = (/** @type {KeyboardEvent} */ event) => this.press(event);
      this.timer = 0;
    }

    /** @type {(root: HTMLElement) => unknown} */
    lay(root) {
      [this.clock, this.face, h("div", { class: "qp-stage-foot" }, this.marks, this.bar)].forEach((part) => this.board.appendChild(part));
      root.appendChild(this.board);
      window.addEventListener("resize", this.onresize);
      document.documentElement.classList.add("qp-staged");
      document.addEventListener("keydown", this.onkey);
      this.timer = window.setInterval(() => this.tick(), 250);
      return this.paint();
    }

    /** Go on with a session, and keep it. @type {(session: WallSession) => void} */
    take(session) {
      this.session = session;
      this.unkept = !this.draw.save(session);
    }

    /** A clicker sends PageDown wherever the focus is; scores that are typed in count before it goes on. @type {(event: KeyboardEvent) => void} */
    press(event) {
      const tag = event.target instanceof HTMLElement ? event.target.tagName : "";
      const work = this.workOf(event, tag);
      if (!work) { return; }
      event.preventDefault();
      if (work === "pause") { this.pause(); } else if (!event.repeat) {
        if (work === "on") { this.advance(); } else { this.undo(); }
      }
    }

    /** What a key asks for, from an element of this tag; in a field only what a clicker sends.
       @type {(event: KeyboardEvent, tag: string) => WallWork | undefined} */
    workOf(event, tag) {
      const key = event.key;
      if (/^(INPUT|TEXTAREA|SELECT)$/.test(tag)) { return CLICKER[key]; }
      if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) { return undefined; }
      if (tag !== "BUTTON" && (key === " " || key === "Enter")) { return "on"; }
      return CLICKER[key] || (key.length > 1 || this.app.store.setting("keys", true) ? KEYS[key] : undefined);
    }

    /** Whether the last press was just now; a clock that was put back does not stop the keys. @type {(now: number) => boolean} */
    calm(now) { return now < this.calmUntil && now >= this.calmUntil - CALM; }

    /** One step; a second press straight after the first does nothing, so that nothing is drawn twice. @type {() => void} */
    advance() {
      const now = this.app.clock().ms, oral = this.draw.oral;
      if (this.calm(now) || (this.scoring && !this.scoring.settled())) { return; }
      this.calmUntil = now + CALM;
      if (this.session.settings.sound) { Quizgen.bell.ready(); }
      this.take(Quizgen.panel.advance(this.session, this.draw.entries, (id) => (oral[id] ? oral[id].minutes : 1), now, this.app.chance));
      this.paint();
    }

    /** @type {() => void} */
    undo() {
      const now = this.app.clock().ms;
      if (this.calm(now)) { return; }
      this.calmUntil = now + CALM;
      this.take(Quizgen.panel.undo(this.session));
      this.paint();
    }

    /** @type {() => void} */
    pause() {
      this.take(Quizgen.panel.pause(this.session, this.app.clock().ms));
      this.tick();
      this.buttons();
    }

    /** @type {() => void} */
    tick() {
      const session = this.session, left = Quizgen.panel.leftOf(session, this.app.clock().ms);
      const shown = session.step === "drawn" || session.step === "running";
      this.clock.hidden = !shown;
      if (!shown) {
        this.board.classList.remove("qp-ended");
        return;
      }
      const seconds = Math.ceil(left / 1000);
      const text = Math.floor(seconds / 60) + ":" + ("0" + seconds % 60).slice(-2);
      const paused = session.step === "running" && session.until === null && left > 0;
      this.clock.textContent = left ? text + (paused ? "（暂停）" : "") : "时间到";
      this.clock.classList.toggle("qp-late", left <= 10000);
      this.board.classList.toggle("qp-ended", !left);
      if (!left && this.before) {
        this.app.announce("时间到");
        if (session.settings.sound) { Quizgen.bell.ring(); }
      }
      this.before = left;
    }

    /** @type {() => unknown} */
    paint() {
      const session = this.session, turn = Quizgen.panel.turnOf(session);
      this.painted += 1;
      this.scoring = null;
      Quizgen.dom.clear(this.face);
      Quizgen.dom.clear(this.marks);
      this.tick();
      this.buttons();
      if (turn.over) { return this.results(); }
      const who = turn.person ? (turn.person.number ? turn.person.number + " " : "") + turn.person.name : "";
      const which = session.settings.each > 1 ? "（第 " + turn.question + " 题）" : "";
      if (session.fault === "none") { this.face.appendChild(h("p", { class: "qp-fault", role: "alert" }, "可抽的题已经抽完。")); }
      if (session.step === "call" || session.current === null) {
        this.face.appendChild(h("h2", { class: "qp-who" }, who ? "请 " + who + " 抽题" + which : "第 " + (session.turn + 1) + " 题"));
        this.app.announce(who ? "请" + who + "抽题" : "下一题");
        return this.fit();
      }
      this.face.appendChild(h("p", { class: "qp-who" }, who + which));
      return this.question(session.current);
    }

    /** @type {(id: string) => unknown} */
    question(id) {
      const spoken = this.draw.oral[id], painted = this.painted;
      if (spoken) { return this.show(Quizgen.wallface.spoken(spoken)); }
      return this.app.pool.load([id]).then((found) => {
        if (this.painted !== painted || this.stopped) { return; }
        if (found[id]) { this.show(Quizgen.wallface.written(id, found[id])); } else {
          this.trouble("这道题已经不在题库里，请点“退一步”重新抽。", null);
        }
      }, (error) => { if (this.painted === painted && !this.stopped) { this.trouble(error.message, () => this.paint()); } });
    }

    /** What went wrong, on the wall, where it is seen. @type {(text: string, again: (() => unknown) | null) => void} */
    trouble(text, again) {
      this.face.appendChild(h("div", { class: "qp-fault", role: "alert" }, h("p", {}, text),
        again ? button("再试一次", again, "plain") : null));
    }

    /** @type {(face: WallFace) => void} */
    show(face) {
      face.question.forEach((part) => this.face.appendChild(part));
      this.app.announce(this.session.step === "points" ? "要点已经显示" : "题目已经显示");
      if (this.session.step === "points") {
        this.face.appendChild(face.points);
        this.scoring = new Quizgen.Scoring(this);
        this.marks.appendChild(this.scoring.element);
      }
      this.fit();
    }

    /** As large as the wall holds it. @type {() => void} */
    fit() {
      const fits = SIZES.some((size) => {
        this.board.style.setProperty("--qp-fit", String(size));
        return this.board.scrollHeight <= this.board.clientHeight;
      });
      if (!fits) { this.board.style.setProperty("--qp-fit", "1"); }
    }

    /** The scores were taken down: on to the next step. @type {() => void} */
    scored() {
      this.buttons();
      /** @type {HTMLElement | null} */
      const next = this.bar.querySelector(".qp-main");
      if (next) { next.focus(); }
    }

    /** @type {() => void} */
    buttons() {
      const session = this.session, over = Quizgen.panel.turnOf(session).over, focused = document.activeElement;
      const held = focused && this.bar.contains(focused) ? focused.getAttribute("data-key") : null;
      Quizgen.dom.clear(this.bar);
      /** @type {(key: string, label: string, work: (event: MouseEvent) => unknown, kind: ButtonKind) => unknown} */
      const add = (key, label, work, kind) => this.bar.appendChild(button(label, work, kind, { "data-key": key }));
      if (!over) { add("next", NEXT[session.step], (event) => { if (event.detail < 2) { this.advance(); } }, "main"); }
      if (session.step === "running") { add("pause", session.until === null ? "继续计时" : "暂停", () => this.pause(), "plain"); }
      if (session.past.length) { add("undo", "退一步", () => this.undo(), "plain"); }
      if (!over && session.results.length) { add("list", "看结果", () => this.results(), "plain"); }
      add("full", "全屏", () => this.fullscreen(), "quiet");
      if (this.unkept) { this.bar.appendChild(h("span", { class: "qp-warning" }, "浏览器不让保存，请不要刷新：刷新后名单、得分和抽过的记录就没有了。")); }
      add("end", "结束", () => this.end(), "quiet");
      /** @type {HTMLElement | null} */
      const again = held ? this.bar.querySelector('[data-key="' + held + '"]') : null;
      if (again) { again.focus(); }
      Quizgen.dom.hold(this.bar.querySelector(".qp-main"), this.bar.querySelector("button"));
    }

    /** @type {() => void} */
    fullscreen() {
      const root = document.documentElement;
      if (document.fullscreenElement) { document.exitFullscreen(); } else if (root.requestFullscreen) {
        root.requestFullscreen().catch(() => this.app.announce("这个浏览器不让网页全屏，请按 F11。"));
      }
    }

    /** @type {() => void} */
    results() {
      Quizgen.dom.clear(this.face);
      Quizgen.dom.clear(this.marks);
      const back = Quizgen.panel.turnOf(this.session).over ? null : button("回到抽题", () => this.paint(), "main");
      Quizgen.wallface.results(this.session, back).forEach((part) => this.face.appendChild(part));
      this.fit();
    }

    /** Asked twice: names and points go. @type {() => void} */
    end() {
      if (this.sure === this.session) {
        this.draw.end();
        return;
      }
      this.sure = this.session;
      const certain = button("确定结束", () => this.end(), "danger");
      this.bar.appendChild(h("span", { role: "alert" }, "结束后名单和得分就清除了。", certain,
        button("不结束", () => {
          this.sure = null;
          this.buttons();
        }, "plain")));
      certain.focus();
    }

    /** @type {() => void} */
    stop() {
      this.stopped = true;
      window.clearInterval(this.timer);
      document.removeEventListener("keydown", this.onkey);
      window.removeEventListener("resize", this.onresize);
      document.documentElement.classList.remove("qp-staged");
    }
  }

  return Wall;
})();
