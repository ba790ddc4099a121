/* Earlier results of mock exams: a table, with a line that goes up or down. */
var Quizgen = Quizgen || {};

Quizgen.history = (function () {
  "use strict";
  const h = Quizgen.dom.h;
  const F = Quizgen.fractions;

  const SHOWN = 20;

  /** The results that are kept, the oldest first. @type {(app: App) => [string, MockResult][]} */
  function results(app) {
    const kept = app.store.state.exams;
    /** @type {[string, MockResult][]} */
    const done = [];
    Object.keys(kept).forEach((name) => {
      const record = kept[name];
      if (record.points !== undefined) { done.push([name, record]); }
    });
    return done.sort((a, b) => a[1].at - b[1].at);
  }

  /** @type {(app: App, root: HTMLElement) => void} */
  function examHistory(app, root) {
    const done = results(app), shown = Quizgen.report.shownPoints;
    if (!done.length) { return; }
    root.appendChild(h("h2", {}, "历次成绩"));
    const last = done.slice(-SHOWN);
    if (last.length > 1) { root.appendChild(chart(last.map((pair) => share(pair[1])))); }
    root.appendChild(h("div", { class: "qp-scroll" }, Quizgen.dom.table(["交卷时间", "考试", "得分", "结果"], last.slice().reverse().map(([name, record]) => [
      h("a", { href: "#/result/" + encodeURIComponent(name) }, Quizgen.report.when(app, record.at)), record.title,
      shown(record.points) + " / " + shown(record.full), record.passed ? "✓ 合格" : "✗ 不合格"
    ]), true)));
  }

  /** @type {(record: MockResult) => number} */
  function share(record) {
    const part = F.read(record.points), whole = F.read(record.full);
    return (part.n * whole.d) / (part.d * whole.n);
  }

  const SVG = "http://www.w3.org/2000/svg";

  /** @type {(name: string, attributes: Record<string, string | number>, text?: string) => SVGElement} */
  function shape(name, attributes, text) {
    const element = /** @type {SVGElement} */ (document.createElementNS(SVG, name));
    Object.keys(attributes).forEach((key) => element.setAttribute(key, String(attributes[key])));
    if (text) { element.textContent = text; }
    return element;
  }

  /** Shares of the full marks (0 to 1), oldest first. @type {(shares: number[]) => SVGElement} */
  function chart(shares) {
    const width = 320, height = 110, step = (width - 40) / (shares.length - 1);
    /** @type {(value: number, index: number) => [number, number]} */
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

  return { SHOWN: SHOWN, chart: chart, examHistory: examHistory, results: results, share: share };
})();
