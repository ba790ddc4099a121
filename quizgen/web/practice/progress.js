/* Progress by theme, settings, export and import of what is remembered. */
var Quizgen = Quizgen || {};

Quizgen.Progress = (function () {
  "use strict";
  const h = Quizgen.dom.h, button = Quizgen.dom.button;

  class Progress {
    /** @param {App} app @param {HTMLElement} root */
    constructor(app, root) {
      this.app = app;
      this.root = root;
      this.table = h("div", { class: "qp-scroll" });
      this.choices = h("div", { class: "qp-card" });
    }

    /** @type {() => void} */
    start() {
      this.root.appendChild(h("h2", {}, "进度"));
      this.root.appendChild(this.table);
      this.fill();
      this.root.appendChild(h("h2", {}, "设置"));
      this.root.appendChild(this.choices);
      this.settings();
      new Quizgen.Transfer(this.app, () => {
        this.fill();
        this.settings();
      }).lay(this.root);
      this.erase();
      this.root.appendChild(h("p", { class: "qp-back" }, h("a", { href: "#/" }, "返回练习首页")));
    }

    /** @type {() => void} */
    changed() {
      this.fill();
      if (!this.choices.contains(document.activeElement)) { this.settings(); }
    }

    /** @type {() => void} */
    fill() {
      const app = this.app, entries = app.pool.entries, kept = app.store.state, today = app.store.today();
      const rows = Quizgen.queue.progress(entries, kept, today);
      const depths = Quizgen.queue.depths(entries, kept, today, app.pool.data.depths);
      const sum = { name: "合计", all: 0, seen: 0, right: 0, due: 0 };
      rows.forEach((row) => {
        sum.all += row.all;
        sum.seen += row.seen;
        sum.right += row.right;
        sum.due += row.due;
      });
      Quizgen.dom.clear(this.table);
      this.table.appendChild(this.rows("专题", "topic", rows, sum));
      if (depths.length) { this.table.appendChild(this.rows("层次", "depth", depths, null)); }
    }

    /** A table of progress; every row but the sum leads to its questions.
       @type {(what: string, route: string, rows: TopicProgress[], sum: TopicProgress | null) => HTMLElement} */
    rows(what, route, rows, sum) {
      return Quizgen.dom.table([what, "题数", "做过", "最近答对", "到期"], rows.concat(sum || []).map((row) => [
        row === sum ? row.name : h("a", { href: "#/" + route + "/" + encodeURIComponent(row.name) }, row.name), row.all,
        row.seen + "（" + Quizgen.mastery.percent(row.seen, row.all) + "）", row.right + "（" + Quizgen.mastery.percent(row.right, row.seen) + "）", row.due
      ]), true);
    }

    /** @type {(label: string, input: HTMLElement, hint?: string) => HTMLElement} */
    field(label, input, hint) {
      const id = Quizgen.dom.fresh("field");
      input.id = id;
      return h("p", { class: "qp-field" }, h("label", { for: id }, label), input,
        hint ? h("span", { class: "qp-hint" }, hint) : null);
    }

    /** @type {() => void} */
    settings() {
      const store = this.app.store, day = store.setting("examDay", 0);
      const exam = h("input", { type: "date", class: "qp-number", value: day ? Quizgen.state.dayText(day) : "" });
      exam.addEventListener("change", () => {
        const ms = Date.parse(exam.value + "T00:00:00Z");
        store.set("examDay", Number.isFinite(ms) ? ms / 86400000 : null);
      });
      const keys = h("input", { type: "checkbox", id: Quizgen.dom.fresh("keys"), checked: store.setting("keys", true) });
      keys.addEventListener("change", () => store.set("keys", keys.checked));
      const tap = h("input", { type: "checkbox", id: Quizgen.dom.fresh("tap"), checked: Quizgen.oneTap.on(store) });
      tap.addEventListener("change", () => store.set(Quizgen.oneTap.KEY, tap.checked));
      Quizgen.dom.clear(this.choices);
      [
        this.field("连续答对几次移出错题本", this.number("retireAfter", Quizgen.state.RETIRE_AFTER, 1, 9)),
        this.field("每天最多复习几题", this.number("cap", Quizgen.modes.CAP, 1, 500)),
        this.field("考试日期（可以不填）", exam, "填了以后，练过的题最晚在考试前一天再来一次。"),
        Quizgen.dom.option(tap, "单选、判断点一下就提交，答对了自动到下一题"),
        Quizgen.dom.option(keys, "使用单键：/ 搜索，A 到 H 选择，回车提交或下一题，N 下一题，G 蒙对的，← → 上一题、下一题，抽题时 P、B 暂停")
      ].forEach((part) => this.choices.appendChild(part));
    }

    /** A setting that is a whole number. @type {(key: string, standard: number, low: number, high: number) => HTMLInputElement} */
    number(key, standard, low, high) {
      const store = this.app.store;
      const input = h("input", {
        type: "number", class: "qp-number", min: String(low), max: String(high), value: String(store.setting(key, standard))
      });
      input.addEventListener("change", () => {
        const value = Math.round(Number(input.value));
        if (value >= low && value <= high) { store.set(key, value); } else { input.value = String(store.setting(key, standard)); }
      });
      return input;
    }

    /** @type {() => void} */
    erase() {
      const said = h("p", { class: "qp-result", role: "status" });
      const certain = button("确定，全部清除", () => {
        this.app.store.erase();
        sure.hidden = true;
        this.app.desk.clear();
        this.app.rounds.clear();
        said.textContent = "已清除本机的全部练习记录。";
        this.fill();
        this.settings();
        ask.focus();
      }, "danger");
      const sure = h("div", { class: "qp-actions", hidden: true }, certain, button("不清除", () => {
        sure.hidden = true;
        ask.focus();
      }, "plain"));
      const ask = button("清除记录…", () => {
        sure.hidden = false;
        certain.focus();
      }, "plain");
      this.root.appendChild(h("h2", {}, "清除"));
      this.root.appendChild(h("div", { class: "qp-card" },
        h("p", {}, "清除本机的练习记录、收藏、错题本、笔记和模拟考试成绩；清除以后不能恢复，要保留请先导出。"),
        ask, sure, said));
    }
  }

  Quizgen.views.progress = Progress;

  return Progress;
})();
