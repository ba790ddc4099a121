/* 现场抽题 on the wall: set it up once, then one key leads through draw, clock, points, next. */
(function (window) {
  "use strict";
  const Quizgen = window.Quizgen = window.Quizgen || {};
  const h = Quizgen.dom.h, button = Quizgen.dom.button;
  const views = Quizgen.views = Quizgen.views || {};

  const DRAWN = "quizgen.drawn", SESSION = "quizgen.panel";
  const CALM = 700;
  const KINDS = Object.assign({ oral: "口答题" }, Quizgen.KINDS);
  const NEXT = { call: "抽题", drawn: "开始计时", running: "看要点", points: "下一个" };

  function kept(storage, key) {
    try { return JSON.parse(window[storage].getItem(key)); } catch (_error) { return null; }
  }

  function keep(storage, key, value) {
    try {
      if (value === null) { window[storage].removeItem(key); } else { window[storage].setItem(key, JSON.stringify(value)); }
      return true;
    } catch (_error) { return false; }
  }

  /* The text of a file as offices write it: UTF-8, else GB18030. */
  function decode(bytes) {
    try { return new TextDecoder("utf-8", { fatal: true }).decode(bytes); } catch (_error) {
      return new TextDecoder("gb18030").decode(bytes);
    }
  }

  class Draw {
    constructor(app, root) {
      this.app = app;
      this.root = root;
      this.calmUntil = 0;
    }

    start() {
      return this.app.pool.oral().then((oral) => {
        if (this.stopped) { return; }
        this.oral = {};
        oral.forEach((one) => { this.oral[one.id] = one; });
        this.entries = oral.map((one) => ({ id: one.id, kind: "oral", topic: one.topic }))
          .concat(this.app.pool.entries.filter((entry) => entry.kind !== "case"));
        this.session = kept("sessionStorage", SESSION);
        if (this.session) { this.stage(); } else { this.setup(); }
      }, (error) => this.app.fail(error));
    }

    /* ---- before the meeting ---- */

    setup() {
      const app = this.app;
      Quizgen.dom.clear(this.root);
      this.root.appendChild(h("h2", {}, "现场抽题"));
      this.root.appendChild(h("p", {}, "述职评议知识问答用：投到大屏上，按一个键（空格、回车、PageDown 或翻页笔）往下走。" +
        "抽过的题不再抽，刷新也不会；名单和得分只留在这个标签页里，关掉就没有了。"));
      const form = h("form", { class: "qp-card", novalidate: true, onsubmit: (event) => this.open(event) });
      this.kinds = this.boxes(form, "题目", Object.keys(KINDS).filter((kind) => kind !== "case"), (kind) => KINDS[kind], (kind) => kind === "oral");
      this.topics = this.boxes(form, "专题（都不选就是不限）", app.pool.topTopics(), (name) => name, () => false);
      this.each = this.number(form, "每人几题", 1, 1, 5);
      this.minutes = this.number(form, "每题几分钟（0：按题目自带的时间，选择题等 1 分钟）", 0, 0, 30);
      this.judges = this.number(form, "几位评委打分", 1, 1, 9);
      this.full = this.number(form, "每题满分", 10, 1, 100);
      const trim = h("input", { type: "checkbox", id: Quizgen.dom.fresh("trim") });
      this.trim = trim;
      form.appendChild(h("div", { class: "qp-option" }, trim, h("label", { for: trim.id }, h("span", { class: "qp-words" }, "五位评委以上时，去掉一个最高分和一个最低分"))));
      this.people(form);
      this.fault = h("div", {});
      this.left = h("p", { class: "qp-quiet", role: "status" });
      form.appendChild(this.left);
      form.appendChild(this.fault);
      form.appendChild(h("div", { class: "qp-actions" }, h("button", { type: "submit", class: "qp-button qp-main" }, "开始"),
        button("清除抽过的记录", () => {
          keep("localStorage", DRAWN, null);
          this.count();
        }, "quiet")));
      form.addEventListener("change", () => this.count());
      this.root.appendChild(form);
      this.root.appendChild(h("p", { class: "qp-back" }, h("a", { href: "#/" }, "返回练习首页")));
      this.count();
    }

    boxes(form, legend, values, words, on) {
      const inputs = values.map((value) => h("input", { type: "checkbox", value: value, id: Quizgen.dom.fresh("box"), checked: on(value) }));
      form.appendChild(h("fieldset", { class: "qp-points qp-boxes" }, h("legend", {}, legend),
        inputs.map((input, at) => h("div", { class: "qp-option" }, input, h("label", { for: input.id }, h("span", { class: "qp-words" }, words(values[at])))))));
      return () => inputs.filter((input) => input.checked).map((input) => input.value);
    }

    number(form, label, standard, low, high) {
      const input = h("input", { type: "number", class: "qp-number", id: Quizgen.dom.fresh("number"), min: String(low), max: String(high), value: String(standard) });
      form.appendChild(h("p", { class: "qp-field" }, h("label", { for: input.id }, label), input));
      return () => {
        const value = Math.round(Number(input.value));
        return value >= low && value <= high ? value : standard;
      };
    }

    people(form) {
      const area = h("textarea", { class: "qp-text", rows: "4", id: Quizgen.dom.fresh("people"), autocomplete: "off", placeholder: "2026001 张三" });
      const file = h("input", { type: "file", class: "qp-file", id: Quizgen.dom.fresh("file"), accept: ".csv,.txt,text/plain",
        onchange: () => {
          if (file.files.length) { file.files[0].arrayBuffer().then((bytes) => { area.value = decode(bytes); }, () => this.complain(["这个文件读不了。"])); }
        } });
      this.list = area;
      form.appendChild(h("p", { class: "qp-field" }, h("label", { for: area.id }, "名单：每行一人，编号、姓名（可以不填，只抽题）"), area));
      form.appendChild(h("p", { class: "qp-field" }, h("label", { for: file.id }, "或者读入名单文件（CSV、TXT）"), file));
    }

    settings() {
      return {
        kinds: this.kinds(), topics: this.topics(), each: this.each(), minutes: this.minutes(), judges: this.judges(),
        full: this.full(), trim: this.trim.checked
      };
    }

    drawnBefore() {
      const ids = kept("localStorage", DRAWN);
      return Array.isArray(ids) ? ids.filter((id) => typeof id === "string") : [];
    }

    count() {
      const session = Quizgen.panel.begin(this.settings(), [], this.drawnBefore());
      const open = Quizgen.panel.available(session, this.entries).length;
      const all = Quizgen.panel.available(Object.assign({}, session, { drawn: [] }), this.entries).length;
      this.left.textContent = "可抽 " + open + " 题" + (all > open ? "，另有 " + (all - open) + " 题以前抽过。" : "。");
      return open;
    }

    complain(texts) {
      Quizgen.dom.clear(this.fault);
      this.fault.appendChild(h("div", { class: "qp-fault", role: "alert" }, texts.map((text) => h("p", {}, text))));
    }

    open(event) {
      event.preventDefault();
      const read = Quizgen.panel.readPeople(this.list.value), settings = this.settings(), open = this.count();
      const needed = Math.max(1, read.people.length) * settings.each;
      if (read.faults.length) { return this.complain(read.faults); }
      if (open < needed) {
        return this.complain(["可抽的题只有 " + open + " 题，不够（要 " + needed + " 题）：多选几个专题或题型，或者清除抽过的记录。"]);
      }
      this.session = Quizgen.panel.begin(settings, read.people, this.drawnBefore());
      this.save();
      return this.stage();
    }

    /* ---- on the wall ---- */

    save() {
      const session = keep("sessionStorage", SESSION, Object.assign({}, this.session, { past: this.session.past.slice(-5) }));
      const drawn = keep("localStorage", DRAWN, this.session.drawn);
      this.unkept = !session || !drawn;
    }

    stage() {
      Quizgen.dom.clear(this.root);
      this.wall = h("div", { class: "qp-stage", role: "region", "aria-label": "现场抽题" });
      this.face = h("div", { class: "qp-face" });
      this.clock = h("p", { class: "qp-count-down", role: "timer" });
      this.bar = h("div", { class: "qp-actions qp-stage-bar" });
      this.marks = h("div", {});
      const foot = h("div", { class: "qp-stage-foot" }, this.marks, this.bar);
      [this.clock, this.face, foot].forEach((part) => this.wall.appendChild(part));
      this.root.appendChild(this.wall);
      document.documentElement.classList.add("qp-staged");
      this.onkey = (event) => this.press(event);
      document.addEventListener("keydown", this.onkey);
      this.timer = window.setInterval(() => this.tick(), 250);
      return this.paint();
    }

    /* A clicker sends PageDown wherever the focus is; scores that are typed in count before it goes on. */
    press(event) {
      if (event.target && /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)) { return this.turnPage(event); }
      if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) { return; }
      const onButton = event.target && event.target.tagName === "BUTTON";
      if (event.key === "PageDown" || event.key === "ArrowRight" || (!onButton && (event.key === " " || event.key === "Enter"))) {
        event.preventDefault();
        if (!event.repeat) { this.advance(); }
      } else if (event.key === "PageUp" || event.key === "ArrowLeft") {
        event.preventDefault();
        if (!event.repeat) { this.undo(); }
      } else if (event.key.toLowerCase() === "p" || event.key === "b" || event.key === ".") {
        event.preventDefault();
        this.pause();
      }
    }

    turnPage(event) {
      if (event.key !== "PageDown" && event.key !== "PageUp") { return; }
      event.preventDefault();
      if (event.repeat) { return; }
      if (event.key === "PageUp") { this.undo(); } else { this.advance(); }
    }

    /* Whether the last press was just now; a clock that was put back does not stop the keys. */
    calm(now) { return now < this.calmUntil && now >= this.calmUntil - CALM; }

    /* One step; a second press straight after the first does nothing, so that nothing is drawn twice. */
    advance() {
      const now = this.app.clock().ms;
      if (this.calm(now) || (this.scores && !this.scores())) { return; }
      this.calmUntil = now + CALM;
      this.session = Quizgen.panel.advance(this.session, this.entries, (id) => (this.oral[id] ? this.oral[id].minutes : 1), now, this.app.chance);
      this.save();
      this.paint();
    }

    undo() {
      const now = this.app.clock().ms;
      if (this.calm(now)) { return; }
      this.calmUntil = now + CALM;
      this.session = Quizgen.panel.undo(this.session);
      this.save();
      this.paint();
    }

    pause() {
      this.session = Quizgen.panel.pause(this.session, this.app.clock().ms);
      this.save();
      this.tick();
      this.buttons();
    }

    tick() {
      const session = this.session, left = Quizgen.panel.leftOf(session, this.app.clock().ms);
      const shown = session.step === "drawn" || session.step === "running";
      this.clock.hidden = !shown;
      if (!shown) { return; }
      const seconds = Math.ceil(left / 1000);
      const text = Math.floor(seconds / 60) + ":" + ("0" + seconds % 60).slice(-2);
      const paused = session.step === "running" && session.until === null && left > 0;
      this.clock.textContent = left ? text + (paused ? "（暂停）" : "") : "时间到";
      this.clock.classList.toggle("qp-late", left <= 10000);
      if (!left && this.before) { this.app.announce("时间到"); }
      this.before = left;
    }

    paint() {
      const session = this.session, turn = Quizgen.panel.turnOf(session);
      this.painted = (this.painted || 0) + 1;
      this.scores = null;
      Quizgen.dom.clear(this.face);
      Quizgen.dom.clear(this.marks);
      this.tick();
      this.buttons();
      if (turn.over) { return this.results(); }
      const who = turn.person ? (turn.person.number ? turn.person.number + " " : "") + turn.person.name : "";
      const which = session.settings.each > 1 ? "（第 " + turn.question + " 题）" : "";
      if (session.fault === "none") { this.face.appendChild(h("p", { class: "qp-fault", role: "alert" }, "可抽的题已经抽完。")); }
      if (session.step === "call") {
        this.face.appendChild(h("h2", { class: "qp-who" }, who ? "请 " + who + " 抽题" + which : "第 " + (session.turn + 1) + " 题"));
        this.app.announce(who ? "请" + who + "抽题" : "下一题");
        return null;
      }
      this.face.appendChild(h("p", { class: "qp-who" }, who + which));
      return this.question(session.current);
    }

    question(id) {
      const spoken = this.oral[id];
      if (spoken) { return this.show(spoken.stem, spoken.points.map((point) => h("li", {}, Quizgen.dom.inline(point))), null); }
      const painted = this.painted;
      return this.app.pool.load([id]).then((found) => {
        const question = found[id];
        if (this.painted !== painted || this.stopped) { return; }
        if (!question) {
          this.trouble("这道题已经不在题库里，请点“退一步”重新抽。", null);
          return;
        }
        const order = question.right ? Quizgen.chance.options(question, new Quizgen.chance.Chance([id.length, Number(id.slice(-4)), 3, 5])) : [];
        const options = order.map((index, place) => h("li", {}, Quizgen.letter(place) + ". ", Quizgen.dom.inline(
          index < question.right.length ? question.right[index] : question.wrong[index - question.right.length][0])));
        const letters = order.map((index, place) => (index < question.right.length ? Quizgen.letter(place) : "")).join("");
        const key = [h("li", {}, "答案" + (letters ? " " + letters : "") + "：" + Quizgen.keyText(question)), h("li", {}, "解析：", Quizgen.dom.inline(question.explain))];
        this.show(question.stem, key, options.length ? h("ul", { class: "qp-wall-options" }, options) : null);
      }, (error) => { if (this.painted === painted && !this.stopped) { this.trouble(error.message, () => this.paint()); } });
    }

    /* What went wrong, on the wall, where it is seen. */
    trouble(text, again) {
      this.face.appendChild(h("div", { class: "qp-fault", role: "alert" }, h("p", {}, text),
        again ? button("再试一次", again, "plain") : null));
    }

    show(stem, points, options) {
      this.face.appendChild(h("p", { class: "qp-wall-stem" }, Quizgen.dom.inline(stem)));
      if (options) { this.face.appendChild(options); }
      this.app.announce(this.session.step === "points" ? "要点已经显示" : "题目已经显示");
      if (this.session.step !== "points") { return; }
      this.face.appendChild(h(this.oral[this.session.current] ? "ol" : "ul", { class: "qp-wall-points" }, points));
      this.marks.appendChild(this.scoring());
    }

    scoring() {
      const session = this.session, noted = session.results.filter((one) => one.turn === session.turn)[0];
      const inputs = [];
      for (let judge = 0; judge < session.settings.judges; judge++) {
        inputs.push(h("input", { type: "text", inputmode: "decimal", class: "qp-number", id: Quizgen.dom.fresh("judge"), autocomplete: "off", value: noted ? noted.scores[judge] : "" }));
      }
      const said = h("p", { class: "qp-result", role: "status" }, noted ? "得分 " + noted.mean : "");
      const typed = () => inputs.map((input) => Quizgen.marking.plain(input.value));
      let last = noted ? noted.scores.join() : "";
      const note = () => {
        const done = Quizgen.panel.score(this.session, typed());
        if (done.fault) { said.textContent = done.fault; return false; }
        this.session = done.session;
        this.save();
        last = typed().join();
        said.textContent = "得分 " + this.session.results[this.session.results.length - 1].mean;
        return true;
      };
      /* What was typed in counts, even when nobody pressed 记分. */
      this.scores = () => typed().join() === last || typed().every((text) => !text) || note();
      const form = h("form", { class: "qp-scores", novalidate: true, onsubmit: (event) => {
        event.preventDefault();
        if (!note()) { return; }
        this.buttons();
        const next = this.bar.querySelector(".qp-main");
        if (next) { next.focus(); }
      } }, inputs.map((input, judge) => h("span", {}, h("label", { for: input.id }, session.settings.judges > 1 ? "评委 " + (judge + 1) : "得分"), input)),
        h("button", { type: "submit", class: "qp-button qp-plain" }, "记分"), said);
      return form;
    }

    buttons() {
      const session = this.session, over = Quizgen.panel.turnOf(session).over;
      const held = this.bar.contains(document.activeElement) ? document.activeElement.getAttribute("data-key") : null;
      Quizgen.dom.clear(this.bar);
      const add = (key, label, work, kind) => this.bar.appendChild(button(label, work, kind, { "data-key": key }));
      if (!over) { add("next", NEXT[session.step], (event) => { if (event.detail < 2) { this.advance(); } }, "main"); }
      if (session.step === "running") { add("pause", session.until === null ? "继续计时" : "暂停", () => this.pause(), "plain"); }
      if (session.past.length) { add("undo", "退一步", () => this.undo(), "plain"); }
      if (!over && session.results.length) { add("list", "看结果", () => this.results(), "plain"); }
      add("full", "全屏", () => this.fullscreen(), "quiet");
      if (this.unkept) { this.bar.appendChild(h("span", { class: "qp-warning" }, "浏览器不让保存，请不要刷新：刷新后名单、得分和抽过的记录就没有了。")); }
      add("end", "结束", () => this.end(), "quiet");
      const again = held && this.bar.querySelector('[data-key="' + held + '"]');
      if (again) { again.focus(); }
    }

    fullscreen() {
      const root = document.documentElement;
      if (document.fullscreenElement) { document.exitFullscreen(); } else if (root.requestFullscreen) {
        root.requestFullscreen().catch(() => this.app.announce("这个浏览器不让网页全屏，请按 F11。"));
      }
    }

    results() {
      const rows = Quizgen.panel.rows(this.session), said = h("p", { class: "qp-result", role: "status" });
      Quizgen.dom.clear(this.face);
      Quizgen.dom.clear(this.marks);
      this.face.appendChild(h("h2", { class: "qp-who" }, "结果"));
      this.face.appendChild(h("div", { class: "qp-scroll" }, h("table", { class: "qp-table" },
        h("thead", {}, h("tr", {}, rows[0].map((text) => h("th", { scope: "col" }, text)))),
        h("tbody", {}, rows.slice(1).map((row) => h("tr", {}, row.map((text) => h("td", {}, text))))))));
      this.face.appendChild(h("div", { class: "qp-actions" },
        button("复制", () => this.copy(said), "plain"),
        button("存成 CSV", () => Quizgen.download("现场抽题结果.csv", Quizgen.panel.csv(this.session), "text/csv"), "plain"),
        Quizgen.panel.turnOf(this.session).over ? null : button("回到抽题", () => this.paint(), "main")));
      this.face.appendChild(said);
    }

    /* Copy without the clipboard API, which plain http and file:// do not have. */
    copy(said) {
      const area = h("textarea", { class: "qp-hidden", "aria-hidden": "true" });
      area.value = Quizgen.panel.tabbed(this.session);
      document.body.appendChild(area);
      area.select();
      let done = false;
      try { done = document.execCommand("copy"); } catch (_error) { done = false; }
      area.remove();
      said.textContent = done ? "已复制，可以粘贴到表格里。" : "这个浏览器不让网页复制，请用“存成 CSV”。";
    }

    end() {
      if (this.sure !== this.session) {
        this.sure = this.session;
        this.bar.appendChild(h("span", { role: "alert" }, "结束后名单和得分就清除了。", button("确定结束", () => this.end(), "danger"),
          button("不结束", () => {
            this.sure = null;
            this.buttons();
          }, "plain")));
        this.bar.querySelector(".qp-danger").focus();
        return;
      }
      keep("sessionStorage", SESSION, null);
      this.session = null;
      this.stop();
      this.stopped = false;
      this.setup();
    }

    stop() {
      this.stopped = true;
      window.clearInterval(this.timer);
      document.removeEventListener("keydown", this.onkey);
      document.documentElement.classList.remove("qp-staged");
    }
  }

  views.draw = Draw;
})(window);
