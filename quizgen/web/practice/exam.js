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
  const MORE = 10, LISTED = 20;
  const FLAG = { "false": "⚑ 标记", "true": "⚑ 取消标记" };

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
      app.desk = new Quizgen.sitting.Desk(Quizgen.storageOf());
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
      if (sitting) { this.root.appendChild(this.open(sitting)); }
      this.root.appendChild(h("p", {}, "和试卷用同一张蓝图，从练习题里抽题。题型、题数、分值、合格线是本站的设计，不是材料的规定；成绩是自测成绩。"));
      this.time = this.times();
      this.app.pool.data.blueprints.forEach((blueprint) => this.root.appendChild(this.card(blueprint, Boolean(sitting))));
      Quizgen.examHistory(this.app, this.root);
      this.root.appendChild(h("p", { class: "qp-back" }, h("a", { href: "#/" }, "返回练习首页")));
    }

    open(sitting) {
      const blueprint = blueprintOf(this.app, sitting.blueprint), left = Quizgen.sitting.left(sitting, this.app.clock().ms);
      const over = sitting.handed || (left && !left.ms);
      const sure = h("div", { class: "qp-actions", hidden: true }, "放弃后不能恢复，也没有成绩。", button("确定放弃", () => {
        deskOf(this.app).clear();
        this.app.show();
      }, "danger"), button("不放弃", () => { sure.hidden = true; }, "plain"));
      return h("div", { class: "qp-card" },
        h("p", {}, h("strong", {}, over ? "有一场考试时间已到或已经交卷，还没有看成绩：" : "有一场考试还没有交卷："),
          blueprint ? blueprint.title + "。" : "它的蓝图已经不在网站上，只能放弃。",
          over || !left ? "" : "剩余 " + left.text + "，时间一直在走。"),
        h("div", { class: "qp-actions" },
          blueprint ? h("a", { class: "qp-button qp-main", href: "#/sit" }, over ? "看成绩" : "继续考试") : null,
          button("放弃这场考试…", () => {
            sure.hidden = false;
            sure.querySelector("button").focus();
          }, "plain")), sure);
    }

    /* Another tab has handed in or begun an exam. */
    changed() { this.app.show(); }

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
      const app = this.app;
      if (deskOf(app).read()) { return app.show(); }
      const items = Quizgen.assemble.draw(app.pool.plan(blueprint), app.chance);
      if (!items) { return app.fail(new Error("没有抽成一份没有互斥题的试卷。"), () => this.begin(blueprint)); }
      return app.pool.load(items.map((item) => item.id)).then((questions) => {
        if (deskOf(app).read()) { return app.show(); }
        items.forEach((item) => { item.order = Quizgen.ordersOf(questions[item.id], app.chance); });
        deskOf(app).write(Quizgen.sitting.begin(blueprint, items, Quizgen.chance.name(app.chance), app.clock().ms,
          this.time(), app.pool.data.digest));
        return app.go("sit");
      }, (error) => app.fail(error, () => this.begin(blueprint)));
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
      this.name = sitting.name;
      return this.app.pool.load(sitting.items.map((item) => item.id)).then((questions) => {
        if (this.stopped) { return; }
        this.questions = questions;
        if (sitting.items.some((item) => !this.fits(item))) { this.gone(); }
        const now = this.desk.read();
        if (!now || now.name !== this.name) { this.over(); } else if (now.handed) { this.finish(now); } else { this.frame(now); }
      }, (error) => { if (!this.stopped) { this.app.fail(error, () => this.start()); } });
    }

    /* Whether the question is still there, as it was drawn for its section. */
    fits(item) {
      const question = this.questions[item.id], section = this.blueprint.sections[item.section];
      return Boolean(question && section && question.kind === section.kind && Quizgen.ordersFit(question, item.order));
    }

    /* The exam has ended in another tab, or cannot go on. */
    over() {
      if (this.handed) { return; }
      this.handed = true;
      this.app.store.refresh();
      const done = Boolean(this.app.store.state.exams[this.name]);
      if (done) { this.app.go("result", this.name); } else { this.app.go("exam"); }
      this.app.announce(done ? "这场考试已经在别的标签页交卷。" : "这场考试已经在别的标签页结束。");
    }

    /* Questions that are no longer in the bank drop out of the exam, and this is said. */
    gone() {
      let missing = 0;
      const left = this.desk.change(this.name, (kept) => {
        missing = kept.items.filter((item) => !this.fits(item)).length;
        kept.items = kept.items.filter((item) => this.fits(item));
        kept.at = 0;
      });
      if (!left || !left.items.length) { this.desk.clear(); }
      this.root.appendChild(h("p", { class: "qp-warning", role: "alert" },
        "题库更新，有 " + missing + " 题已不在库里或已经改过，不再计入这场考试，满分相应减少。"));
    }

    frame(sitting) {
      this.root.appendChild(h("h2", {}, this.blueprint.title, h("span", { class: "qp-chip qp-self" }, "自测")));
      this.clock = h("p", { class: "qp-clock", role: "timer" });
      this.more = sitting.deadline === null ? null : button("延长 " + MORE + " 分钟", () => this.extend(), "quiet");
      this.head = h("p", { class: "qp-count" });
      this.card = h("form", { class: "qp-card", novalidate: true, onsubmit: (event) => event.preventDefault() });
      this.steps = h("div", { class: "qp-actions" });
      this.warning = h("div", {});
      this.unkept = h("div", {});
      this.sheet = h("ol", { class: "qp-sheet" });
      [this.clock, this.unkept, this.head, this.card, this.steps, this.warning, h("h3", {}, "答题卡"), this.sheet,
        h("p", { class: "qp-quiet" }, "粗框：已答；虚框加 ⚑：有标记；外圈：正在看的题。作答随时保存，刷新、关机都不丢，时间照常走。"),
        this.more ? h("div", { class: "qp-actions" }, this.more, h("span", { class: "qp-quiet" }, "延长会写进自测成绩")) : null
      ].forEach((part) => { if (part) { this.root.appendChild(part); } });
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
      if (Boolean(this.desk.unkept) !== Boolean(this.unkept.firstChild)) { this.warnUnkept(); }
      sitting.items.forEach((item, at) => {
        const done = Quizgen.marking.answered(this.questions[item.id], sitting.answers[item.id]);
        const flag = Boolean(sitting.flags[item.id]), cell = this.buttons[at];
        cell.className = "qp-button qp-cell" + (done ? " qp-done" : "") + (flag ? " qp-flag" : "") + (at === sitting.at ? " qp-now" : "");
        cell.textContent = (at + 1) + (flag ? "⚑" : "");
        cell.setAttribute("aria-label", "第 " + (at + 1) + " 题，" + (done ? "已答" : "未答") + (flag ? "，有标记" : ""));
        if (at === sitting.at) { cell.setAttribute("aria-current", "step"); } else { cell.removeAttribute("aria-current"); }
      });
    }

    /* Say that the page alone holds the answers, or take it back. */
    warnUnkept() {
      Quizgen.dom.clear(this.unkept);
      if (this.desk.unkept) {
        this.unkept.appendChild(h("p", { class: "qp-warning", role: "alert" },
          "浏览器没有存下这场考试的作答：请不要刷新或关闭本页，做完直接交卷。"));
      }
    }

    extend() {
      if (!this.desk.change(this.name, (kept) => Quizgen.sitting.extend(kept, MORE, this.app.clock().ms))) { return this.over(); }
      this.clock.classList.remove("qp-late");
      this.tick();
      return this.app.announce("已延长 " + MORE + " 分钟，" + this.clock.textContent);
    }

    show(at) {
      const sitting = this.desk.change(this.name, (kept) => { kept.at = at; });
      if (!sitting) { return this.over(); }
      Quizgen.dom.clear(this.warning);
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
        button(FLAG[flagged], (event) => this.flag(event.target, id), "quiet", { "aria-pressed": String(flagged) }),
        button("交卷", () => this.ask(), at + 1 < sitting.items.length ? "plain" : "main")
      ];
      parts.forEach((part) => { if (part) { this.steps.appendChild(part); } });
    }

    flag(star, id) {
      const sitting = this.desk.change(this.name, (kept) => {
        if (kept.flags[id]) { delete kept.flags[id]; } else { kept.flags[id] = true; }
      });
      if (!sitting) { return this.over(); }
      star.textContent = FLAG[Boolean(sitting.flags[id])];
      star.setAttribute("aria-pressed", String(Boolean(sitting.flags[id])));
      return this.paint(sitting);
    }

    /* Arrows lead on, except where they move between options. */
    keys(at, count) {
      const free = (event) => event.target.type !== "radio";
      this.app.keys = {
        ArrowLeft: (event) => (at && free(event) ? this.show(at - 1) : false),
        ArrowRight: (event) => (at + 1 < count && free(event) ? this.show(at + 1) : false),
        n: () => (at + 1 < count ? this.show(at + 1) : false)
      };
      "abcdefgh".split("").forEach((key, place) => {
        this.app.keys[key] = this.app.keys[String(place + 1)] = () => this.asked.press(place);
      });
    }

    keep(id) {
      const answer = this.asked.answer(), now = this.app.clock().ms;
      const sitting = this.desk.change(this.name, (kept) => {
        const left = Quizgen.sitting.left(kept, now);
        if (!kept.handed && (!left || left.ms)) { kept.answers[id] = answer; }
      });
      if (sitting) { this.paint(sitting); } else { this.over(); }
    }

    tick() {
      const sitting = this.desk.read();
      if (!sitting || sitting.name !== this.name) { return this.over(); }
      if (sitting.handed) { return this.finish(sitting); }
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
      if (!left.ms) { this.handIn(); }
      return null;
    }

    /* Numbers (from 0) of the questions without an answer. */
    unanswered(sitting) {
      return sitting.items.map((_item, at) => at).filter((at) => !Quizgen.marking.answered(
        this.questions[sitting.items[at].id], sitting.answers[sitting.items[at].id]));
    }

    /* The button: a warning comes first when something is unanswered. */
    ask() {
      const sitting = this.desk.read();
      if (!sitting || sitting.name !== this.name) { return this.over(); }
      const open = this.unanswered(sitting);
      Quizgen.dom.clear(this.warning);
      if (!open.length) { return this.handIn(); }
      const box = h("div", { class: "qp-warning", role: "alert", tabindex: "-1" },
        h("p", {}, h("strong", {}, "还有 " + open.length + " 题没有作答"), "，没有作答的不得分："),
        h("div", { class: "qp-actions" }, open.slice(0, LISTED).map((at) => button("第 " + (at + 1) + " 题", () => this.show(at), "quiet")),
          open.length > LISTED ? h("span", {}, "……") : null),
        h("div", { class: "qp-actions" }, button("确定交卷", () => this.handIn(), "danger"),
          button("继续作答", () => {
            Quizgen.dom.clear(this.warning);
            this.asked.focus();
          }, "plain")));
      this.warning.appendChild(box);
      return box.focus();
    }

    /* Hand in, once; an exam whose time is over is handed in with what it holds. */
    handIn() {
      const sitting = this.desk.change(this.name, (kept) => {
        if (!kept.handed) { Quizgen.sitting.handIn(kept, this.app.clock().ms); }
      });
      return sitting ? this.finish(sitting) : this.over();
    }

    finish(sitting) {
      if (this.handed) { return; }
      this.handed = true;
      window.clearInterval(this.timer);
      Quizgen.examDone(this.app, this.blueprint, sitting, this.questions);
    }

    /* Something was handed in elsewhere; the clock finds out, but not at once. */
    changed() { if (!this.handed && this.timer) { this.tick(); } }

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
