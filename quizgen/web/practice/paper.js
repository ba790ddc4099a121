/* The paper of a mock exam in progress: a question at a time; time, progress and buttons in the bar; the question before it is handed in. */
var Quizgen = Quizgen || {};

Quizgen.Paper = (function () {
  "use strict";
  const h = Quizgen.dom.h, button = Quizgen.dom.button;
  const F = Quizgen.fractions;

  const WARN_AT = [5 * 60000, 60000];
  const MORE = 10, LISTED = 20;
  const LEGEND = "粗框：已答；虚框加 ⚑：有标记；外圈：正在看的题。作答随时保存，刷新、关机都不丢，时间照常走。";

  class Paper {
    /** @param {Sit} sit @param {BlueprintData} blueprint @param {Record<string, QuestionData>} questions @param {Sitting} sitting */
    constructor(sit, blueprint, questions, sitting) {
      this.sit = sit;
      this.app = sit.app;
      this.blueprint = blueprint;
      this.questions = questions;
      /** The time that was left when the clock was last read. @type {number | null} */
      this.before = null;
      this.clock = h("span", { class: "qp-clock", role: "timer" });
      this.done = h("span", { class: "qp-done-count" });
      this.unkept = h("div", {});
      this.head = h("p", { class: "qp-count" });
      this.card = h("form", { class: "qp-card", novalidate: true, onsubmit: (/** @type {Event} */ event) => event.preventDefault() });
      this.bar = new Quizgen.Bar();
      const more = sitting.allowed === null ? null : button("延长 " + MORE + " 分钟", () => this.extend(), "quiet");
      this.sheet = new Quizgen.Sheet((at) => this.show(at), LEGEND,
        more ? h("div", { class: "qp-actions" }, more, h("span", { class: "qp-quiet" }, "延长会写进自测成绩")) : null);
      /** The question before the exam is handed in, while it is asked. @type {Overlay | null} */
      this.asking = null;
      /** The question at hand. @type {Question | null} */
      this.asked = null;
    }

    /** @type {(root: HTMLElement, sitting: Sitting) => void} */
    lay(root, sitting) {
      root.appendChild(h("div", { class: "qp-round" },
        h("div", { class: "qp-main-column" },
          h("div", { class: "qp-round-head" }, h("div", { class: "qp-round-words" },
            h("h2", {}, this.blueprint.title, h("span", { class: "qp-chip qp-self" }, "自测")), this.head)),
          this.unkept, this.card, this.bar.element),
        this.sheet.aside));
      this.show(sitting.at);
    }

    /** The bar goes with the paper. @type {() => void} */
    leave() {
      Quizgen.overlay.drop();
      this.bar.remove();
    }

    /** @type {(sitting: Sitting) => void} */
    paint(sitting) {
      if (this.sit.desk.unkept !== Boolean(this.unkept.firstChild)) { this.warnUnkept(); }
      const open = this.unanswered(sitting).length;
      this.done.textContent = "第 " + (sitting.at + 1) + "/" + sitting.items.length + " 题，" + (open ? "未答 " + open : "全部已答");
      this.sheet.paint({ count: sitting.items.length, now: sitting.at, state: (at) => this.state(sitting, at) });
    }

    /** @type {(sitting: Sitting, at: number) => CellState} */
    state(sitting, at) {
      const id = sitting.items[at].id, done = Quizgen.marking.answered(this.questions[id], sitting.answers[id]), flag = Boolean(sitting.flags[id]);
      return { text: (at + 1) + (flag ? "⚑" : ""), css: (done ? "qp-done" : "") + (flag ? " qp-flag" : ""),
        words: "第 " + (at + 1) + " 题，" + (done ? "已答" : "未答") + (flag ? "，有标记" : "") };
    }

    /** Say that the page alone holds the answers, or take it back. @type {() => void} */
    warnUnkept() {
      Quizgen.dom.clear(this.unkept);
      if (this.sit.desk.unkept) {
        this.unkept.appendChild(h("p", { class: "qp-warning", role: "alert" },
          "浏览器没有存下这场考试的作答：请不要刷新或关闭本页，做完直接交卷。"));
      }
    }

    /** Change the exam in progress, and write down the time used; null, and the paper is left, when it is over.
        @type {(work: (kept: Sitting) => void) => Sitting | null} */
    change(work) {
      const sitting = this.sit.desk.change(this.sit.name, (kept) => {
        if (!kept.handed) { this.sit.watch.mark(kept, this.app.clock()); }
        work(kept);
      });
      if (!sitting) { this.sit.over(); }
      return sitting;
    }

    /** @type {() => void} */
    extend() {
      if (!this.change((kept) => Quizgen.sitting.extend(kept, MORE, kept.spent))) { return; }
      this.clock.classList.remove("qp-late");
      this.sit.tick();
      this.app.announce("已延长 " + MORE + " 分钟，" + this.clock.textContent);
    }

    /** @type {(item: DrawnItem, sitting: Sitting) => Question} */
    ask(item, sitting) {
      Quizgen.dom.clear(this.card);
      const asked = new Quizgen.question.Question(this.card, this.questions[item.id], {
        number: sitting.items.indexOf(item) + 1, order: item.order, written: true, change: () => this.keep(item.id, asked.answer())
      });
      asked.restore(sitting.answers[item.id]);
      return asked;
    }

    /** Turn to a question by its place. @type {(at: number) => void} */
    show(at) {
      const sitting = this.change((kept) => { kept.at = at; });
      if (!sitting) { return; }
      const item = sitting.items[at], section = this.blueprint.sections[item.section];
      const each = Quizgen.exam.alike(this.blueprint, item.section) ? "，每题 " : "，本题 ";
      this.head.textContent = section.title + each + F.shown(F.read(section.points)) + " 分" + Quizgen.judgement.ruleText(section);
      const asked = this.asked = this.ask(item, sitting);
      this.fill(sitting, at, item.id);
      this.paint(sitting);
      this.keys(at, sitting.items.length, asked);
      this.sit.root.scrollIntoView();
      asked.focus();
    }

    /** @type {(sitting: Sitting, at: number, id: string) => void} */
    fill(sitting, at, id) {
      const flagged = Boolean(sitting.flags[id]), last = at + 1 === sitting.items.length;
      const star = button("⚑", () => this.flag(star, id), "quiet", flagWords(flagged));
      this.bar.fill([this.done, this.clock], [
        button("‹", () => this.show(at - 1), "plain", { "aria-label": "上一题", title: "上一题", disabled: !at }),
        star, this.sheet.opener("答题卡"), last ? null : button("交卷", () => this.submit(), "plain"),
        last ? button("交卷", () => this.submit(), "main", { class: "qp-button qp-main qp-next" })
          : button("下一题", () => this.show(at + 1), "main", { class: "qp-button qp-main qp-next" })
      ]);
    }

    /** @type {(star: HTMLElement, id: string) => void} */
    flag(star, id) {
      const sitting = this.change((kept) => {
        if (kept.flags[id]) { delete kept.flags[id]; } else { kept.flags[id] = true; }
      });
      if (!sitting) { return; }
      const words = flagWords(Boolean(sitting.flags[id]));
      Object.keys(words).forEach((name) => star.setAttribute(name, words[name]));
      this.paint(sitting);
    }

    /** Keys as the settings say; arrows lead on, except where they move between options. @type {(at: number, count: number, asked: Question) => void} */
    keys(at, count, asked) {
      const free = (/** @type {Event} */ event) => !(event.target instanceof HTMLInputElement && event.target.type === "radio");
      const onControl = (/** @type {Event} */ event) => event.target instanceof HTMLElement && /^(BUTTON|A|SUMMARY)$/.test(event.target.tagName);
      const on = () => (at + 1 < count ? this.show(at + 1) : false);
      this.app.keys = {
        ArrowLeft: (event) => (at && free(event) ? this.show(at - 1) : false),
        ArrowRight: (event) => (free(event) ? on() : false),
        Enter: (event) => (onControl(event) ? false : at + 1 < count ? on() : this.submit()),
        n: on
      };
      this.app.letters((place) => asked.press(place));
    }

    /** Note the answer; what comes after the end does not count. @type {(id: string, answer: Answer) => void} */
    keep(id, answer) {
      const sitting = this.change((kept) => {
        const left = Quizgen.sitting.left(kept, kept.spent);
        if (!kept.handed && (!left || left.ms)) { kept.answers[id] = answer; }
      });
      if (sitting) { this.paint(sitting); }
    }

    /** Show how much is left; whether there is anything left. @type {(sitting: Sitting) => boolean} */
    tick(sitting) {
      const left = Quizgen.sitting.left(sitting, this.sit.watch.spent(sitting, this.app.clock()));
      const text = left ? "剩余 " + left.text : "不限时";
      if (this.clock.textContent !== text) { this.clock.textContent = text; }
      if (!left) { return true; }
      WARN_AT.forEach((ms) => {
        if (this.before !== null && this.before > ms && left.ms <= ms) {
          this.app.announce("还剩 " + ms / 60000 + " 分钟");
          this.clock.classList.add("qp-late");
        }
      });
      this.before = left.ms;
      return left.ms > 0;
    }

    /** Places of the questions without an answer. @type {(sitting: Sitting) => number[]} */
    unanswered(sitting) {
      return sitting.items.map((_item, at) => at).filter((at) => !Quizgen.marking.answered(
        this.questions[sitting.items[at].id], sitting.answers[sitting.items[at].id]));
    }

    /** 交卷 always asks, and names what is marked and what is unanswered. @type {() => void} */
    submit() {
      const sitting = this.sit.desk.read();
      if (!sitting || sitting.name !== this.sit.name) {
        this.sit.over();
        return;
      }
      const open = this.unanswered(sitting), flagged = sitting.items.map((_item, at) => at).filter((at) => sitting.flags[sitting.items[at].id]);
      const certain = button("确定交卷", () => {
        Quizgen.overlay.drop();
        this.sit.handIn();
      }, "danger");
      this.asking = new Quizgen.overlay.Overlay("交卷吗？", h("div", { class: "qp-handing-in" },
        this.named(open, "还有 " + open.length + " 题没有作答", "，没有作答的不得分：", "全部 " + sitting.items.length + " 题都已作答。"),
        this.named(flagged, "有标记的 " + flagged.length + " 题", "：", "没有标记的题。"),
        h("div", { class: "qp-actions" }, certain, button("继续作答", () => this.stay(), "plain"))), { css: "qp-over-small" });
      this.asking.open(this.app.root);
    }

    /** @type {() => void} */
    stay() { if (this.asking) { this.asking.close(); } }

    /** Questions by number, each a way to it. @type {(places: number[], head: string, tail: string, none: string) => HTMLElement} */
    named(places, head, tail, none) {
      if (!places.length) { return h("p", {}, none); }
      return h("div", {}, h("p", {}, h("strong", {}, head), tail), h("div", { class: "qp-actions" },
        places.slice(0, LISTED).map((at) => button(String(at + 1), () => {
          this.stay();
          this.show(at);
        }, "quiet", { "aria-label": "第 " + (at + 1) + " 题" })), places.length > LISTED ? h("span", {}, "……") : null));
    }
  }

  /** The button of the mark in words, for those who hear it or wait over it. @type {(flagged: boolean) => Record<string, string>} */
  function flagWords(flagged) {
    const words = flagged ? "取消标记" : "标记";
    return { "aria-label": words, title: words, "aria-pressed": String(flagged) };
  }

  return Paper;
})();
