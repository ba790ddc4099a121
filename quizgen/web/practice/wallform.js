/* 现场抽题 before the meeting: what may be drawn, for whom, how it is scored. */
var Quizgen = Quizgen || {};

Quizgen.WallForm = (function () {
  "use strict";
  const h = Quizgen.dom.h, button = Quizgen.dom.button;

  const NAMED = 8;

  /** The text of a file as offices write it: UTF-8, else GB18030. @type {(bytes: ArrayBuffer) => string} */
  function decode(bytes) {
    try { return new TextDecoder("utf-8", { fatal: true }).decode(bytes); } catch (_error) {
      return new TextDecoder("gb18030").decode(bytes);
    }
  }

  class WallForm {
    /** @param {Draw} draw */
    constructor(draw) {
      this.draw = draw;
      const names = Quizgen.site.names(), pool = draw.app.pool;
      /** @type {Record<string, string>} */
      const kinds = Object.assign({ oral: names.oral }, names.kinds);
      this.form = h("form", { class: "qp-card", novalidate: true, onsubmit: (/** @type {Event} */ event) => this.open(event) });
      const there = ["oral"].concat(pool.data.kinds).filter((kind) => draw.entries.some((entry) => entry.kind === kind));
      this.kinds = this.boxes("题目", there, (kind) => kinds[kind], (kind) => kind === "oral" || there[0] !== "oral");
      this.topics = this.boxes("专题（都不选就是不限）", pool.topTopics(), (name) => name, () => false);
      this.each = this.number("每人几题", 1, 1, 5);
      this.minutes = this.number("每题几分钟（0：按题目自带的时间，选择题等 1 分钟）", 0, 0, 30);
      this.judges = this.number("几位评委打分", 1, 1, 9);
      this.full = this.number("每题满分", 10, 1, 100);
      this.trim = h("input", { type: "checkbox", id: Quizgen.dom.fresh("trim") });
      this.form.appendChild(Quizgen.dom.option(this.trim, "五位评委以上时，去掉一个最高分和一个最低分"));
      this.sound = h("input", { type: "checkbox", id: Quizgen.dom.fresh("sound"), checked: true });
      this.form.appendChild(Quizgen.dom.option(this.sound, "时间到时响三声（电脑要开声音）"));
      this.told = h("p", { class: "qp-quiet", role: "status" });
      this.list = this.people();
      this.fault = h("div", {});
      this.left = h("p", { class: "qp-quiet", role: "status" });
    }

    /** @type {(root: HTMLElement) => void} */
    lay(root) {
      [this.left, this.fault, h("div", { class: "qp-actions" }, h("button", { type: "submit", class: "qp-button qp-main" }, "开始")),
        this.forgetting()].forEach((part) => this.form.appendChild(part));
      this.form.addEventListener("change", () => this.count());
      [h("h2", {}, "现场抽题"),
        h("p", {}, Quizgen.site.names().draw + "用：投到大屏上，按一个键（空格、回车、PageDown 或翻页笔）往下走。" +
          "抽过的题不再抽，刷新也不会；名单和得分只留在这个标签页里，关掉就没有了。"),
        this.form, h("p", { class: "qp-back" }, h("a", { href: "#/" }, "返回练习首页"))
      ].forEach((part) => root.appendChild(part));
      this.count();
    }

    /** A way to forget what was drawn before; asked twice. @type {() => HTMLElement} */
    forgetting() {
      const ask = button("清除抽过的记录…", () => {
        const drawn = this.draw.drawnBefore().length;
        words.textContent = drawn ? "以前抽过 " + drawn + " 题，清除以后会再抽到，不能恢复。" : "没有抽过的记录。";
        certain.hidden = !drawn;
        sure.hidden = false;
        (drawn ? certain : stay).focus();
      }, "quiet");
      /** @type {() => void} */
      const close = () => {
        sure.hidden = true;
        ask.focus();
      };
      const words = h("span", {}), certain = button("确定清除", () => {
        this.draw.forgetDrawn();
        this.count();
        close();
      }, "danger"), stay = button("不清除", close, "plain");
      const sure = h("div", { class: "qp-actions", role: "alert", hidden: true }, words, certain, stay);
      return h("div", {}, ask, sure);
    }

    /** Say who was read, before it begins. @type {() => void} */
    tell() {
      const found = Quizgen.people.read(this.list.value), read = found.people, shown = read.slice(0, NAMED);
      const guess = found.column ? "没有表头，把第 " + found.column + " 列当作姓名；不对的，请在最上面加一行表头（单位、姓名、编号等）。" : "";
      this.told.textContent = read.length ? "读到 " + read.length + " 人：" +
        shown.map((one) => (one.number ? one.number + " " : "") + one.name).join("、") + (read.length > NAMED ? "……" : "") + "。" + guess : "";
    }

    /** Boxes to tick; what is ticked.
       @type {(legend: string, values: string[], words: (value: string) => string, on: (value: string) => boolean) => () => string[]} */
    boxes(legend, values, words, on) {
      const inputs = values.map((value) => h("input", { type: "checkbox", value: value, id: Quizgen.dom.fresh("box"), checked: on(value) }));
      this.form.appendChild(h("fieldset", { class: "qp-points qp-boxes" }, h("legend", {}, legend),
        inputs.map((input, at) => Quizgen.dom.option(input, words(values[at])))));
      return () => inputs.filter((input) => input.checked).map((input) => input.value);
    }

    /** A whole number; what it is, the standard when it is none. @type {(label: string, standard: number, low: number, high: number) => () => number} */
    number(label, standard, low, high) {
      const input = h("input", { type: "number", class: "qp-number", id: Quizgen.dom.fresh("number"), min: String(low), max: String(high), value: String(standard) });
      this.form.appendChild(h("p", { class: "qp-field" }, h("label", { for: input.id }, label), input));
      return () => {
        const value = Math.round(Number(input.value));
        return value >= low && value <= high ? value : standard;
      };
    }

    /** The list of people, typed or read from a file. @type {() => HTMLTextAreaElement} */
    people() {
      const area = h("textarea", { class: "qp-text", rows: "4", id: Quizgen.dom.fresh("people"), autocomplete: "off", placeholder: "2026001 张三",
        oninput: () => this.tell() });
      const file = h("input", { type: "file", class: "qp-file", id: Quizgen.dom.fresh("file"), accept: ".csv,.txt,text/plain",
        onchange: () => {
          const chosen = (file.files || [])[0];
          if (chosen) { chosen.arrayBuffer().then((bytes) => { 
            area.value = decode(bytes);
            this.tell();
          }, () => this.complain(["这个文件读不了。"])); }
        } });
      this.form.appendChild(h("p", { class: "qp-field" }, h("label", { for: area.id }, "名单：可以从表格、文档里整段粘贴，有表头的按表头认编号和姓名（可以不填，只抽题）"), area, this.told));
      this.form.appendChild(h("p", { class: "qp-field" }, h("label", { for: file.id }, "或者读入名单文件（CSV、TXT）"), file));
      return area;
    }

    /** @type {() => WallSettings} */
    settings() {
      return {
        kinds: this.kinds(), topics: this.topics(), each: this.each(), minutes: this.minutes(), judges: this.judges(),
        full: this.full(), trim: this.trim.checked, sound: this.sound.checked
      };
    }

    /** Say how many questions there are; how many. @type {() => number} */
    count() {
      const session = Quizgen.panel.begin(this.settings(), [], this.draw.drawnBefore());
      const open = Quizgen.panel.available(session, this.draw.entries).length;
      const all = Quizgen.panel.available(Object.assign({}, session, { drawn: [] }), this.draw.entries).length;
      this.left.textContent = "可抽 " + open + " 题" + (all > open ? "，另有 " + (all - open) + " 题以前抽过。" : "。");
      return open;
    }

    /** @type {(texts: string[]) => void} */
    complain(texts) {
      Quizgen.dom.clear(this.fault);
      this.fault.appendChild(h("div", { class: "qp-fault", role: "alert" }, texts.map((text) => h("p", {}, text))));
    }

    /** @type {(event: Event) => void} */
    open(event) {
      event.preventDefault();
      const read = Quizgen.people.read(this.list.value), settings = this.settings(), open = this.count();
      const needed = Math.max(1, read.people.length) * settings.each;
      if (read.faults.length) { this.complain(read.faults); } else if (open < needed) {
        this.complain(["可抽的题只有 " + open + " 题，不够（要 " + needed + " 题）：多选几个专题或题型，或者清除抽过的记录。"]);
      } else {
        const session = Quizgen.panel.begin(settings, read.people, this.draw.drawnBefore());
        this.draw.stage(session, this.draw.save(session));
      }
    }
  }

  return WallForm;
})();
