/* The search box: a button in the header, a dialog, results to walk through. A classic script: it also works from file://. */
(function () {
  "use strict";

  var HERE = document.currentScript.src;
  var LIMIT = 20;
  var ICON = "M9.5 3A6.5 6.5 0 0 1 16 9.5c0 1.61-.59 3.09-1.56 4.23l.27.27h.79l5 5-1.5 1.5-5-5v-.79l-.27-.27A6.52 6.52 0 0 1 9.5 16a6.5 6.5 0 0 1 0-13m0 2a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9";
  var BROKEN = "这个网站没有搜索索引（assets/search-index.js）。请从目录或术语表查，或者重新生成网站。";

  function make(tag, attributes, children) {
    var element = document.createElement(tag);
    Object.keys(attributes || {}).forEach(function (name) { element.setAttribute(name, attributes[name]); });
    (children || []).forEach(function (child) {
      element.appendChild(typeof child === "string" ? document.createTextNode(child) : child);
    });
    return element;
  }

  function icon() {
    var svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    var path = document.createElementNS("http://www.w3.org/2000/svg", "path");
    svg.setAttribute("viewBox", "0 0 24 24");
    svg.setAttribute("aria-hidden", "true");
    path.setAttribute("d", ICON);
    svg.appendChild(path);
    return svg;
  }

  /* Scripts of this site one after another; `done` is told whether all of them came. */
  function load(names, done) {
    if (!names.length) { done(true); return; }
    var script = make("script", { src: new URL(names[0], HERE).href });
    script.onload = function () { load(names.slice(1), done); };
    script.onerror = function () { done(false); };
    document.head.appendChild(script);
  }

  function writing(element) {
    return element.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName);
  }

  function composing(event) { return event.isComposing || event.keyCode === 229; }

  function Search(header) {
    var self = this;
    this.finder = null;
    this.asked = false;
    this.kind = "";
    this.shown = LIMIT;
    this.button = make("button", {
      type: "button", "class": "qz-search-open md-header__button md-icon",
      "aria-label": "搜索", "aria-keyshortcuts": "/", title: "搜索（按 / 键）"
    }, [icon()]);
    this.button.addEventListener("click", function () { self.open(); });
    header.appendChild(this.button);
    document.addEventListener("keydown", function (event) {
      if (event.key === "/" && !composing(event) && !event.ctrlKey && !event.metaKey && !event.altKey &&
          !writing(event.target)) {
        event.preventDefault();
        self.open();
      }
    });
  }

  Search.prototype.build = function () {
    var self = this;
    this.input = make("input", {
      type: "search", id: "qz-search-words", placeholder: "搜索全部内容", autocomplete: "off", autocapitalize: "off",
      spellcheck: "false", enterkeyhint: "search", "aria-label": "要查的词，几个词用空格分开", "aria-controls": "qz-search-results"
    });
    var close = make("button", { type: "button", "class": "qz-search-close", "aria-label": "关闭搜索" }, ["关闭"]);
    this.kinds = make("div", { "class": "qz-search-kinds", role: "group", "aria-label": "只看一类" });
    this.status = make("p", { "class": "qz-search-status", role: "status" });
    this.hints = make("div", { "class": "qz-search-hints" });
    this.list = make("ol", { id: "qz-search-results", "class": "qz-search-results" });
    this.more = make("button", { type: "button", "class": "qz-search-more" }, ["再列一些"]);
    this.body = make("div", { "class": "qz-search-body" }, [this.status, this.hints, this.list, this.more]);
    this.dialog = make("dialog", { "class": "qz-search", "aria-label": "搜索" }, [
      make("form", { "class": "qz-search-head", role: "search" }, [this.input, close]), this.kinds, this.body
    ]);
    this.dialog.firstChild.addEventListener("submit", function (event) {
      event.preventDefault();
      var first = self.list.querySelector("a");
      if (first && !self.composing) { first.click(); }
    });
    this.input.addEventListener("compositionstart", function () { self.composing = true; });
    this.input.addEventListener("compositionend", function () { self.composing = false; self.changed(); });
    this.input.addEventListener("input", function (event) { if (!event.isComposing) { self.changed(); } });
    close.addEventListener("click", function () { self.dialog.close(); });
    this.more.addEventListener("click", function () { self.lengthen(); });
    this.dialog.addEventListener("keydown", function (event) { self.key(event); });
    this.dialog.addEventListener("click", function (event) {
      if (event.target === self.dialog || (event.target.closest && event.target.closest(".qz-search-results a"))) {
        self.dialog.close();
      }
    });
    document.body.appendChild(this.dialog);
  };

  Search.prototype.open = function () {
    var self = this;
    if (!this.dialog) { this.build(); }
    if (!this.dialog.open) { this.dialog.showModal(); }
    this.input.focus();
    this.input.select();
    if (this.asked) { return; }
    this.asked = true;
    this.status.textContent = "正在读取索引……";
    load(["quizgen-find.js", "search-index.js"], function (came) {
      if (!came || !window.quizgenFind || !window.quizgenSearch) {
        self.status.textContent = BROKEN;
        return;
      }
      self.finder = new window.quizgenFind.Finder(window.quizgenSearch);
      self.changed();
    });
  };

  Search.prototype.changed = function () {
    this.shown = LIMIT;
    this.show();
  };

  Search.prototype.show = function () {
    if (!this.finder) { return; }
    var found = this.finder.find(this.input.value, this.kind), self = this;
    this.status.textContent = this.sentence(found);
    this.hints.textContent = "";
    found.hints.forEach(function (hint) {
      var button = make("button", { type: "button" }, [hint.query]);
      button.addEventListener("click", function () { self.input.value = hint.query; self.changed(); self.input.focus(); });
      self.hints.appendChild(make("p", {}, [hint.text, button]));
    });
    this.showKinds(found);
    this.list.textContent = "";
    found.results.slice(0, this.shown).forEach(function (entry) { self.list.appendChild(self.item(entry, found.words)); });
    this.more.hidden = found.results.length <= this.shown;
    if (this.shown === LIMIT) { this.body.scrollTop = 0; }
  };

  Search.prototype.sentence = function (found) {
    if (!found.words.length) { return "输入要查的词；几个词用空格分开，表示都要有；也可以只打拼音首字母。↑ ↓ 选择，回车打开，Esc 关闭。"; }
    var said = found.results.length ? "共" + found.results.length + "条" : "没有找到";
    if (found.cut) { said = "没有整句一致的内容。分成“" + found.words.join("”“") + "”来查，" + said; }
    if (!found.results.length && found.total) { said = "“" + this.kind + "”里没有找到，其他类里有" + found.total + "条"; }
    if (found.heard === found.total && found.heard) { said = "按拼音首字母" + said; }
    else if (found.heard) { said += "，其中" + found.heard + "条按拼音首字母"; }
    return said + (found.total ? "。" : "。换一个说法，或者少写几个字，用空格分开。");
  };

  Search.prototype.showKinds = function (found) {
    var self = this, focused = document.activeElement && document.activeElement.getAttribute("data-kind");
    this.kinds.textContent = "";
    [""].concat(this.finder.kinds).forEach(function (kind) {
      var count = kind ? found.counts[kind] || 0 : found.total;
      var button = make("button", { type: "button", "data-kind": kind, "aria-pressed": String(kind === self.kind) }, [
        kind || "全部", make("span", {}, [found.words.length ? " " + count : ""])
      ]);
      button.addEventListener("click", function () { self.kind = kind; self.changed(); });
      self.kinds.appendChild(button);
      if (focused === kind) { button.focus(); }
    });
  };

  Search.prototype.item = function (entry, words) {
    var address = entry.page + (entry.anchor ? "#" + encodeURIComponent(entry.anchor) : "");
    function lit(tag, css, text, heard) {
      return make(tag, { "class": css }, window.quizgenFind.marked(text, words, heard).map(function (run) {
        return run[1] ? make("mark", {}, [run[0]]) : run[0];
      }));
    }
    var shown = window.quizgenFind.excerpt(entry.text, words, 90);
    return make("li", {}, [make("a", { href: new URL("../" + address, HERE).href }, [
      make("span", { "class": "qz-search-kind" }, [entry.kind]), lit("span", "qz-search-title", entry.title, entry.spelt),
      make("span", { "class": "qz-search-where" }, [entry.where]), lit("span", "qz-search-text", shown)
    ])]);
  };

  Search.prototype.lengthen = function () {
    var before = this.shown;
    this.shown += LIMIT;
    this.show();
    this.list.children[before].firstChild.focus();
  };

  Search.prototype.key = function (event) {
    if (composing(event) || (event.key !== "ArrowDown" && event.key !== "ArrowUp")) { return; }
    var stops = [this.input].concat(Array.prototype.slice.call(this.list.querySelectorAll("a")));
    var at = stops.indexOf(document.activeElement);
    var next = stops[Math.max(0, at < 0 ? 1 : at + (event.key === "ArrowDown" ? 1 : -1))];
    event.preventDefault();
    if (next) { next.focus(); }
  };

  try {
    var header = document.querySelector(".md-header__inner");
    if (header && window.HTMLDialogElement) { new Search(header); }
  } catch (error) {
    if (window.console) { window.console.error(error); }
  }
})();
