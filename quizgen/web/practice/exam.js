/* Mock exams: which there are, the one in progress, those done. */
var Quizgen = Quizgen || {};

Quizgen.exam = (function () {
  "use strict";
  const h = Quizgen.dom.h, button = Quizgen.dom.button;
  const F = Quizgen.fractions;

  /** The sections under a heading. @type {(blueprint: BlueprintData, heading: ExamHeading) => SectionData[]} */
  function under(blueprint, heading) { return heading.places.map((place) => blueprint.sections[place]); }

  /** Whether all questions under the heading of a section are worth the same. @type {(blueprint: BlueprintData, place: number) => boolean} */
  function alike(blueprint, place) {
    const heading = Quizgen.marking.headings(blueprint).filter((one) => one.places.indexOf(place) >= 0)[0];
    return under(blueprint, heading).every((one) => F.compare(F.read(one.points), F.read(blueprint.sections[place].points)) === 0);
  }

  /** @type {(section: SectionData) => string} */
  function counted(section) { return section.count + " 题，每题 " + F.shown(F.read(section.points)) + " 分"; }

  /** @type {(section: SectionData) => Fraction} */
  function worth(section) { return F.times(F.read(section.points), F.make(section.count, 1)); }

  /** How many questions of what kinds stand under a heading, and how they count. @type {(sections: SectionData[]) => string} */
  function headingText(sections) {
    const kinds = Quizgen.site.names().kinds;
    const rules = sections.map(Quizgen.judgement.ruleText).filter((rule, at, all) => all.indexOf(rule) === at).join("");
    const judged = sections.some((one) => one.kind === "short" || one.kind === "essay") ? "。交卷后对照要点自己评" : "";
    const total = sections.map(worth).reduce(F.add, F.ZERO), count = sections.reduce((sum, one) => sum + one.count, 0);
    const what = sections.length === 1 ? counted(sections[0]) : count + " 题，共 " + F.shown(total) + " 分（" +
      sections.map((one) => kinds[one.kind] + " " + counted(one)).join("；") + "）";
    return sections[0].title + "：" + what + rules + judged;
  }

  /** @type {(blueprint: BlueprintData) => Fraction} */
  function fullOf(blueprint) {
    return blueprint.sections.map(worth).reduce(F.add, F.ZERO);
  }

  /* The list of mock exams, with the one in progress and those done. */
  class Choose {
    /** @param {App} app @param {HTMLElement} root */
    constructor(app, root) {
      this.app = app;
      this.root = root;
      /** How long the reader wants. @type {() => ExamTime} */
      this.time = () => "standard";
    }

    /** @type {() => void} */
    start() {
      const sitting = this.app.desk.read();
      this.root.appendChild(h("h2", {}, "模拟考试"));
      if (sitting) { this.root.appendChild(this.open(sitting)); }
      const data = this.app.pool.data, ours = data.sources.length ? "是本站的设计，不是材料的规定" : "由蓝图决定";
      this.root.appendChild(h("p", {}, data.blueprints.length
        ? "和试卷用同一张蓝图，从练习题里抽题。题型、题数、分值、合格线" + ours + "；成绩是自测成绩。"
        : "这个题库还没有蓝图，不能模拟考试；在题库的 blueprints 文件夹里写一张，再生成网站。"));
      if (data.blueprints.length) { this.time = this.times(); }
      data.blueprints.forEach((blueprint) => this.root.appendChild(this.card(blueprint, Boolean(sitting))));
      Quizgen.history.examHistory(this.app, this.root);
      this.root.appendChild(h("p", { class: "qp-back" }, h("a", { href: "#/" }, "返回练习首页")));
    }

    /** @type {(sitting: Sitting) => HTMLElement} */
    open(sitting) {
      const blueprint = this.app.pool.blueprint(sitting.blueprint), left = Quizgen.sitting.left(sitting,
        new Quizgen.sitting.Watch().spent(sitting, this.app.clock()));
      const over = sitting.handed || (left && !left.ms);
      const certain = button("确定放弃", () => {
        this.app.desk.clear();
        this.app.show();
      }, "danger");
      const sure = h("div", { class: "qp-actions", hidden: true }, "放弃后不能恢复，也没有成绩。", certain,
        button("不放弃", () => {
          sure.hidden = true;
          ask.focus();
        }, "plain"));
      const ask = button("放弃这场考试…", () => {
        sure.hidden = false;
        certain.focus();
      }, "plain");
      return h("div", { class: "qp-card" },
        h("p", {}, h("strong", {}, over ? "有一场考试时间已到或已经交卷，还没有看成绩：" : "有一场考试还没有交卷："),
          blueprint ? blueprint.title + "。" : "它的蓝图已经不在网站上，只能放弃。",
          over || !left ? "" : "剩余 " + left.text + "，时间一直在走。"),
        h("div", { class: "qp-actions" },
          blueprint ? h("a", { class: "qp-button qp-main", href: "#/sit" }, over ? "看成绩" : "继续考试") : null,
          ask), sure);
    }

    /** Another tab has handed in or begun an exam. @type {() => void} */
    changed() { this.app.show(); }

    /** @type {() => () => ExamTime} */
    times() {
      const name = Quizgen.dom.fresh("time");
      /** @type {[ExamTime, string][]} */
      const times = [["standard", "按规定的时间"], ["longer", "延长一半"], ["open", "不限时"]];
      const inputs = times.map((one) => h("input", {
        type: "radio", name: name, id: Quizgen.dom.fresh("time"), value: one[0], checked: one[0] === "standard"
      }));
      this.root.appendChild(h("fieldset", { class: "qp-points" }, h("legend", {}, "时间"),
        inputs.map((input, at) => Quizgen.dom.option(input, times[at][1]))));
      return () => times[Math.max(0, inputs.findIndex((input) => input.checked))][0];
    }

    /** @type {(blueprint: BlueprintData, busy: boolean) => HTMLElement} */
    card(blueprint, busy) {
      const minima = Object.keys(blueprint.minima.topic).concat(Object.keys(blueprint.minima.part)).map((name) => name + "不低于 " +
        F.shown(F.read(blueprint.minima.topic[name] || blueprint.minima.part[name])) + " 分");
      return h("section", { class: "qp-card" },
        h("h3", {}, blueprint.title),
        h("p", {}, "满分 " + F.shown(fullOf(blueprint)) + " 分，" + F.shown(F.read(blueprint.pass)) + " 分合格" +
          (minima.length ? "，并且" + minima.join("、") : "") + "；" + blueprint.minutes + " 分钟；" +
          (blueprint.closedBook ? "闭卷" : "开卷") + "。"),
        h("ul", {}, Quizgen.marking.headings(blueprint).map((heading) => h("li", {}, headingText(under(blueprint, heading))))),
        blueprint.planned ? h("div", { class: "qp-actions" }, button("开始考试", () => this.begin(blueprint), "main",
          { disabled: busy })) : h("p", { class: "qp-quiet" }, blueprint.paperOnly || "现有的练习题配不成这样一份卷。"),
        busy && blueprint.planned ? h("p", { class: "qp-quiet" }, "先交卷或放弃正在进行的考试。") : null);
    }

    /** @type {(blueprint: BlueprintData) => unknown} */
    begin(blueprint) {
      const app = this.app;
      if (app.desk.read()) { return app.show(); }
      return app.pool.plan(blueprint).then((plan) => {
        const drawn = plan && Quizgen.assemble.draw(plan, app.chance);
        return drawn ? this.take(blueprint, drawn) : app.fail(new Error("没有抽成一份没有互斥题的试卷。"), () => this.begin(blueprint));
      }, (error) => app.fail(error, () => this.begin(blueprint)));
    }

    /** What was drawn becomes the exam in progress. @type {(blueprint: BlueprintData, drawn: {id: string, section: number}[]) => unknown} */
    take(blueprint, drawn) {
      const app = this.app;
      return app.pool.load(drawn.map((item) => item.id)).then((questions) => {
        if (app.desk.read()) { return app.show(); }
        const items = drawn.map((item) => Object.assign(item, { order: Quizgen.orders.of(questions[item.id], app.chance) }));
        app.desk.write(Quizgen.sitting.begin(blueprint, items, Quizgen.chance.name(app.chance), app.clock().ms,
          this.time(), app.pool.data.digest));
        return app.go("sit");
      }, (error) => app.fail(error, () => this.begin(blueprint)));
    }
  }

  Quizgen.views.exam = Choose;

  return { Choose: Choose, alike: alike };
})();
