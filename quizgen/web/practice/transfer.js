/* From one device to another, and back-ups: a file by a tap, a code to paste; what was read in the pages goes along. */
var Quizgen = Quizgen || {};

/** What was read: how far each page, which steps of a way, each with its time; the place to go on from.
   @typedef {{pages: Record<string, Dated<number>>, steps: Record<string, Dated<number>>, last: Dated<string[]> | null}} Reading */

Quizgen.Transfer = (function () {
  "use strict";
  const h = Quizgen.dom.h, button = Quizgen.dom.button;

  const READING = "quizgen.reading";
  const FAULTS = {
    damaged: "这不是练习记录，或者已经损坏、没有复制完整。什么也没有改动。",
    result: "这是一份模拟考试的自测成绩，不是练习记录，不能导入。练习记录的文件名以“练习记录”开头。什么也没有改动。",
    future: "这份记录是更新版本的网站写的，这里读不了。请用更新的网站打开。什么也没有改动。"
  };

  /** The record in what was brought: as it was saved, or as a code to paste.
      @type {(brought: string) => string | null} */
  function textOf(brought) {
    const text = brought.replace(/^\ufeff/, "").trim();
    return text.slice(0, Quizgen.code.MARK.length) === Quizgen.code.MARK ? Quizgen.code.read(text) : text;
  }

  /** What a text says, null when it is none. @type {(text: string | null) => any} */
  function parsed(text) { try { return JSON.parse(text || "null"); } catch (_error) { return null; } }

  /** A saved result of a mock exam is taken for what it is. @type {(text: string) => boolean} */
  function isResult(text) {
    const value = parsed(text);
    return Boolean(value) && value.kind === Quizgen.site.names().result;
  }

  /** Those of a map that are pairs of a number and a time. @type {(map: any) => Record<string, Dated<number>>} */
  function pairs(map) {
    /** @type {Record<string, Dated<number>>} */
    const found = {};
    Object.keys(map && typeof map === "object" ? map : {}).forEach((key) => {
      const pair = map[key];
      if (key !== "__proto__" && Array.isArray(pair) && pair.length === 2 && pair.every(Number.isFinite)) { found[key] = [pair[0], pair[1]]; }
    });
    return found;
  }

  /** What was read, as far as it can be understood. @type {(value: any) => Reading} */
  function reading(value) {
    const given = value && typeof value === "object" ? value : {}, last = given.last;
    const good = Array.isArray(last) && Array.isArray(last[0]) && last[0].every((/** @type {any} */ one) => typeof one === "string") && Number.isFinite(last[1]);
    return { pages: pairs(given.pages), steps: pairs(given.steps), last: good ? [last[0], last[1]] : null };
  }

  /** Two readers' copies as one: a page stays read, a step is as it was last put. @type {(a: Reading, b: Reading) => Reading} */
  function joined(a, b) {
    const merged = reading(a);
    Object.keys(b.pages).forEach((page) => {
      const mine = merged.pages[page] || [0, 0];
      merged.pages[page] = [Math.max(mine[0], b.pages[page][0]), Math.max(mine[1], b.pages[page][1])];
    });
    Object.keys(b.steps).forEach((step) => {
      if (!merged.steps[step] || merged.steps[step][1] < b.steps[step][1]) { merged.steps[step] = b.steps[step]; }
    });
    if (b.last && (!merged.last || merged.last[1] < b.last[1])) { merged.last = b.last; }
    return merged;
  }

  class Transfer {
    /** `after` is called when something came in. @param {App} app @param {() => void} [after] */
    constructor(app, after) {
      this.app = app;
      this.after = after || null;
      this.said = h("p", { class: "qp-result", role: "status" });
      this.code = h("textarea", { class: "qp-text", rows: "3", spellcheck: "false", autocomplete: "off", id: Quizgen.dom.fresh("code") });
      this.file = h("input", { type: "file", accept: ".json,application/json", class: "qp-file", id: Quizgen.dom.fresh("file"), onchange: () => this.opened() });
    }

    /** @type {(root: HTMLElement) => void} */
    lay(root) {
      root.appendChild(h("h2", {}, "换设备、备份"));
      root.appendChild(h("div", { class: "qp-card" },
        h("p", {}, "记录只存在这个浏览器里，不上传。换一台设备时，在这里存成文件，发到那台设备，在那边导入；两边都有记录会合并，" +
          "重复导入不会多算。笔记、标记和读过的页都在里面。"),
        window.location.protocol === "file:" ? h("p", { class: "qp-warning" }, Quizgen.App.FROM_FOLDER) : null,
        h("div", { class: "qp-actions" },
          button("导出成文件", () => Quizgen.dom.download(this.name(), this.text()), "main"),
          this.shareable() ? button("发到别的设备…", () => this.share(), "plain") : null,
          button("生成粘贴码", () => this.write(), "plain")),
        h("p", { class: "qp-field" }, h("label", { for: this.file.id }, "导入文件"), this.file),
        h("p", { class: "qp-field" }, h("label", { for: this.code.id }, "粘贴码"), this.code,
          h("span", { class: "qp-hint" }, "把另一台设备生成的粘贴码贴在这里，再点“导入粘贴码”。")),
        h("div", { class: "qp-actions" }, button("导入粘贴码", () => {
          if (this.code.value.trim()) { this.bring(this.code.value); } else { this.said.textContent = "还没有粘贴。"; }
        }, "plain")), this.said));
    }

    /** @type {() => string} */
    name() { return "练习记录-" + Quizgen.state.dayText(this.app.store.today()) + ".json"; }

    /** Everything that goes along. @type {() => string} */
    text() {
      const state = this.app.store.state, read = this.read();
      const some = Object.keys(read.pages).length + Object.keys(read.steps).length;
      return JSON.stringify(some ? Object.assign({}, state, { reading: read }) : state);
    }

    /** @type {() => Reading} */
    read() {
      try { return reading(parsed(this.app.store.storage.getItem(READING))); } catch (_error) { return reading(null); }
    }

    /** @type {() => void} */
    write() {
      this.code.value = Quizgen.code.write(this.text());
      this.code.focus();
      this.code.select();
      this.said.textContent = "粘贴码共 " + this.code.value.length + " 个字母，已选中，请复制。";
    }

    /** @type {() => File} */
    asFile() { return new File([this.text()], this.name(), { type: "application/json" }); }

    /** Phones hand a file over to another program where the page came by https or from a folder. @type {() => boolean} */
    shareable() {
      try { return Boolean(navigator.canShare) && navigator.canShare({ files: [this.asFile()] }); } catch (_error) { return false; }
    }

    /** @type {() => void} */
    share() {
      navigator.share({ files: [this.asFile()], title: this.name() }).catch((error) => {
        if (error.name !== "AbortError") { this.said.textContent = "没有发出去，请用“导出成文件”。"; }
      });
    }

    /** A file was chosen. @type {() => void} */
    opened() {
      const chosen = (this.file.files || [])[0];
      if (!chosen) { return; }
      chosen.text().then((text) => this.bring(text), () => { this.said.textContent = FAULTS.damaged; }).then(() => { this.file.value = ""; });
    }

    /** @type {(text: string) => void} */
    bring(text) {
      const record = textOf(text);
      /** @type {Brought} */
      const done = record === null ? { fault: "damaged" } : this.app.store.bring(record);
      if (done.fault) { this.said.textContent = FAULTS[record && isResult(record) ? "result" : done.fault]; return; }
      const brought = parsed(record).reading;
      if (brought) {
        try { this.app.store.storage.setItem(READING, JSON.stringify(joined(this.read(), reading(brought)))); } catch (_error) { /* no room: the practice came in */ }
      }
      this.said.textContent = "已合并，新增 " + done.added + " 次作答。" +
        (done.dropped ? "有 " + done.dropped + " 处读不出来，已略过，其余都合并了。" : "");
      if (this.after) { this.after(); }
    }
  }

  class View {
    /** @param {App} app @param {HTMLElement} root */
    constructor(app, root) {
      this.app = app;
      this.root = root;
    }

    /** @type {() => void} */
    start() {
      new Transfer(this.app).lay(this.root);
      this.root.appendChild(h("p", { class: "qp-back" }, h("a", { href: "#/" }, "返回练习首页")));
    }
  }

  Quizgen.views.transfer = View;

  return Transfer;
})();
