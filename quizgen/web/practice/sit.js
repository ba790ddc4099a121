/* A mock exam in progress, from opening the page to handing in; another tab may end it. */
var Quizgen = Quizgen || {};

Quizgen.Sit = (function () {
  "use strict";
  const h = Quizgen.dom.h;

  const SAVE_AFTER = 5000;

  class Sit {
    /** @param {App} app @param {HTMLElement} root */
    constructor(app, root) {
      this.app = app;
      this.root = root;
      this.desk = app.desk;
      this.name = "";
      this.watch = new Quizgen.sitting.Watch();
      /** The paper, once its questions are there. @type {Paper | null} */
      this.paper = null;
      this.timer = 0;
      this.handed = false;
      this.stopped = false;
    }

    /** @type {Question | null} */
    get asked() { return this.paper && this.paper.asked; }

    /** @type {() => unknown} */
    start() {
      const sitting = this.desk.read(), blueprint = sitting && this.app.pool.blueprint(sitting.blueprint);
      if (!sitting || !blueprint) { return this.app.go("exam"); }
      this.name = sitting.name;
      return this.app.pool.load(sitting.items.map((item) => item.id)).then((questions) => {
        if (!this.stopped) { this.open(blueprint, questions); }
      }, (error) => { if (!this.stopped) { this.app.fail(error, () => this.start()); } });
    }

    /** @type {(blueprint: BlueprintData, questions: Record<string, QuestionData>) => void} */
    open(blueprint, questions) {
      this.gone((item) => fits(item, blueprint, questions));
      const sitting = this.desk.read();
      if (!sitting || sitting.name !== this.name) {
        this.over();
        return;
      }
      if (!sitting.handed) {
        this.paper = new Quizgen.Paper(this, blueprint, questions, sitting);
        this.paper.lay(this.root, sitting);
        this.tick();
        this.timer = window.setInterval(() => this.tick(), 500);
      } else { this.finish(sitting, blueprint, questions); }
    }

    /** The exam has ended in another tab, or cannot go on. @type {() => void} */
    over() {
      if (this.handed) { return; }
      this.handed = true;
      this.app.store.refresh();
      const done = Boolean(this.app.store.state.exams[this.name]);
      if (done) { this.app.go("result", this.name); } else { this.app.go("exam"); }
      this.app.announce(done ? "这场考试已经在别的标签页交卷。" : "这场考试已经在别的标签页结束。");
    }

    /** Questions that are no longer in the bank drop out of the exam, and this is said. @type {(fit: (item: DrawnItem) => boolean) => void} */
    gone(fit) {
      const sitting = this.desk.read();
      if (!sitting || sitting.name !== this.name || sitting.items.every(fit)) { return; }
      let missing = 0;
      const left = this.desk.change(this.name, (kept) => {
        missing = kept.items.filter((item) => !fit(item)).length;
        kept.items = kept.items.filter(fit);
        kept.at = 0;
      });
      if (!left || !left.items.length) { this.desk.clear(); }
      this.root.appendChild(h("p", { class: "qp-warning", role: "alert" },
        "题库更新，有 " + missing + " 题已不在库里或已经改过，不再计入这场考试，满分相应减少。"));
    }

    /** @type {() => void} */
    tick() {
      const sitting = this.desk.read();
      if (!this.paper) { return; }
      if (!sitting || sitting.name !== this.name) { this.over(); } else if (sitting.handed) {
        this.finish(sitting, this.paper.blueprint, this.paper.questions);
      } else if (!this.paper.tick(sitting)) { this.handIn(); } else if (this.watch.spent(sitting, this.app.clock()) - sitting.spent > SAVE_AFTER) { this.save(); }
    }

    /** Write down the time used, so that no clock that is set while the page is closed gives it back. @type {() => void} */
    save() { this.desk.change(this.name, (kept) => { if (!kept.handed) { this.watch.mark(kept, this.app.clock()); } }); }

    /** Hand in, once; an exam whose time is over is handed in with what it holds. @type {() => void} */
    handIn() {
      const sitting = this.desk.change(this.name, (kept) => {
        const now = this.app.clock();
        if (!kept.handed) { Quizgen.sitting.handIn(kept, now.ms, this.watch.spent(kept, now)); }
      });
      if (!sitting || !this.paper) { this.over(); } else { this.finish(sitting, this.paper.blueprint, this.paper.questions); }
    }

    /** @type {(sitting: Sitting, blueprint: BlueprintData, questions: Record<string, QuestionData>) => void} */
    finish(sitting, blueprint, questions) {
      if (this.handed) { return; }
      this.handed = true;
      window.clearInterval(this.timer);
      if (this.paper) { this.paper.leave(); }
      Quizgen.finish.examDone(this.app, blueprint, sitting, questions);
    }

    /** Something was handed in elsewhere; the clock finds out, but not at once. @type {() => void} */
    changed() { if (!this.handed && this.timer) { this.tick(); } }

    /** @type {() => void} */
    stop() {
      this.stopped = true;
      window.clearInterval(this.timer);
      if (this.paper) { this.paper.leave(); }
    }
  }

  /** Whether the question is still there, as it was drawn for its section.
     @type {(item: DrawnItem, blueprint: BlueprintData, questions: Record<string, QuestionData>) => boolean} */
  function fits(item, blueprint, questions) {
    const question = questions[item.id], section = blueprint.sections[item.section];
    return Boolean(question && section && question.kind === section.kind && Quizgen.orders.fit(question, item.order));
  }

  Quizgen.views.sit = Sit;

  return Sit;
})();
