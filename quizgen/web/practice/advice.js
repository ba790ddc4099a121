/* What follows from the result of a mock exam: the weak topics with their pages, how it goes from exam to exam. */
var Quizgen = Quizgen || {};

Quizgen.advice = (function () {
  "use strict";
  const h = Quizgen.dom.h;
  const F = Quizgen.fractions;

  const MOST = 5, TEN = 10;

  /** @type {(row: ResultRow) => number} */
  function shareOf(row) {
    const part = F.read(row[1]), whole = F.read(row[2]);
    return whole.n ? (part.n * whole.d) / (part.d * whole.n) : 1;
  }

  /** The topics below the share that passes, the weakest first, each with what there is to read and to practise.
     @type {(app: App, record: MockResult) => HTMLElement | null} */
  function weak(app, record) {
    const pass = shareOf(["", record.pass, record.full]);
    const rows = record.topics.filter((row) => shareOf(row) < Math.max(pass, Number.EPSILON)).sort((a, b) => shareOf(a) - shareOf(b)).slice(0, MOST);
    if (!rows.length) { return null; }
    return h("section", {}, h("h3", {}, "先补这几个专题"), h("ul", { class: "qp-weak" }, rows.map((row) => {
      const page = app.pool.pageOf(row[0]), known = app.pool.topTopics().indexOf(row[0]) >= 0;
      return h("li", {}, h("strong", {}, row[0]), "：得 " + Quizgen.report.shownPoints(row[1]) + " 分，满分 " + Quizgen.report.shownPoints(row[2]) + " 分",
        h("p", { class: "qp-chips qp-noprint" }, page ? h("a", { class: "qp-door", href: page }, "看这一页") : null,
          known ? h("a", { class: "qp-door", href: Quizgen.choice.href(Quizgen.choice.make({ topic: row[0], count: TEN })) }, "练 10 题") : null));
    })));
  }

  /** How this one stands among the exams before it; null for the first. @type {(app: App, name: string, record: MockResult) => HTMLElement | null} */
  function trend(app, name, record) {
    const all = Quizgen.history.results(app), at = all.findIndex((one) => one[0] === name);
    if (at < 1) { return null; }
    const shown = all.slice(Math.max(0, at + 1 - Quizgen.history.SHOWN), at + 1), shares = shown.map((one) => Quizgen.history.share(one[1]));
    const now = Math.round(100 * Quizgen.history.share(record)), before = Math.round(100 * shares[shares.length - 2]);
    const change = now > before ? "，比上一次高 " + (now - before) + " 个百分点" : now < before ? "，比上一次低 " + (before - now) + " 个百分点" : "，和上一次一样";
    return h("section", {}, h("h3", {}, "一次一次看"), h("p", {}, "这次得分率 " + now + "%" + change + "。"), Quizgen.history.chart(shares));
  }

  return { trend: trend, weak: weak };
})();
