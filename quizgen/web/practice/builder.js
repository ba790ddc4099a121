/* 自己选题: how many, of what, which of them; the number of questions is said before it starts. */
var Quizgen = Quizgen || {};

Quizgen.Builder = (function () {
  "use strict";
  const h = Quizgen.dom.h;

  const COUNTS = [5, 10, 20, 30, 50, 100, 0];

  /** A value with what it is called. @typedef {[string, string]} Named */

  class Builder {
    /** @param {App} app @param {HTMLElement} root @param {string[]} rest */
    constructor(app, root, rest) {
      this.app = app;
      this.root = root;
      this.choice = Quizgen.choice.read(rest);
      this.fields = h("div", { class: "qp-fields" });
      this.said = h("p", { class: "qp-count", role: "status" });
      this.go = h("a", { class: "qp-button qp-main" }, "开始练");
      this.print = h("a", { class: "qp-button qp-plain" }, "打印成练习");
      this.actions = h("div", { class: "qp-actions" }, this.go, this.print);
    }

    /** @type {() => void} */
    start() {
      [h("h2", {}, "自己选题"), h("div", { class: "qp-card" }, this.fields, this.said, this.actions),
        h("p", { class: "qp-back" }, h("a", { href: "#/" }, "返回练习首页"))].forEach((part) => this.root.appendChild(part));
      this.lay();
    }

    /** @type {() => void} */
    changed() { this.count(); }

    /** @type {() => void} */
    lay() {
      const app = this.app, data = app.pool.data, names = Quizgen.site.names(), choice = this.choice;
      const top = choice.topic.split("/")[0], below = data.topics.filter((topic) => topic.indexOf(top + "/") === 0);
      /** @type {(values: string[], words?: (value: string) => string) => Named[]} */
      const named = (values, words) => values.map((value) => [value, words ? words(value) : value]);
      /** @type {Record<string, string>} */
      const kinds = names.kinds;
      const there = data.kinds.filter((kind) => app.pool.entries.some((entry) => entry.kind === kind));
      const levels = data.levels.filter((level) => app.pool.entries.some((entry) => entry.level === level));
      const depths = data.depths.filter((depth) => app.pool.entries.some((entry) => entry.depth === depth));
      Quizgen.dom.clear(this.fields);
      this.select("几题", COUNTS.map((count) => [String(count), count ? count + " 题" : "有多少做多少"]), String(choice.count),
        (value) => { choice.count = Number(value); });
      this.select("哪些题", Object.keys(Quizgen.choice.WHICH).map((which) => [which, Quizgen.choice.WHICH[/** @type {Which} */ (which)]]),
        choice.which, (value) => { choice.which = /** @type {Which} */ (value); });
      this.select("专题", any("全部专题", named(app.pool.topTopics())), top, (value) => {
        choice.topic = value;
        this.lay();
      });
      if (top && below.length) {
        this.select("小专题", [/** @type {Named} */ ([top, "整个专题"])].concat(named(below, (topic) => topic.slice(top.length + 1))), choice.topic,
          (value) => { choice.topic = value; });
      }
      this.select("题型", any("全部题型", named(there, (kind) => kinds[kind])), choice.kind, (value) => { choice.kind = value; });
      if (levels.length > 1) {
        this.select("难度", any("难易都要", named(levels)), choice.level, (value) => { choice.level = value; });
      }
      if (depths.length > 1) {
        this.select("层次", any("不限", named(depths)), choice.depth, (value) => { choice.depth = value; });
      }
      if (data.sources.length > 1) {
        this.select("来源", any("全部来源", data.sources), choice.source, (value) => { choice.source = value; });
      }
      this.count();
    }

    /** @type {(label: string, values: Named[], now: string, work: (value: string) => void) => void} */
    select(label, values, now, work) {
      const id = "qp-choose-" + label;
      const select = h("select", { id: id, class: "qp-select", onchange: () => {
        work(select.value);
        this.count();
        const again = document.getElementById(id);
        if (again) { again.focus(); }
      } }, values.map(([value, words]) => h("option", { value: value }, words)));
      select.value = now;
      this.fields.appendChild(h("p", { class: "qp-field" }, h("label", { for: id }, label), select));
    }

    /** What the choice gives, before it starts. @type {() => void} */
    count() {
      const app = this.app, found = Quizgen.choice.matching(app.pool.entries, app.store.state, app.store.today(), this.choice).length;
      const asked = this.choice.count ? Math.min(this.choice.count, found) : found;
      this.said.textContent = found ? "符合的有 " + found + " 题，这次做 " + asked + " 题。" : "没有符合的题，请放宽一项。";
      this.actions.hidden = !found;
      const href = Quizgen.choice.href(this.choice);
      this.go.setAttribute("href", href);
      this.print.setAttribute("href", "#/print/" + href.slice(2));
    }
  }

  /** @type {(words: string, values: Named[]) => Named[]} */
  function any(words, values) { return [/** @type {Named} */ (["", words])].concat(values); }

  Quizgen.views.builder = Builder;

  return Builder;
})();
