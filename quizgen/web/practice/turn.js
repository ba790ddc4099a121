/* One question of a run: asked, answered, explained, remembered. */
var Quizgen = Quizgen || {};

Quizgen.Turn = (function () {
  "use strict";
  const h = Quizgen.dom.h, button = Quizgen.dom.button;

  /** Enter on these does what it says on them. @type {(event: KeyboardEvent) => boolean} */
  function onControl(event) { return event.target instanceof HTMLElement && /^(BUTTON|A|SUMMARY)$/.test(event.target.tagName); }

  /** @type {(day: number) => string} */
  function dateText(day) {
    const parts = Quizgen.state.dayText(day).split("-");
    return Number(parts[1]) + "月" + Number(parts[2]) + "日";
  }

  class Turn {
    /** @param {Session} session @param {string} id @param {QuestionData} question */
    constructor(session, id, question) {
      this.session = session;
      this.app = session.app;
      this.id = id;
      this.order = Quizgen.orders.of(question, this.app.chance);
      /** What was answered, once it was submitted. @type {Answer | null} */
      this.answer = null;
      /** Said when nothing was answered. @type {HTMLElement | null} */
      this.fault = null;
      this.due = h("span", { class: "qp-due" });
      const body = h("div", {});
      this.actions = h("div", { class: "qp-actions" });
      this.form = h("form", { class: "qp-form", novalidate: true, onsubmit: (/** @type {Event} */ event) => this.submit(event) },
        body, this.actions);
      this.asked = new Quizgen.question.Question(body, question, { order: this.order, change: () => this.forgive() });
    }

    /** @type {() => void} */
    start() {
      if (this.session.mode.recite) { this.recite(); } else {
        this.actions.appendChild(h("button", { type: "submit", class: "qp-button qp-main" }, "提交"));
        this.actions.appendChild(button("跳过", () => this.session.next(), "quiet"));
        this.favourite();
        this.letters();
      }
      this.asked.focus();
    }

    /** Letters and figures choose options. @type {() => void} */
    letters() {
      this.app.letters((place) => this.asked.press(place));
      this.app.keys.Enter = (event) => (onControl(event) ? false : this.form.requestSubmit());
    }

    /** @type {() => void} */
    recite() {
      const session = this.session;
      this.asked.reveal(null, null);
      this.actions.appendChild(button("下一题", () => session.next(), "main"));
      if (session.at) { this.actions.appendChild(button("上一题", () => session.back(), "plain")); }
      this.favourite();
      this.app.keys.ArrowRight = () => session.next();
      this.app.keys.ArrowLeft = () => session.back();
    }

    /** @type {() => void} */
    favourite() {
      const store = this.app.store, on = () => Quizgen.state.flagged(store.state.favourites, this.id);
      const star = button("", () => {
        store.flag("favourites", this.id, !on());
        tell();
      }, "quiet");
      const tell = () => {
        star.textContent = on() ? "★ 已收藏" : "☆ 收藏";
        star.setAttribute("aria-pressed", String(on()));
      };
      tell();
      this.actions.appendChild(star);
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
      Quizgen.dom.clear(this.actions);
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
      if (this.fault) { this.fault.remove(); }
      this.fault = null;
    }

    /** Questions that a person judges: points first, the result after “记下自评”. @type {(answer: Answer) => void} */
    judge(answer) {
      this.asked.reveal(answer, () => {});
      this.actions.appendChild(button("记下自评", () => {
        Quizgen.dom.clear(this.actions);
        this.settle(this.asked.answer());
      }, "main"));
    }

    /** Note the answer and say how it was. @type {(answer: Answer) => void} */
    settle(answer) {
      const share = Quizgen.marking.share(this.asked.question, answer, this.order);
      const found = Quizgen.verdict(share, this.asked.judged());
      const noted = this.app.store.answer(this.id, found.ok);
      this.session.note(this.id, found.ok);
      this.due.textContent = "下次复习：" + dateText(noted.record.due);
      const result = h("p", { class: "qp-result " + (found.good ? "qp-right" : "qp-wrong") }, h("strong", {}, found.text), " ", this.due);
      this.form.insertBefore(result, this.actions);
      this.app.announce(found.text + "。" + this.due.textContent);
      this.after(found.good, noted);
    }

    /** @type {(good: boolean, noted: Noted) => void} */
    after(good, noted) {
      const over = this.session.mode.challenge && !good;
      const next = button(over ? "看结果" : "下一题", () => (over ? this.session.finish() : this.session.next()), "main");
      this.actions.appendChild(next);
      if (good && !this.asked.judged()) { this.guessed(noted, next); }
      this.favourite();
      this.app.keys.Enter = (event) => (onControl(event) ? false : next.click());
      this.app.keys.n = () => next.click();
      next.focus();
    }

    /** A way to say that it was a guess. @type {(noted: Noted, next: HTMLElement) => void} */
    guessed(noted, next) {
      const again = dateText(this.app.store.dueIf(noted.before, Quizgen.state.GUESSED));
      const guessed = button("蒙对的（" + again + "再来）", () => {
        const record = this.app.store.guess(this.id, noted);
        this.due.textContent = record && record.ok === Quizgen.state.GUESSED ? "记作蒙对，下次复习：" + dateText(record.due)
          : "这道题刚才在别处又答过，或者记录已经清除，没有改记。";
        this.app.announce(this.due.textContent);
        guessed.remove();
        next.focus();
      }, "plain");
      this.actions.appendChild(guessed);
      this.app.keys.g = () => { if (guessed.isConnected) { guessed.click(); } };
    }
  }

  return Turn;
})();
