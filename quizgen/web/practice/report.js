/* The result of a mock exam: by section and topic, every question once more. */
var Quizgen = Quizgen || {};

Quizgen.report = (function () {
  "use strict";
  const h = Quizgen.dom.h, button = Quizgen.dom.button;
  const F = Quizgen.fractions;

  /** @type {(text: string) => string} */
  function shownPoints(text) { return F.shown(F.read(text)); }

  /** @type {(app: App, ms: number) => string} */
  function when(app, ms) {
    const date = new Date(ms - app.clock().offset * 60000).toISOString();
    return date.slice(0, 10) + " " + date.slice(11, 16);
  }

  /** @type {(caption: string, rows: ResultRow[]) => HTMLElement} */
  function table(caption, rows) {
    const shown = rows.map((row) => [row[0], shownPoints(row[1]), shownPoints(row[2])]);
    return h("div", { class: "qp-scroll" }, Quizgen.dom.table(["名称", "得分", "满分"], shown, true, caption));
  }

  /** How the exam was sat, in words. @type {(app: App, record: MockResult) => string} */
  function circumstances(app, record) {
    /** @type {Record<string, string>} */
    const times = { longer: "（时间延长一半）", open: "（不限时）" };
    return when(app, record.at) + " 交卷，用时 " + record.minutes + " 分钟" + (times[record.time] || "") +
      (record.extended ? "（中途延长 " + record.extended + " 分钟）" : "") + (record.over ? "；时间到，自动交卷" : "") +
      (record.judged ? "；其中 " + record.judged + " 题由自己评分" : "") + "。自测成绩只供自己参考，不能当作正式成绩。";
  }

  class Result {
    /** @param {App} app @param {HTMLElement} root @param {string[]} rest */
    constructor(app, root, rest) {
      this.app = app;
      this.root = root;
      this.name = rest[0];
    }

    /** @type {() => unknown} */
    start() {
      const record = this.app.store.state.exams[this.name];
      if (!record || !record.items) { return this.app.go("exam"); }
      const missed = Quizgen.modes.missedIds(this.app, this.name).length;
      [h("h2", {}, record.title, h("span", { class: "qp-chip qp-self" }, Quizgen.site.names().result)),
        h("p", { class: "qp-score" }, h("strong", {}, shownPoints(record.points)),
          " 分（满分 " + shownPoints(record.full) + " 分，" + shownPoints(record.pass) + " 分合格）",
          h("span", { class: record.passed ? "qp-pass" : "qp-fail" }, record.passed ? "✓ 合格" : "✗ 不合格")),
        record.missed.length
          ? h("p", { class: "qp-warning" }, "没有达到最低分的部分：" + record.missed.join("、") + "。") : null,
        h("p", { class: "qp-quiet" }, circumstances(this.app, record)),
        h("div", { class: "qp-actions qp-noprint" },
          missed ? h("a", { class: "qp-button qp-main", href: "#/missed/" + encodeURIComponent(this.name) }, "练这些错题（" + missed + " 题）") : null,
          h("a", { class: "qp-button qp-plain", href: "#/exam" }, "返回模拟考试")),
        Quizgen.advice.weak(this.app, record), Quizgen.advice.trend(this.app, this.name, record),
        table("各大题", record.sections), record.parts.length ? table("各部分", record.parts) : null, table("各专题", record.topics),
        h("div", { class: "qp-actions qp-noprint" }, button("保存成绩文件", () => this.save(record), "plain"),
          button("打印成绩", () => window.print(), "plain"),
          missed ? h("a", { class: "qp-button qp-plain", href: "#/print/missed/" + encodeURIComponent(this.name) }, "把错题打印成练习") : null)
      ].forEach((part) => { if (part) { this.root.appendChild(part); } });
      const review = new Quizgen.Review(this.app, this.name, record);
      this.root.appendChild(review.element);
      return review.start();
    }

    /** @type {(record: MockResult) => void} */
    save(record) {
      Quizgen.dom.download("自测成绩-" + when(this.app, record.at).slice(0, 10) + ".json", JSON.stringify({
        kind: Quizgen.site.names().result, official: false, note: "练习网页自己生成的自测成绩，没有监考和签名，不能作为正式成绩。",
        at: new Date(record.at).toISOString(), title: record.title, blueprint: record.blueprint, digest: record.digest,
        minutes: record.minutes, time: record.time, extended: record.extended, points: record.points, full: record.full,
        pass: record.pass, passed: record.passed, missed: record.missed, judged: record.judged, sections: record.sections,
        parts: record.parts, topics: record.topics
      }, null, 1));
    }
  }

  Quizgen.views.result = Result;

  return { shownPoints: shownPoints, when: when };
})();
