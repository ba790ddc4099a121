/* The paper of a mock exam in progress: a question at a time, the clock, the warning before it is handed in. */
var Quizgen = Quizgen || {};

Quizgen.Paper = (function () {
  "use strict";
  const h = Quizgen.dom.h, button = Quizgen.dom.button;
  const F = Quizgen.fractions;

  const WARN_AT = [5 * 60000, 60000];
  const MORE = 10, LISTED = 20;

  /** @type {(flagged: boolean) => string} */
  function flagText(flagged) { return flagged ? "⚑ 取消标记" : "⚑ 标记"; }

  class Paper {
    /** @param {Sit} sit @param {BlueprintData} blueprint @param {Record<string, QuestionData>} questions @param {Sitting} sitting */
    constructor(sit, blueprint, questions, sitting) {
      this.sit = sit;
      this.app = sit.app;
      this.blueprint = blueprint;
      this.questions = questions;
      /** The time that was left when the clock was last read. @type {number | null} */
      this.before = null;
      this.clock = h("p", { class: "qp-clock", role: "timer" });
      this.unkept = h("div", {});
      this.head = h("p", { class: "qp-count" });
      this.card = h("form", { class: "qp-card", novalidate: true, onsubmit: (/** @type {Event} */ event) => event.preventDefault() });
      this.steps = h("div", { class: "qp-actions" });
      this.warning = h("div", {});
      this.sheet = new Quizgen.Sheet(sitting, (at) => this.show(at));
      /** The question at hand. @type {Question | null} */
      this.asked = null;
    }

    /** @type {(root: HTMLElement, sitting: Sitting) => void} */
    lay(root, sitting) {
      const more = sitting.deadline === null ? null : button("延长 " + MORE + " 分钟", () => this.extend(), "quiet");
      [h("h2", {}, this.blueprint.title, h("span", { class: "qp-chip qp-self" }, "自测")),
        this.clock, this.unkept, this.head, this.card, this.steps, this.warning, h("h3", {}, "答题卡"), this.sheet.element,
        h("p", { class: "qp-quiet" }, "粗框：已答；虚框加 ⚑：有标记；外圈：正在看的题。作答随时保存，刷新、关机都不丢，时间照常走。"),
        more ? h("div", { class: "qp-actions" }, more, h("span", { class: "qp-quiet" }, "延长会写进自测成绩")) : null
      ].forEach((part) => { if (part) { root.appendChild(part); } });
      this.paint(sitting);
      this.show(sitting.at);
    }

    /** @type {(sitting: Sitting) => void} */
    paint(sitting) {
      if (this.sit.desk.unkept !== Boolean(this.unkept.firstChild)) { this.warnUnkept(); }
      this.sheet.paint(sitting, this.questions);
    }

    /** Say that the page alone holds the answers, or take it back. @type {() => void} */
    warnUnkept() {
      Quizgen.dom.clear(this.unkept);
      if (this.sit.desk.unkept) {
        this.unkept.appendChild(h("p", { class: "qp-warning", role: "alert" },
          "浏览器没有存下这场考试的作答：请不要刷新或关闭本页，做完直接交卷。"));
      }
    }

    /** Change the exam in progress; null, and the paper is left, when it is over. @type {(work: (kept: Sitting) => void) => Sitting | null} */
    change(work) {
      const sitting = this.sit.desk.change(this.sit.name, work);
      if (!sitting) { this.sit.over(); }
      return sitting;
    }

    /** @type {() => void} */
    extend() {
      if (!this.change((kept) => Quizgen.sitting.extend(kept, MORE, this.app.clock().ms))) { return; }
      this.clock.classList.remove("qp-late");
      this.sit.tick();
      this.app.announce("已延长 " + MORE + " 分钟，" + this.clock.textContent);
    }

    /** @type {(item: DrawnItem, sitting: Sitting) => Question} */
    ask(item, sitting) {
      Quizgen.dom.clear(this.card);
      const asked = new Quizgen.question.Question(this.card, this.questions[item.id], {
        number: sitting.items.indexOf(item) + 1, order: item.order, change: () => this.keep(item.id, asked.answer())
      });
      asked.restore(sitting.answers[item.id]);
      return asked;
    }

    /** Turn to a question by its place. @type {(at: number) => void} */
    show(at) {
      const sitting = this.change((kept) => { kept.at = at; });
      if (!sitting) { return; }
      Quizgen.dom.clear(this.warning);
      const item = sitting.items[at], section = this.blueprint.sections[item.section];
      const each = Quizgen.exam.alike(this.blueprint, item.section) ? "，每题 " : "，本题 ";
      this.head.textContent = section.title + each + F.shown(F.read(section.points)) + " 分" + Quizgen.exam.ruleText(section);
      const asked = this.asked = this.ask(item, sitting);
      this.buildSteps(sitting, at, item.id);
      this.paint(sitting);
      this.keys(at, sitting.items.length, asked);
      asked.focus();
    }

    /** @type {(sitting: Sitting, at: number, id: string) => void} */
    buildSteps(sitting, at, id) {
      Quizgen.dom.clear(this.steps);
      const flagged = Boolean(sitting.flags[id]), last = at + 1 === sitting.items.length;
      const star = button(flagText(flagged), () => this.flag(star, id), "quiet", { "aria-pressed": String(flagged) });
      [
        at ? button("上一题", () => this.show(at - 1), "plain") : null,
        last ? null : button("下一题", () => this.show(at + 1), "main"),
        star,
        button("交卷", () => this.submit(), last ? "main" : "plain")
      ].forEach((part) => { if (part) { this.steps.appendChild(part); } });
    }

    /** @type {(star: HTMLElement, id: string) => void} */
    flag(star, id) {
      const sitting = this.change((kept) => {
        if (kept.flags[id]) { delete kept.flags[id]; } else { kept.flags[id] = true; }
      });
      if (!sitting) { return; }
      star.textContent = flagText(Boolean(sitting.flags[id]));
      star.setAttribute("aria-pressed", String(Boolean(sitting.flags[id])));
      this.paint(sitting);
    }

    /** Arrows lead on, except where they move between options. @type {(at: number, count: number, asked: Question) => void} */
    keys(at, count, asked) {
      const free = (/** @type {Event} */ event) => !(event.target instanceof HTMLInputElement && event.target.type === "radio");
      this.app.keys = {
        ArrowLeft: (event) => (at && free(event) ? this.show(at - 1) : false),
        ArrowRight: (event) => (at + 1 < count && free(event) ? this.show(at + 1) : false),
        n: () => (at + 1 < count ? this.show(at + 1) : false)
      };
      this.app.letters((place) => asked.press(place));
    }

    /** Note the answer; what comes after the end does not count. @type {(id: string, answer: Answer) => void} */
    keep(id, answer) {
      const now = this.app.clock().ms;
      const sitting = this.change((kept) => {
        const left = Quizgen.sitting.left(kept, now);
        if (!kept.handed && (!left || left.ms)) { kept.answers[id] = answer; }
      });
      if (sitting) { this.paint(sitting); }
    }

    /** Show how much is left; whether there is anything left. @type {(sitting: Sitting) => boolean} */
    tick(sitting) {
      const left = Quizgen.sitting.left(sitting, this.app.clock().ms);
      if (!left) {
        this.clock.textContent = "不限时";
        return true;
      }
      this.clock.textContent = "剩余 " + left.text;
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

    /** The button: a warning comes first when something is unanswered. @type {() => void} */
    submit() {
      const sitting = this.sit.desk.read();
      if (!sitting || sitting.name !== this.sit.name) {
        this.sit.over();
        return;
      }
      const open = this.unanswered(sitting);
      Quizgen.dom.clear(this.warning);
      if (!open.length) {
        this.sit.handIn();
        return;
      }
      const box = h("div", { class: "qp-warning", role: "alert", tabindex: "-1" },
        h("p", {}, h("strong", {}, "还有 " + open.length + " 题没有作答"), "，没有作答的不得分："),
        h("div", { class: "qp-actions" }, open.slice(0, LISTED).map((at) => button("第 " + (at + 1) + " 题", () => this.show(at), "quiet")),
          open.length > LISTED ? h("span", {}, "……") : null),
        h("div", { class: "qp-actions" }, button("确定交卷", () => this.sit.handIn(), "danger"),
          button("继续作答", () => {
            Quizgen.dom.clear(this.warning);
            if (this.asked) { this.asked.focus(); }
          }, "plain")));
      this.warning.appendChild(box);
      box.focus();
    }
  }

  return Paper;
})();
