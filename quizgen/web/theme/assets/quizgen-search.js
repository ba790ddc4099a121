/* The search box: a button in the header, a dialog, results to walk through. A classic script: it also works from file://. */
var Quizgen = Quizgen || {};

Quizgen.search = (function () {
  "use strict";
  const page = Quizgen.page, make = page.make;

  const LIMIT = 20, EXCERPT = 90;
  const ICON = "M9.5 3A6.5 6.5 0 0 1 16 9.5c0 1.61-.59 3.09-1.56 4.23l.27.27h.79l5 5-1.5 1.5-5-5v-.79l-.27-.27A6.52 6.52 0 0 1 9.5 16a6.5 6.5 0 0 1 0-13m0 2a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9";
  const BROKEN = "这个网站没有搜索索引（assets/search-index.js）。请从目录或术语表查，或者重新生成网站。";
  const HOW = "输入要查的词；几个词用空格分开，表示都要有；也可以只打拼音首字母。↑ ↓ 选择，回车打开，Esc 关闭。";

  /** @type {() => Element} */
  function icon() {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
    svg.setAttribute("viewBox", "0 0 24 24");
    svg.setAttribute("aria-hidden", "true");
    path.setAttribute("d", ICON);
    svg.appendChild(path);
    return svg;
  }

  /** @type {(target: EventTarget | null) => boolean} */
  function isWriting(target) {
    return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
  }

  /** @type {(event: KeyboardEvent) => boolean} */
  function isComposing(event) { return event.isComposing || event.keyCode === 229; }

  /** What was found, in a sentence. @type {(found: SearchResult, kind: string) => string} */
  function sentence(found, kind) {
    if (!found.words.length) { return HOW; }
    let said = found.results.length ? "共" + found.results.length + "条" : "没有找到";
    if (found.how === "cut") { said = "没有整句一致的内容。分成“" + found.words.join("”“") + "”来查，" + said; }
    if (found.how === "meant") { said = "按“" + found.words.join(" ") + "”来查，" + said; }
    if (found.how === "spelt") { said = "按拼音" + said; }
    if (found.how === "loose") { said = "没有同时含有这些词的内容，先列最接近的，" + said; }
    if (!found.results.length && found.total) { said = "“" + kind + "”里没有找到，其他类里有" + found.total + "条"; }
    if (found.heard === found.total && found.heard) { said = "按拼音首字母" + said; } else if (found.heard) {
      said += "，其中" + found.heard + "条按拼音首字母";
    }
    return said + (found.total ? "。" : "。换一个说法，或者少写几个字，用空格分开。");
  }

  /** What the articles have not, in a sentence. @type {(words: string[]) => string} */
  function absence(words) {
    return words.length && window.quizgenHearing ? window.quizgenHearing.articles + "没有提到“" + words.join("”“") + "”。" : "";
  }

  /** A text with the words looked for marked. @type {(tag: "span", css: string, text: string, wanted: string[], heard?: MappedText) => HTMLElement} */
  function lit(tag, css, text, wanted, heard) {
    return make(tag, { "class": css }, Quizgen.lit.marked(text, wanted, heard).map(
      (run) => (run[1] ? make("mark", {}, [run[0]]) : run[0])));
  }

  /** One result. @type {(entry: SearchEntry, wanted: string[]) => HTMLElement} */
  function item(entry, wanted) {
    const address = entry.page + (entry.anchor ? "#" + encodeURIComponent(entry.anchor).replace("%2F", "/") : "");
    return make("li", {}, [make("a", { href: page.here("../" + address) }, [
      make("span", { "class": "qz-search-kind" }, [entry.kind]), lit("span", "qz-search-title", entry.title, wanted, entry.spelt),
      make("span", { "class": "qz-search-where" }, [entry.where]),
      lit("span", "qz-search-text", Quizgen.lit.excerpt(entry.text, wanted, EXCERPT), wanted)
    ])]);
  }

  /** The dialog with what is in it. */
  class Search {
    constructor() {
      /** What finds, once the index is there. @type {InstanceType<typeof Quizgen.find.Finder> | null} */
      this.finder = null;
      this.asked = false;
      this.composing = false;
      this.kind = "";
      this.shown = LIMIT;
      this.input = make("input", {
        type: "search", id: "qz-search-words", placeholder: "搜索全部内容", autocomplete: "off", autocapitalize: "off",
        spellcheck: "false", enterkeyhint: "search", "aria-label": "要查的词，几个词用空格分开", "aria-controls": "qz-search-results"
      });
      this.kinds = make("div", { "class": "qz-search-kinds", role: "group", "aria-label": "只看一类" });
      this.status = make("p", { "class": "qz-search-status", role: "status" });
      this.hints = make("div", { "class": "qz-search-hints" });
      this.list = make("ol", { id: "qz-search-results", "class": "qz-search-results" });
      this.more = make("button", { type: "button", "class": "qz-search-more" }, ["再列一些"]);
      this.body = make("div", { "class": "qz-search-body" }, [this.status, this.hints, this.list, this.more]);
      this.close = make("button", { type: "button", "class": "qz-search-close", "aria-label": "关闭搜索" }, ["关闭"]);
      this.form = make("form", { "class": "qz-search-head", role: "search" }, [this.input, this.close]);
      this.dialog = make("dialog", { "class": "qz-search", "aria-label": "搜索" }, [this.form, this.kinds, this.body]);
      this.listen();
      document.body.appendChild(this.dialog);
    }

    /** @type {() => void} */
    listen() {
      this.form.addEventListener("submit", (event) => {
        event.preventDefault();
        const first = this.list.querySelector("a");
        if (first && !this.composing) { first.click(); }
      });
      this.input.addEventListener("compositionstart", () => { this.composing = true; });
      this.input.addEventListener("compositionend", () => {
        this.composing = false;
        this.changed();
      });
      this.input.addEventListener("input", (event) => { if (!(event instanceof InputEvent && event.isComposing)) { this.changed(); } });
      this.close.addEventListener("click", () => this.dialog.close());
      this.more.addEventListener("click", () => this.lengthen());
      this.dialog.addEventListener("keydown", (event) => this.key(event));
      this.dialog.addEventListener("click", (event) => {
        const target = event.target;
        if (target === this.dialog || (target instanceof Element && target.closest(".qz-search-results a"))) { this.dialog.close(); }
      });
    }

    /** @type {(words?: string) => void} */
    open(words) {
      if (!this.dialog.open) { this.dialog.showModal(); }
      if (words) {
        this.input.value = words;
        this.changed();
      }
      this.input.focus();
      this.input.select();
      if (this.asked) { return; }
      this.asked = true;
      this.status.textContent = "正在读取索引……";
      page.loadAll(["quizgen-lit.js", "quizgen-forgive.js", "quizgen-find.js", "search-sounds.js", "search-index.js"]).then(() => this.begin(), () => { this.status.textContent = BROKEN; });
    }

    /** The program and its index have come. @type {() => void} */
    begin() {
      if (!Quizgen.find || !window.quizgenSearch) {
        this.status.textContent = BROKEN;
        return;
      }
      this.finder = new Quizgen.find.Finder(window.quizgenSearch, window.quizgenHearing);
      this.changed();
    }

    /** @type {() => void} */
    changed() {
      this.shown = LIMIT;
      this.show();
    }

    /** @type {() => void} */
    show() {
      if (!this.finder) { return; }
      const found = this.finder.find(this.input.value, this.kind);
      this.status.textContent = absence(found.absent) + sentence(found, this.kind);
      this.showHints(found.hints);
      this.showKinds(found, this.finder.kinds);
      this.list.textContent = "";
      found.results.slice(0, this.shown).forEach((entry) => this.list.appendChild(item(entry, found.words)));
      this.more.hidden = found.results.length <= this.shown;
      if (this.shown === LIMIT) { this.body.scrollTop = 0; }
    }

    /** @type {(hints: SearchHint[]) => void} */
    showHints(hints) {
      this.hints.textContent = "";
      hints.forEach((hint) => {
        const button = make("button", { type: "button" }, [hint.query]);
        button.addEventListener("click", () => {
          this.input.value = hint.query;
          this.changed();
          this.input.focus();
        });
        this.hints.appendChild(make("p", {}, [hint.text, button]));
      });
    }

    /** @type {(found: SearchResult, kinds: string[]) => void} */
    showKinds(found, kinds) {
      const focused = document.activeElement && document.activeElement.getAttribute("data-kind");
      this.kinds.textContent = "";
      [""].concat(kinds).forEach((kind) => {
        const count = kind ? found.counts[kind] || 0 : found.total;
        const button = make("button", { type: "button", "data-kind": kind, "aria-pressed": String(kind === this.kind) }, [
          kind || "全部", make("span", {}, [found.words.length ? " " + count : ""])
        ]);
        button.addEventListener("click", () => {
          this.kind = kind;
          this.changed();
        });
        this.kinds.appendChild(button);
        if (focused === kind) { button.focus(); }
      });
    }

    /** @type {() => void} */
    lengthen() {
      const before = this.shown;
      this.shown += LIMIT;
      this.show();
      const next = this.list.querySelectorAll("a")[before];
      if (next) { next.focus(); }
    }

    /** Up and down walk through the words and the results. @type {(event: KeyboardEvent) => void} */
    key(event) {
      if (isComposing(event) || (event.key !== "ArrowDown" && event.key !== "ArrowUp")) { return; }
      /** @type {HTMLElement[]} */
      const stops = [this.input];
      this.list.querySelectorAll("a").forEach((link) => stops.push(link));
      const at = stops.findIndex((stop) => stop === document.activeElement);
      const next = stops[Math.max(0, at < 0 ? 1 : at + (event.key === "ArrowDown" ? 1 : -1))];
      event.preventDefault();
      if (next) { next.focus(); }
    }
  }

  /** Whether single keys are wanted; the practice centre has the setting, it holds on every page. @type {() => boolean} */
  function keysWanted() {
    try { return JSON.parse(localStorage.getItem("quizgen.practice") || "{}").settings.keys[0] !== false; } catch (_error) { return true; }
  }

  /** A box in a page, which hands its words to the dialog. @type {(open: (words: string) => void) => HTMLElement} */
  function box(open) {
    const words = make("input", { type: "search", placeholder: "搜提法、程序、处置、案例", "aria-label": "在全部内容里搜索", enterkeyhint: "search" });
    const form = make("form", { role: "search" }, [words, make("button", { type: "submit" }, ["搜索"])]);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      open(words.value);
    });
    return form;
  }

  /** The button in the header, and the / key; the dialog is made when it is first wanted. @type {(header: HTMLElement) => void} */
  function begin(header) {
    if (!window.HTMLDialogElement) { return; }
    /** @type {Search | null} */
    let search = null;
    /** @type {(words?: string) => void} */
    const open = (words) => {
      search = search || new Search();
      search.open(words);
    };
    page.each(".qz-search-box", (root) => root.appendChild(box(open)));
    const button = make("button", {
      type: "button", "class": "qz-search-open md-header__button md-icon",
      "aria-label": "搜索", "aria-keyshortcuts": "/", title: "搜索（按 / 键；练习的“进度与设置”里可以关掉这个键）"
    }, [icon()]);
    button.addEventListener("click", () => open());
    header.appendChild(button);
    document.addEventListener("keydown", (event) => {
      if (event.key === "/" && !isComposing(event) && !event.ctrlKey && !event.metaKey && !event.altKey && !isWriting(event.target) && keysWanted()) {
        event.preventDefault();
        open();
      }
    });
  }

  page.each(".md-header__inner", begin);

  return { Search: Search, sentence: sentence };
})();
