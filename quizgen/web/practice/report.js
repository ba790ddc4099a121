/* After a mock exam: self-judging, the result by section and topic, the review of every question, the history. */
(function (window) {
  "use strict";
  const Quizgen = window.Quizgen = window.Quizgen || {};
  const h = Quizgen.dom.h, button = Quizgen.dom.button;
  const views = Quizgen.views = Quizgen.views || {};
  const F = Quizgen.fractions;

  const SHOWN = 20;
  const SELF = "自测成绩";

  /* Turn a sitting that was handed in into a result; 简答 are judged by the reader first. */
  Quizgen.examDone = function (app, blueprint, sitting, questions) {
    const over = sitting.over, judged = sitting.items.filter((item) => hasShort(questions[item.id]));
    Quizgen.dom.clear(app.main);
    app.keys = {};
    if (over) { app.announce("时间到，已经交卷。"); }
    if (!judged.length) { return finish(app, blueprint, sitting, questions); }
    app.store.refresh();
    if (app.store.state.exams[sitting.name]) { return settled(app, sitting.name, "这场考试已经在别的标签页交卷。"); }
    const heading = app.main.appendChild(h("h2", { tabindex: "-1" }, "对照要点自己评分"));
    app.main.appendChild(h("p", {}, (over ? "时间到，已经交卷。" : "已经交卷。") + "下面 " + judged.length +
      " 题有简答，说到的要点打勾；这部分分数由自己评，成绩里会写明。"));
    const shown = judged.map((item) => {
      const card = h("div", { class: "qp-card" });
      const asked = new Quizgen.Question(card, questions[item.id], { order: item.order });
      asked.restore(sitting.answers[item.id]);
      asked.reveal(sitting.answers[item.id] || {}, () => {
        Quizgen.deskOf(app).change(sitting.name, (kept) => { kept.answers[item.id] = asked.answer(); });
      });
      app.main.appendChild(card);
      return { id: item.id, asked: asked };
    });
    app.main.appendChild(button("评完了，看成绩", () => {
      shown.forEach((one) => { sitting.answers[one.id] = one.asked.answer(); });
      finish(app, blueprint, sitting, questions);
    }, "main"));
    heading.focus();
    return null;
  };

  /* Show a result that is there already; the exam is over. */
  function settled(app, name, said) {
    const desk = Quizgen.deskOf(app), sitting = desk.read();
    if (sitting && sitting.name === name) { desk.clear(); }
    app.go("result", name);
    if (said) { app.announce(said); }
    return null;
  }

  function hasShort(question) {
    return question.kind === "short" || (question.kind === "case" && question.parts.some((part) => part.kind === "short"));
  }

  function finish(app, blueprint, sitting, questions) {
    app.store.refresh();
    if (app.store.state.exams[sitting.name]) { return settled(app, sitting.name, "这场考试已经在别的标签页交卷。"); }
    const result = Quizgen.marking.result(blueprint, sitting.items, sitting.answers, questions);
    const now = sitting.handed;
    const tallies = (map) => Object.keys(map).map((name) => [name, F.text(map[name].points), F.text(map[name].full)]);
    const record = {
      at: now, title: blueprint.title, blueprint: blueprint.id, minutes: Math.round((now - sitting.started) / 60000),
      time: sitting.time, extended: sitting.extended || 0, over: Boolean(sitting.over), points: F.text(result.points), full: F.text(result.full), pass: blueprint.pass,
      passed: result.passed, missed: result.missed, digest: sitting.digest,
      judged: sitting.items.filter((item) => hasShort(questions[item.id])).length,
      sections: result.sections.map((one, at) => [blueprint.sections[at].title, F.text(one.points), F.text(one.full)]),
      topics: app.pool.topTopics().filter((name) => result.topics[name]).map((name) => tallies(result.topics)
        .filter((row) => row[0] === name)[0]),
      parts: tallies(result.parts),
      items: sitting.items.map((item, at) => [item.id, item.order, sitting.answers[item.id] || null, F.text(result.items[at].points),
        blueprint.sections[item.section].points])
    };
    app.store.change((state) => { state.exams[sitting.name] = record; });
    app.store.answers(result.items.filter((item) => Quizgen.marking.answered(questions[item.id], sitting.answers[item.id]))
      .map((item) => [item.id, F.compare(item.share, F.ONE) === 0 ? Quizgen.state.RIGHT : Quizgen.state.WRONG]));
    return settled(app, sitting.name);
  }

  function shownPoints(text) { return F.shown(F.read(text)); }

  function when(app, ms) {
    const date = new Date(ms - app.clock().offset * 60000).toISOString();
    return date.slice(0, 10) + " " + date.slice(11, 16);
  }

  function table(caption, rows) {
    return h("div", { class: "qp-scroll" }, h("table", { class: "qp-table" }, h("caption", {}, caption),
      h("thead", {}, h("tr", {}, ["名称", "得分", "满分"].map((text) => h("th", { scope: "col" }, text)))),
      h("tbody", {}, rows.map((row) => h("tr", {}, h("th", { scope: "row" }, row[0]), h("td", {}, shownPoints(row[1])), h("td", {}, shownPoints(row[2])))))));
  }

  class Result {
    constructor(app, root, rest) {
      this.app = app;
      this.root = root;
      this.name = rest[0];
    }

    start() {
      const record = this.app.store.state.exams[this.name];
      if (!record || !record.items) { return this.app.go("exam"); }
      this.record = record;
      const full = shownPoints(record.full);
      this.root.appendChild(h("h2", {}, record.title, h("span", { class: "qp-chip qp-self" }, SELF)));
      this.root.appendChild(h("p", { class: "qp-score" }, h("strong", {}, shownPoints(record.points)), " 分（满分 " + full + " 分，" +
        shownPoints(record.pass) + " 分合格）", h("span", { class: record.passed ? "qp-pass" : "qp-fail" }, record.passed ? "✓ 合格" : "✗ 不合格")));
      if (record.missed.length) {
        this.root.appendChild(h("p", { class: "qp-warning" }, "没有达到最低分的部分：" + record.missed.join("、") + "。"));
      }
      this.root.appendChild(h("p", { class: "qp-quiet" }, when(this.app, record.at) + " 交卷，用时 " + record.minutes + " 分钟" +
        ({ standard: "", longer: "（时间延长一半）", open: "（不限时）" }[record.time] || "") +
        (record.extended ? "（中途延长 " + record.extended + " 分钟）" : "") + (record.over ? "；时间到，自动交卷" : "") +
        (record.judged ? "；其中 " + record.judged + " 题由自己评分" : "") + "。自测成绩只供自己参考，不能当作正式成绩。"));
      this.root.appendChild(table("各大题", record.sections));
      if (record.parts.length) { this.root.appendChild(table("各部分", record.parts)); }
      this.root.appendChild(table("各专题", record.topics));
      this.root.appendChild(h("div", { class: "qp-actions qp-noprint" }, button("保存成绩文件", () => this.save(), "main"),
        button("打印", () => window.print(), "plain"), h("a", { class: "qp-button qp-plain", href: "#/exam" }, "返回模拟考试")));
      return this.review();
    }

    save() {
      const record = this.record, given = {};
      ["title", "blueprint", "digest", "minutes", "time", "extended", "points", "full", "pass", "passed", "missed", "judged", "sections", "parts", "topics"]
        .forEach((key) => { given[key] = record[key]; });
      Quizgen.download("自测成绩-" + when(this.app, record.at).slice(0, 10) + ".json", JSON.stringify(Object.assign({
        kind: SELF, official: false, note: "练习网页自己生成的自测成绩，没有监考和签名，不能作为正式成绩。",
        at: new Date(record.at).toISOString()
      }, given), null, 1));
    }

    review() {
      const record = this.record;
      this.root.appendChild(h("h2", {}, "逐题回看"));
      const only = h("input", { type: "checkbox", id: Quizgen.dom.fresh("only"), onchange: () => this.filter(only.checked) });
      this.root.appendChild(h("div", { class: "qp-option qp-noprint" }, only, h("label", { for: only.id }, h("span", { class: "qp-words" }, "只看没有得满分的题"))));
      this.list = h("div", {});
      this.root.appendChild(this.list);
      return this.app.pool.load(record.items.map((item) => item[0])).then((questions) => {
        record.items.forEach((item, at) => this.list.appendChild(this.one(item, at, questions[item[0]])));
      }, (error) => this.app.fail(error));
    }

    one(item, at, found) {
      const card = h("details", { class: "qp-card" }), points = F.read(item[3]);
      const question = found && Quizgen.ordersFit(found, item[1]) ? found : null;
      card.appendChild(h("summary", {}, (F.compare(points, F.read(item[4])) === 0 ? "✓ " : "✗ ") + "第 " + (at + 1) + " 题，得 " + F.shown(points) + " 分" +
        (question ? "：" + Quizgen.dom.words(question.stem || question.text).slice(0, 40) : "（这道题已不在题库里，或者后来改过）")));
      const full = F.compare(points, F.read(item[4])) === 0;
      card.setAttribute("data-full", String(full));
      card.addEventListener("toggle", () => {
        if (card.open && question && card.childNodes.length === 1) {
          const body = card.appendChild(h("div", {}));
          const asked = new Quizgen.Question(body, question, { order: item[1] });
          asked.restore(item[2]);
          asked.reveal(item[2] || {}, null);
        }
      });
      return card;
    }

    filter(only) {
      Array.prototype.forEach.call(this.list.children, (card) => { card.hidden = only && card.getAttribute("data-full") === "true"; });
    }
  }

  /* What was scored before: a table, with a line that goes up or down. */
  Quizgen.examHistory = function (app, root) {
    const kept = app.store.state.exams;
    const names = Object.keys(kept).filter((name) => kept[name].points !== undefined).sort((a, b) => kept[a].at - kept[b].at);
    if (!names.length) { return; }
    root.appendChild(h("h2", {}, "历次成绩"));
    const last = names.slice(-SHOWN);
    if (last.length > 1) { root.appendChild(chart(last.map((name) => share(kept[name])))); }
    root.appendChild(h("div", { class: "qp-scroll" }, h("table", { class: "qp-table" },
      h("thead", {}, h("tr", {}, ["交卷时间", "考试", "得分", "结果"].map((text) => h("th", { scope: "col" }, text)))),
      h("tbody", {}, last.slice().reverse().map((name) => h("tr", {},
        h("th", { scope: "row" }, h("a", { href: "#/result/" + encodeURIComponent(name) }, when(app, kept[name].at))),
        h("td", {}, kept[name].title), h("td", {}, shownPoints(kept[name].points) + " / " + shownPoints(kept[name].full)),
        h("td", {}, kept[name].passed ? "✓ 合格" : "✗ 不合格")))))));
  };

  function share(record) {
    const part = F.read(record.points), whole = F.read(record.full);
    return (part.n * whole.d) / (part.d * whole.n);
  }

  const SVG = "http://www.w3.org/2000/svg";

  function shape(name, attributes, text) {
    const element = document.createElementNS(SVG, name);
    Object.keys(attributes).forEach((key) => element.setAttribute(key, attributes[key]));
    if (text) { element.textContent = text; }
    return element;
  }

  /* Shares of the full marks (0 to 1), oldest first. */
  function chart(shares) {
    const width = 320, height = 110, step = (width - 40) / (shares.length - 1);
    const at = (value, index) => [30 + index * step, 10 + (height - 30) * (1 - value)];
    const svg = shape("svg", { viewBox: "0 0 " + width + " " + height, "class": "qp-chart", role: "img",
      "aria-label": "历次得分率：" + shares.map((value) => Math.round(value * 100) + "%").join("、") });
    [0, 0.5, 1].forEach((value) => {
      const y = at(value, 0)[1];
      svg.appendChild(shape("line", { x1: 30, x2: width - 10, y1: y, y2: y, "class": "qp-grid" }));
      svg.appendChild(shape("text", { x: 26, y: y + 3, "text-anchor": "end" }, value * 100 + "%"));
    });
    svg.appendChild(shape("polyline", { points: shares.map((value, index) => at(value, index).join(",")).join(" ") }));
    shares.forEach((value, index) => {
      const place = at(value, index);
      svg.appendChild(shape("circle", { cx: place[0], cy: place[1], r: 3 }));
    });
    return svg;
  }

  Quizgen.SELF = SELF;
  views.result = Result;
})(window);
