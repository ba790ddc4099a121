/* One question of a round: asked, answered, explained, remembered; or shown once more as it was answered. */
var Quizgen = Quizgen || {};

Quizgen.Turn = (function () {
  "use strict";
  const h = Quizgen.dom.h, button = Quizgen.dom.button;

  /** Enter on these does what it says on them. @type {(event: KeyboardEvent) => boolean} */
  function onControl(event) { return event.target instanceof HTMLElement && /^(BUTTON|A|SUMMARY)$/.test(event.target.tagName); }

  /** Arrows belong to a radio button that has the focus. @type {(event: KeyboardEvent) => boolean} */
  function onRadio(event) { return event.target instanceof HTMLInputElement && event.target.type === "radio"; }

  /** @type {(day: number) => string} */
  function dateText(day) {
    const parts = Quizgen.state.dayText(day).split("-");
    return Number(parts[1]) + "月" + Number(parts[2]) + "日";
  }

  class Turn {
    /** `given`: how it was answered before in this round. @param {Session} session @param {string} id @param {QuestionData} question @param {Given | undefined} given */
    constructor(session, id, question, given) {
      this.session = session;
      this.app = session.app;
      this.bar = session.bar;
      this.id = id;
      this.question = question;
      this.given = given && Quizgen.orders.fit(question, given.order) ? given : undefined;
      this.order = this.given ? this.given.order : Quizgen.orders.of(question, Quizgen.chance.told(session.round.name + id));
      /** What was answered, once it was submitted. @type {Answer | null} */
      this.answer = null;
      /** Said when nothing was answered. @type {HTMLElement | null} */
      this.fault = null;
      this.due = h("span", { class: "qp-due" });
      const body = h("div", {});
      this.form = h("form", { class: "qp-form", id: Quizgen.dom.fresh("form"), novalidate: true, onsubmit: (/** @type {Event} */ event) => this.submit(event) },
        body);
      this.asked = new Quizgen.question.Question(body, question, { order: this.order, change: () => {
        this.forgive();
        session.round.write(id, this.asked.answer());
      } });
    }

    /** @type {() => void} */
    start() {
      const session = this.session, given = this.given, draft = session.round.draft(this.id);
      this.app.keys = {};
      if (session.mode.recite) { this.recite(); } else if (given) { this.again(given); } else {
        if (draft) { this.asked.restore(draft); }
        this.bar.fill(this.hint(), [this.before(), session.opener(), button("跳过", () => session.next(), "quiet"),
          h("button", { type: "submit", class: "qp-button qp-main qp-next", form: this.form.id }, "提交")]);
        this.app.letters((place) => this.asked.press(place));
        this.app.keys.Enter = (event) => (onControl(event) ? false : this.form.requestSubmit());
        if (Quizgen.oneTap.suits(this.question) && Quizgen.oneTap.on(this.app.store)) {
          Quizgen.oneTap.watch(this.form, () => this.tap());
        }
      }
      this.app.keys.ArrowLeft = (event) => (session.at && !onRadio(event) ? session.back() : false);
      this.app.keys.ArrowRight = (event) => (onRadio(event) ? false : session.next());
      this.asked.focus();
    }

    /** What is to be done, where later the verdict stands. @type {() => Child} */
    hint() {
      const hint = this.form.querySelector(".qp-hint");
      return h("p", { class: "qp-hint" }, this.question.kind === "case" ? "逐题作答" : hint ? hint.textContent : "");
    }

    /** @type {() => HTMLButtonElement} */
    before() {
      return button("‹", () => this.session.back(), "plain", { "aria-label": "上一题", title: "上一题", disabled: !this.session.at });
    }

    /** Buttons for going on: a second click of a double click is meant for what was there before. @type {(words: string, work: () => void) => HTMLButtonElement} */
    next(words, work) {
      return button(words, (event) => { if (event.detail < 2) { work(); } }, "main", { class: "qp-button qp-main qp-next" });
    }

    /** @type {() => void} */
    recite() {
      this.asked.reveal(null, null);
      this.bar.fill(h("p", { class: "qp-hint" }, "看着答案背，不作记录"), [this.before(), this.session.opener(), this.next("下一题", () => this.session.next())]);
      this.app.keys.n = () => this.session.next();
    }

    /** Show how it was answered. @type {(given: Given) => void} */
    again(given) {
      this.answer = given.answer;
      this.asked.restore(given.answer);
      this.asked.reveal(given.answer, null);
      const found = Quizgen.judgement.of(this.question, given.answer, this.order, this.asked.judged());
      this.due.textContent = (given.ok === Quizgen.state.GUESSED && found.good ? "记作蒙对，" : "") + "下次复习：" + dateText(given.due);
      this.told(found);
      this.after(found, null);
    }

    /** @type {() => HTMLElement} */
    favourite() {
      const store = this.app.store, on = () => Quizgen.state.flagged(store.state.favourites, this.id);
      const star = button("", () => {
        store.flag("favourites", this.id, !on());
        tell();
      }, "quiet", { class: "qp-button qp-quiet qp-star" });
      const tell = () => {
        star.textContent = on() ? "★ 已收藏" : "☆ 收藏";
        star.setAttribute("aria-pressed", String(on()));
      };
      tell();
      return star;
    }

    /** One tap has chosen an option. @type {() => void} */
    tap() {
      if (this.answer !== null) { return; }
      this.form.requestSubmit();
      const turn = this.session.turn;
      if (this.session.last === Quizgen.state.RIGHT) { Quizgen.oneTap.linger(() => { if (this.session.turn === turn) { this.session.next(); } }); }
    }

    /** @type {(event: Event) => void} */
    submit(event) {
      event.preventDefault();
      if (this.answer) { return; }
      const answer = this.asked.answer();
      if (!this.asked.judged() && !Quizgen.marking.answered(this.asked.question, answer)) {
        this.complain();
        return;
      }
      this.forgive();
      this.app.keys = {};
      this.answer = answer;
      if (this.asked.judged()) { this.judge(answer); } else {
        this.asked.reveal(answer, null);
        this.settle(answer);
      }
    }

    /** Say that nothing was answered, before the question, with a way to it. @type {() => void} */
    complain() {
      this.forgive();
      const link = h("a", { href: "#", onclick: (/** @type {Event} */ event) => {
        event.preventDefault();
        this.asked.enter();
      } }, "去作答");
      this.fault = h("div", { class: "qp-fault", role: "alert", tabindex: "-1" },
        h("p", {}, h("strong", {}, "还没有作答。"), "请先作答，或点“跳过”。", link));
      this.form.insertBefore(this.fault, this.form.firstChild);
      this.fault.focus();
    }

    /** @type {() => void} */
    forgive() {
      if (this.fault) {
        this.fault.remove();
        Quizgen.dom.hold(this.asked.head);
      }
      this.fault = null;
    }

    /** Questions that a person judges: points first, the result after “记下自评”. @type {(answer: Answer) => void} */
    judge(answer) {
      this.asked.reveal(answer, () => {});
      const note = this.next("记下自评", () => this.settle(this.asked.answer()));
      this.bar.fill(h("p", { class: "qp-hint" }, "对照要点，说到的打勾"), [this.before(), this.session.opener(), note]);
      const points = this.form.querySelector(".qp-points");
      /** @type {HTMLElement | null} */
      const first = points && points.querySelector("input:not([disabled])");
      (first || note).focus({ preventScroll: true });
      if (points) { this.bar.reveal([points]); }
    }

    /** Note the answer and say how it was. @type {(answer: Answer) => void} */
    settle(answer) {
      const found = Quizgen.judgement.of(this.question, answer, this.order, this.asked.judged());
      const noted = this.app.store.answer(this.id, found.ok, answer);
      this.given = { order: this.order, answer: answer, ok: found.ok, due: noted.record.due };
      this.session.note(this.id, this.given);
      this.due.textContent = "下次复习：" + dateText(noted.record.due);
      this.told(found);
      this.app.announce(found.text + "。" + this.due.textContent);
      this.after(found, noted);
    }

    /** Put the verdict into the bar, what the paper would give beside it; how the paper counts stands with the explanation.
        @type {(found: Verdict) => void} */
    told(found) {
      const plain = Quizgen.oneTap.suits(this.question), paper = found.good || plain || this.asked.judged() ? null
        : Quizgen.judgement.onPaper(this.app.pool.data.blueprints, this.question, this.given ? this.given.answer : {}, this.order);
      this.bar.say([h("p", { class: "qp-result " + (found.good ? "qp-right" : "qp-wrong") }, h("strong", {}, found.text)),
        h("p", { class: "qp-more" }, paper ? h("span", { class: "qp-onpaper" }, "试卷上得 " + paper.points + " 分，满分 " + paper.full + " 分；") : null, this.due)]);
      const place = this.form.querySelector(".qp-explanation");
      const rule = paper ? Quizgen.judgement.ruleText(paper.section) : "";
      if (paper && place && rule) {
        place.appendChild(h("p", { class: "qp-quiet" }, "试卷的算法（" + paper.title + "）：每题 " + paper.full + " 分" + rule + "。"));
      }
    }

    /** @type {(found: Verdict, noted: Noted | null) => void} */
    after(found, noted) {
      const session = this.session, over = session.mode.challenge && !found.good;
      const next = this.next(over ? "看结果" : "下一题", () => (over ? session.finish() : session.next()));
      this.bar.fill([...this.bar.said.childNodes], [this.before(), session.opener(), noted && found.good && !this.asked.judged() ? this.guessed(noted, next) : null, next]);
      this.app.keys.Enter = (event) => (onControl(event) ? false : next.click());
      this.app.keys.n = () => next.click();
      this.app.keys.ArrowLeft = () => (session.at ? session.back() : false);
      this.app.keys.ArrowRight = () => next.click();
      this.form.appendChild(Quizgen.remarks.of(this.app, this.id));
      if (!noted) { return; }
      next.focus({ preventScroll: true });
      this.bar.reveal(this.asked.marked());
    }

    /** A way to say that it was a guess. @type {(noted: Noted, next: HTMLElement) => HTMLElement} */
    guessed(noted, next) {
      const again = dateText(this.app.store.dueIf(noted.before, Quizgen.state.GUESSED));
      const guessed = button("蒙对的", () => {
        const record = this.app.store.guess(this.id, noted);
        if (record && this.given) { this.session.round.note(this.id, Object.assign({}, this.given, { ok: record.ok, due: record.due })); }
        this.due.textContent = record && record.ok === Quizgen.state.GUESSED ? "记作蒙对，下次复习：" + dateText(record.due)
          : "这道题刚才在别处又答过，或者记录已经清除，没有改记。";
        this.app.announce(this.due.textContent);
        guessed.remove();
        next.focus();
      }, "plain", { title: again + "再来" });
      this.app.keys.g = () => { if (guessed.isConnected) { guessed.click(); } };
      return guessed;
    }
  }

  return Turn;
})();
