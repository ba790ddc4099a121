/* Mock exams: choosing one, sitting it, handing it in. */
(function (window) {
  "use strict";
  const Quizgen = window.Quizgen = window.Quizgen || {};
  const h = Quizgen.dom.h, button = Quizgen.dom.button;
  const views = Quizgen.views = Quizgen.views || {};
  const F = Quizgen.fractions;

  const RULES = {
    "全对得分": "全部选对得满分，少选、错选都不得分",
    "漏选一半": "全部选对得满分，少选且无错得一半，有错选不得分",
    "漏选按项": "全部选对得满分，少选且无错按选对的项数得分，有错选不得分",
    "按项增减": "按选对的项数得分，选错一项扣一项的分，扣到 0 为止"
  };
  const WARN_AT = [5 * 60000, 60000];

  function sectionText(section) {
    const rule = section.kind === "multiple" ? "。" + RULES[section.rule || "全对得分"] : "";
    const judged = section.kind === "short" ? "。交卷后对照要点自己评" : "";
    return section.title + "：" + section.count + " 题，每题 " + F.shown(F.read(section.points)) + " 分" + rule + judged;
  }

  function fullOf(blueprint) {
    return blueprint.sections.map((one) => F.times(F.read(one.points), F.make(one.count, 1))).reduce(F.add, F.ZERO);
  }

  function deskOf(app) {
    if (!app.desk) {
      let storage = null;
      try { storage = window.localStorage; } catch (_error) { storage = null; }
      app.desk = new Quizgen.sitting.Desk(storage);
    }
    return app.desk;
  }

  function blueprintOf(app, id) { return app.pool.data.blueprints.filter((one) => one.id === id)[0] || null; }

  /* The list of mock exams, with the one in progress and those done. */
  class Choose {
    constructor(app, root) {
      this.app = app;
      this.root = root;
    }

    start() {
      const sitting = deskOf(this.app).read();
      this.root.appendChild(h("h2", {}, "模拟考试"));
      if (sitting && blueprintOf(this.app, sitting.blueprint)) { this.root.appendChild(this.open(sitting)); }
      this.root.appendChild(h("p", {}, "和试卷用同一张蓝图，从练习题里抽题。题型、题数、分值、合格线是本站的设计，不是材料的规定；成绩是自测成绩。"));
      this.time = this.times();
      this.app.pool.data.blueprints.forEach((blueprint) => this.root.appendChild(this.card(blueprint, Boolean(sitting))));
      Quizgen.examHistory(this.app, this.root);
      this.root.appendChild(h("p", { class: "qp-back" }, h("a", { href: "#/" }, "返回练习首页")));
    }

    open(sitting) {
      const sure = h("span", { hidden: true }, "放弃后不能恢复。", button("确定放弃", () => {
        deskOf(this.app).clear();
        this.app.show();
      }, "danger"));
      return h("div", { class: "qp-card" },
        h("p", {}, h("strong", {}, "有一场考试还没有交卷："), blueprintOf(this.app, sitting.blueprint).title),
        h("div", { class: "qp-actions" }, h("a", { class: "qp-button qp-main", href: "#/sit" }, "继续考试"),
          button("放弃这场考试…", () => { sure.hidden = false; }, "plain"), sure));
    }

    times() {
      const name = Quizgen.dom.fresh("time");
      const option = (value, text) => {
        const id = Quizgen.dom.fresh("time");
        return h("div", { class: "qp-option" },
          h("input", { type: "radio", name: name, id: id, value: value, checked: value === "standard" }),
          h("label", { for: id }, h("span", { class: "qp-words" }, text)));
      };
      this.root.appendChild(h("fieldset", { class: "qp-points" }, h("legend", {}, "时间"),
        option("standard", "按规定的时间"), option("longer", "延长一半"), option("open", "不限时")));
      return () => this.root.querySelector("input[name=" + name + "]:checked").value;
    }

    card(blueprint, busy) {
      const minima = Object.keys(blueprint.minima.topic).concat(Object.keys(blueprint.minima.part)).map((name) => name + "不低于 " +
        F.shown(F.read(blueprint.minima.topic[name] || blueprint.minima.part[name])) + " 分");
      return h("section", { class: "qp-card" },
        h("h3", {}, blueprint.title),
        h("p", {}, "满分 " + F.shown(fullOf(blueprint)) + " 分，" + F.shown(F.read(blueprint.pass)) + " 分合格" +
          (minima.length ? "，并且" + minima.join("、") : "") + "；" + blueprint.minutes + " 分钟；" +
          (blueprint.closedBook ? "闭卷" : "开卷") + "。"),
        h("ul", {}, blueprint.sections.map((section) => h("li", {}, sectionText(section)))),
        blueprint.plan ? h("div", { class: "qp-actions" }, button("开始考试", () => this.begin(blueprint), "main",
          { disabled: busy })) : h("p", { class: "qp-quiet" }, "现有的练习题配不成这样一份卷。"),
        busy && blueprint.plan ? h("p", { class: "qp-quiet" }, "先交卷或放弃正在进行的考试。") : null);
    }

    begin(blueprint) {
      const app = this.app, items = Quizgen.assemble.draw(app.pool.plan(blueprint), app.chance);
      if (!items) { return app.fail(new Error("没有抽成一份没有互斥题的试卷，请再试一次。")); }
      return app.pool.load(items.map((item) => item.id)).then((questions) => {
        items.forEach((item) => { item.order = Quizgen.ordersOf(questions[item.id], app.chance); });
        deskOf(app).write(Quizgen.sitting.begin(blueprint, items, Quizgen.chance.name(app.chance), app.clock().ms,
          this.time(), app.pool.data.digest));
        app.go("sit");
      }, (error) => app.fail(error));
    }
  }

  /* One exam in progress: a question at a time, the answer card, the clock. */
  class Sit {
    constructor(app, root) {
      this.app = app;
      this.root = root;
      this.desk = deskOf(app);
    }

    start() {
      const sitting = this.desk.read();
      this.blueprint = sitting && blueprintOf(this.app, sitting.blueprint);
      if (!this.blueprint) { return this.app.go("exam"); }
      return this.app.pool.load(sitting.items.map((item) => item.id)).then((questions) => {
        if (this.stopped) { return; }
        if (sitting.items.some((item) => !questions[item.id])) { this.gone(sitting, questions); }
        this.questions = questions;
        this.frame(this.desk.read());
      }, (error) => this.app.fail(error));
    }

    /* Questions that are no longer in the bank drop out of the exam, and this is said. */
    gone(sitting, questions) {
      const missing = sitting.items.filter((item) => !questions[item.id]).length;
      this.desk.change((kept) => {
        kept.items = kept.items.filter((item) => questions[item.id]);
        kept.at = 0;
      });
      this.root.appendChild(h("p", { class: "qp-warning", role: "alert" }, "题库更新，有 " + missing + " 题已不在库里，不再计入这场考试。"));
    }

    frame(sitting) {
      this.root.appendChild(h("h2", {}, this.blueprint.title, h("span", { class: "qp-chip qp-self" }, "自测")));
      this.clock = h("p", { class: "qp-clock", role: "timer" });
      this.head = h("p", { class: "qp-count" });
      this.card = h("form", { class: "qp-card", novalidate: true, onsubmit: (event) => event.preventDefault() });
      this.steps = h("div", { class: "qp-actions" });
      this.warning = h("div", {});
      this.sheet = h("ol", { class: "qp-sheet" });
      [this.clock, this.head, this.card, this.steps, this.warning, h("h3", {}, "答题卡"), this.sheet].forEach((part) => this.root.appendChild(part));
      this.cells(sitting);
      this.show(sitting.at);
      this.tick();
      this.timer = window.setInterval(() => this.tick(), 500);
    }

    cells(sitting) {
      this.buttons = sitting.items.map((_item, at) => {
        const cell = button(String(at + 1), () => this.show(at), "cell");
        this.sheet.appendChild(h("li", {}, cell));
        return cell;
      });
      this.paint(sitting);
    }

    /* State of every question on the answer card, in words for those who hear it. */
    paint(sitting) {
      sitting.items.forEach((item, at) => {
        const done = Quizgen.marking.answered(this.questions[item.id], sitting.answers[item.id]);
        const flag = Boolean(sitting.flags[item.id]), cell = this.buttons[at];
        cell.className = "qp-button qp-cell" + (done ? " qp-done" : "") + (flag ? " qp-flag" : "") + (at === sitting.at ? " qp-now" : "");
        cell.textContent = (at + 1) + (flag ? "⚑" : "");
        cell.setAttribute("aria-label", "第 " + (at + 1) + " 题，" + (done ? "已答" : "未答") + (flag ? "，有标记" : ""));
        if (at === sitting.at) { cell.setAttribute("aria-current", "step"); } else { cell.removeAttribute("aria-current"); }
      });
    }

    show(at) {
      const sitting = this.desk.change((kept) => { kept.at = at; });
      if (!sitting) { return this.app.go("exam"); }
      const item = sitting.items[at], section = this.blueprint.sections[item.section];
      this.head.textContent = section.title + "，每题 " + F.shown(F.read(section.points)) + " 分" +
        (section.kind === "multiple" ? "。" + RULES[section.rule || "全对得分"] : "");
      Quizgen.dom.clear(this.card);
      this.asked = new Quizgen.Question(this.card, this.questions[item.id], {
        number: at + 1, order: item.order, change: () => this.keep(item.id)
      });
      this.asked.restore(sitting.answers[item.id]);
      this.buildSteps(sitting, at, item.id);
      this.paint(sitting);
      this.keys(at, sitting.items.length);
      this.asked.focus();
      return null;
    }

    buildSteps(sitting, at, id) {
      Quizgen.dom.clear(this.steps);
      const flagged = Boolean(sitting.flags[id]);
      const parts = [
        at ? button("上一题", () => this.show(at - 1), "plain") : null,
        at + 1 < sitting.items.length ? button("下一题", () => this.show(at + 1), "main") : null,
        button(flagged ? "⚑ 取消标记" : "⚑ 标记", () => {
          this.desk.change((kept) => { if (kept.flags[id]) { delete kept.flags[id]; } else { kept.flags[id] = true; } });
          this.show(at);
        }, "quiet", { "aria-pressed": String(flagged) }),
        button("交卷", () => this.handIn(false), at + 1 < sitting.items.length ? "plain" : "main")
      ];
      parts.forEach((part) => { if (part) { this.steps.appendChild(part); } });
    }

    keys(at, count) {
      this.app.keys = {
        ArrowLeft: () => (at ? this.show(at - 1) : false),
        ArrowRight: () => (at + 1 < count ? this.show(at + 1) : false),
        n: () => (at + 1 < count ? this.show(at + 1) : false)
      };
      "abcdefgh".split("").forEach((key, place) => {
        this.app.keys[key] = this.app.keys[String(place + 1)] = () => this.asked.press(place);
      });
    }

    keep(id) {
      const answer = this.asked.answer();
      const sitting = this.desk.change((kept) => { kept.answers[id] = answer; });
      if (sitting) { this.paint(sitting); } else { this.app.go("exam"); }
    }

    tick() {
      const sitting = this.desk.read();
      if (!sitting) { return this.app.go("exam"); }
      const left = Quizgen.sitting.left(sitting, this.app.clock().ms);
      if (!left) {
        this.clock.textContent = "不限时";
        return null;
      }
      this.clock.textContent = "剩余 " + left.text;
      WARN_AT.forEach((ms) => {
        if (this.before !== undefined && this.before > ms && left.ms <= ms) {
          this.app.announce("还剩 " + ms / 60000 + " 分钟");
          this.clock.classList.add("qp-late");
        }
      });
      this.before = left.ms;
      if (!left.ms) { this.handIn(true); }
      return null;
    }

    /* Hand in: with a warning when something is unanswered, at once when the time is over. */
    handIn(over) {
      const sitting = this.desk.read();
      if (!sitting || this.handed) { return; }
      const open = sitting.items.map((_item, at) => at).filter((at) => !Quizgen.marking.answered(
        this.questions[sitting.items[at].id], sitting.answers[sitting.items[at].id]));
      if (open.length && !over && !this.warning.firstChild) {
        this.warning.appendChild(h("div", { class: "qp-warning", role: "alert" },
          h("p", {}, "还有 " + open.length + " 题没有作答，没有作答的不得分："),
          h("div", { class: "qp-actions" }, open.slice(0, 20).map((at) => button("第 " + (at + 1) + " 题", () => this.show(at), "quiet")),
            open.length > 20 ? h("span", {}, "……") : null),
          h("div", { class: "qp-actions" }, button("确定交卷", () => this.handIn(false), "danger"),
            button("继续作答", () => Quizgen.dom.clear(this.warning), "plain"))));
        this.warning.querySelector(".qp-danger").focus();
        return;
      }
      this.handed = true;
      window.clearInterval(this.timer);
      Quizgen.examDone(this.app, this.blueprint, sitting, this.questions, over);
    }

    stop() {
      this.stopped = true;
      window.clearInterval(this.timer);
    }
  }

  Quizgen.deskOf = deskOf;
  Quizgen.blueprintOf = blueprintOf;
  Quizgen.sectionText = sectionText;
  views.exam = Choose;
  views.sit = Sit;
})(window);
