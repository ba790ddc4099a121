/* The page of doubtful places: kinds, progress, the place in hand, keys, undo, the file at the end. */
var Quizgen = Quizgen || {};

Quizgen.startCheck = (function () {
  "use strict";

  const { button, clear, h } = Quizgen.dom;
  const { Board, SCREENFUL, said, screenful } = Quizgen.checkboard;

  class CheckPage {
    /** @param {CheckData} data @param {HTMLElement} root @param {Shelf} shelf */
    constructor(data, root, shelf) {
      this.data = data;
      this.list = new Quizgen.checklist.CheckList(data, shelf);
      this.kind = 0;
      this.many = false;
      /** @type {Set<string>} */
      this.skipped = new Set();
      /** @type {CheckItemData | null} */
      this.wanted = null;
      /** @type {Board | null} */
      this.board = null;
      this.status = h("p", { role: "status", class: "qc-status" });
      this.progress = h("div", { class: "qc-progress" });
      this.kinds = h("nav", { "aria-label": "疑问的种类" });
      this.body = h("div", {});
      this.undoing = button("撤销（Z）", () => this.undo(), "quiet");
      clear(root);
      [this.progress, this.kinds, this.body, h("div", { class: "qc-row" }, this.undoing), this.status, this.giving(), this.help()].forEach((part) => root.appendChild(part));
      document.addEventListener("keydown", (event) => this.key(event));
      this.show(false);
    }

    /** The next undecided place: of this kind, else of the next; what was skipped comes last. */
    next() {
      const wanted = this.wanted;
      this.wanted = null;
      if (wanted && !this.list.answer(wanted)) { return wanted; }
      const kinds = this.data.kinds.length;
      for (let more = 0; more < kinds; more += 1) {
        const kind = (this.kind + more) % kinds, open = this.list.open(kind);
        const found = open.find((item) => !this.skipped.has(this.list.key(item)));
        if (found) { this.kind = kind; return found; }
      }
      const left = this.skipped.size ? this.data.items.find((item) => !this.list.answer(item)) : undefined;
      this.skipped.clear();
      if (left) { this.kind = left.kind; }
      return left || null;
    }

    /** Draw everything; `focus`: the reader goes on at the heading. @param {boolean} focus */
    show(focus) {
      const [done, all] = this.list.counts(-1);
      clear(this.body);
      this.board = null;
      let head = this.drawn();
      if (!head) {
        head = h("h2", { tabindex: "-1" }, all ? "都核对完了" : "没有要核对的");
        this.body.appendChild(h("section", { class: "qc-board" }, head, all ? h("p", {}, "请在下面导出，把文件交给读卡的人。") : null));
      }
      clear(this.progress);
      this.progress.appendChild(h("p", {}, "已核对 ", h("strong", {}, done + " / " + all), this.data.left ? "；另有 " + this.data.left + " 处，导出、读入以后再列出" : null));
      this.progress.appendChild(h("progress", { max: Math.max(all, 1), value: done, "aria-label": "进度" }));
      this.undoing.disabled = !this.list.steps.length;
      this.showKinds();
      if (!this.list.keeps) { this.tell("这个浏览器不肯保存，关掉网页就没有了，请及时导出。"); }
      if (focus) { head.focus({ preventScroll: false }); }
    }

    /** The place in hand, or a screenful; its heading. @returns {HTMLElement | null} */
    drawn() {
      const item = this.next();
      if (!item) { return null; }
      const wishes = { decide: /** @param {[CheckItemData, string][]} pairs */ (pairs) => this.decide(pairs), skip: /** @param {CheckItemData} one */ (one) => this.skip(one), many: () => this.turn(true), one: () => this.turn(false) };
      const alike = this.alike();
      if (this.many && alike.length) {
        const made = screenful(alike, wishes);
        this.body.appendChild(made.root);
        return made.head;
      }
      this.many = false;
      this.board = new Board(item, wishes, this.data.list === "audit");
      this.body.appendChild(this.board.root);
      if (alike.length > 1) {
        const words = "一屏看同样的 " + alike.length + " 处";
        this.body.appendChild(h("div", { class: "qc-row" }, button(words, () => this.turn(true), "quiet")));
      }
      return this.board.head;
    }

    /** A screenful of this kind of which something is proposed; whose a sheet is, is decided one by one. */
    alike() {
      return this.list.open(this.kind).filter((item) => item.proposed && item.way !== "whose").slice(0, SCREENFUL);
    }

    showKinds() {
      clear(this.kinds);
      if (this.data.kinds.length < 2) { return; }
      this.kinds.appendChild(h("ul", { class: "qc-kinds" }, this.data.kinds.map((name, at) => {
        const [done, all] = this.list.counts(at);
        const choose = () => { this.kind = at; this.many = false; this.skipped.clear(); this.show(true); };
        return h("li", {}, button(name + " " + done + "/" + all, choose, "quiet", { "aria-pressed": String(at === this.kind) }));
      })));
    }

    /** @param {[CheckItemData, string][]} pairs */
    decide(pairs) {
      this.list.decide(pairs);
      const [done, all] = this.list.counts(-1);
      const what = pairs.length > 1 ? pairs.length + " 处照建议记下" : pairs[0][0].label + "记为 " + said(pairs[0][1]);
      this.tell(what + "。还有 " + (all - done) + " 处。");
      this.show(true);
    }

    /** @param {CheckItemData} item */
    skip(item) {
      this.skipped.add(this.list.key(item));
      this.tell(item.label + "先跳过。");
      this.show(true);
    }

    undo() {
      const back = this.list.undo();
      if (!back) { return; }
      this.wanted = back;
      this.kind = back.kind;
      this.many = false;
      this.tell("撤销了上一步。");
      this.show(true);
    }

    /** @param {boolean} many */
    turn(many) { this.many = many; this.show(true); }

    /** @param {string} words */
    tell(words) { this.status.textContent = words; }

    /** @param {KeyboardEvent} event */
    key(event) {
      const target = event.target;
      const typing = target instanceof HTMLInputElement && target.type === "text";
      const pressing = event.key === "Enter" && (target instanceof HTMLButtonElement || target instanceof HTMLInputElement);
      if (typing || pressing || !this.list.kept.keys || event.ctrlKey || event.altKey || event.metaKey) { return; }
      if (event.key.toUpperCase() === "Z") { this.undo(); event.preventDefault(); return; }
      if (this.board && this.board.key(event.key)) { event.preventDefault(); }
    }

    /** The part that gives the file out. */
    giving() {
      const name = this.data.list === "audit" ? "抽查结果.json" : "核对结果.json";
      const by = h("input", { id: "qc-by", type: "text", value: this.list.kept.by, maxlength: "60", autocomplete: "off", required: true });
      /** @param {Event} event */
      const work = (event) => {
        event.preventDefault();
        const who = by.value.trim();
        if (!who) { this.tell("请先填核对人的姓名。"); by.focus(); return; }
        this.list.kept.by = who;
        this.list.save();
        Quizgen.dom.download(name, this.list.exported(who));
        this.tell("已导出 " + name + "，把它的位置写进 quizgen exam scan 命令就读入。");
      };
      return h("section", { class: "qc-give" }, h("h2", {}, "导出"),
        h("p", {}, "做完或做到一半都可以导出；没有导出的，只在这个浏览器里。"),
        h("form", { onsubmit: work, novalidate: true }, h("label", { for: "qc-by" }, "核对人的姓名"), by,
          h("button", { type: "submit", class: "qp-button qp-main" }, "导出 " + name)));
    }

    /** Which keys there are, and how to do without. */
    help() {
      const box = h("input", { id: "qc-keys", type: "checkbox", checked: this.list.kept.keys });
      box.addEventListener("change", () => { this.list.kept.keys = box.checked; this.list.save(); });
      return h("details", {}, h("summary", {}, "键盘"),
        h("p", {}, "A 至 H 选字母（判断题 A 是√，B 是×），0 是空，回车照记，→ 跳过，Z 撤销。"),
        h("div", { class: "qc-option" }, box, h("label", { for: "qc-keys" }, "用这些键")));
    }
  }

  /** Show the list that is in the page. */
  return function start() {
    const root = document.getElementById("qc"), data = window.quizgenCheck;
    if (root && data) { new CheckPage(data, root, Quizgen.storage.local() || Quizgen.storage.NOWHERE); }
  };
})();
