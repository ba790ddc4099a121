/* Tooltips, the list of statements, filters of tables and cards. A classic script: it also works from file://. */
(function () {
  "use strict";

  var HERE = document.currentScript.src;

  /* The set of texts in which a link's tooltip stands with its key there: pure, from the link's address. */
  function place(address) {
    var key = decodeURIComponent(address.slice(address.indexOf("#") + 1));
    var fact = /^([a-z]+)-\d+$/.exec(key);
    return { set: fact ? fact[1] : "shuyu", key: key };
  }

  /* The texts, each set loaded as a script when it is first wanted; `done` is called even if it does not come. */
  var Texts = {
    waiting: {},
    have: function (set) { return (window.quizgenTips || {})[set]; },
    want: function (set, done) {
      var waiting = this.waiting;
      if (this.have(set)) { done(); return; }
      if (waiting[set]) { waiting[set].push(done); return; }
      waiting[set] = [done];
      var script = document.createElement("script");
      script.src = new URL("tips/" + set + ".js", HERE).href;
      script.onload = script.onerror = function () {
        var all = waiting[set];
        delete waiting[set];
        all.forEach(function (one) { one(); });
      };
      document.head.appendChild(script);
    },
    at: function (where) { return (this.have(where.set) || {})[where.key]; }
  };

  /* One box for all tooltips: shown on hover and focus, on a touch screen by the first tap. */
  function Tips(root) {
    this.root = root;
    this.box = null;
    this.owner = null;
    this.timer = 0;
    var self = this;
    root.addEventListener("mouseover", function (event) { self.enter(event.target); });
    root.addEventListener("focusin", function (event) { self.enter(event.target); });
    root.addEventListener("focusout", function (event) {
      if (!self.box || !self.box.contains(event.relatedTarget)) { self.hide(); }
    });
    root.addEventListener("click", function (event) { self.click(event); }, true);
    document.addEventListener("keydown", function (event) { if (event.key === "Escape") { self.hide(); } });
    this.touch = false;
    root.addEventListener("pointerdown", function (event) {
      self.touch = event.pointerType === "touch" || event.pointerType === "pen";
      self.shown = self.box ? self.owner : null;
    }, true);
  }

  Tips.prototype.linkOf = function (target) {
    return target && target.closest ? target.closest(".qz-cite a, a.qz-term") : null;
  };

  /* The mouse may take a moment on its way from the link into the box. */
  Tips.prototype.enter = function (target) {
    var self = this, link = this.linkOf(target);
    clearTimeout(this.timer);
    if (link) { this.show(link); return; }
    if (!this.owner || (this.box && this.box.contains(target)) || this.owner === document.activeElement) { return; }
    this.timer = setTimeout(function () { self.hide(); }, 250);
  };

  Tips.prototype.click = function (event) {
    var link = this.linkOf(event.target);
    if (link && this.touch && this.shown !== link) {
      event.preventDefault();
      this.show(link);
    } else if (!link && !(this.box && this.box.contains(event.target))) {
      this.hide();
    }
  };

  Tips.prototype.show = function (link) {
    var self = this, where = place(link.getAttribute("href"));
    if (this.owner === link) { return; }
    this.hide();
    this.owner = link;
    Texts.want(where.set, function () {
      if (self.owner === link) { self.open(link, Texts.at(where)); }
    });
  };

  Tips.prototype.open = function (link, text) {
    var box = document.createElement("div"), more = document.createElement("a");
    box.id = "qz-tip";
    box.setAttribute("role", "tooltip");
    box.textContent = text ? [].concat(text).join("：") + " " : "";
    more.href = link.href;
    more.tabIndex = -1;
    more.textContent = link.classList.contains("qz-term") ? "看术语表" : "看出处";
    box.appendChild(more);
    document.body.appendChild(box);
    link.setAttribute("aria-describedby", "qz-tip");
    this.box = box;
    this.place();
  };

  Tips.prototype.place = function () {
    var at = this.owner.getBoundingClientRect();
    var box = this.box.getBoundingClientRect();
    var wide = document.documentElement.clientWidth;
    var left = Math.max(8, Math.min(at.left, wide - box.width - 8));
    var above = at.bottom + box.height + 8 > window.innerHeight && at.top > box.height;
    this.box.style.left = (left + window.pageXOffset) + "px";
    this.box.style.top = ((above ? at.top - box.height - 4 : at.bottom + 4) + window.pageYOffset) + "px";
  };

  Tips.prototype.hide = function () {
    clearTimeout(this.timer);
    if (this.box) { this.box.parentNode.removeChild(this.box); }
    if (this.owner) { this.owner.removeAttribute("aria-describedby"); }
    this.box = null;
    this.owner = null;
  };

  /* The list of cited places becomes one of statements when a reader comes near it. */
  function Notes(root) {
    var self = this, sets = {};
    this.root = root;
    this.cited = [];
    Array.prototype.forEach.call(document.querySelectorAll(".qz-cite a"), function (link) {
      var where = place(link.getAttribute("href"));
      self.cited[link.textContent - 1] = { where: where, href: link.getAttribute("href") };
      sets[where.set] = true;
    });
    this.sets = Object.keys(sets);
    new IntersectionObserver(function (seen, watch) {
      if (!seen[0].isIntersecting) { return; }
      watch.disconnect();
      var left = self.sets.length;
      self.sets.forEach(function (set) { Texts.want(set, function () { left -= 1; if (!left) { self.fill(); } }); });
    }).observe(root);
    window.addEventListener("beforeprint", function () { self.fill(); });
  }

  Notes.prototype.fill = function () {
    var list = document.createElement("ol"), old = this.root.querySelector("ul");
    var whole = old && this.cited.every(function (one) {
      var text = Texts.at(one.where), item = document.createElement("li"), link = document.createElement("a");
      if (!text) { return false; }
      link.href = one.href;
      link.textContent = text[0];
      item.appendChild(link);
      item.appendChild(document.createTextNode("：" + text[1]));
      list.appendChild(item);
      return true;
    });
    if (whole) { old.parentNode.replaceChild(list, old); }
  };

  /* Which of the rows pass: pure, without the page. A choice of "" lets everything pass. */
  function passes(row, choices, words) {
    for (var key in choices) {
      if (choices[key] && row[key] !== choices[key]) { return false; }
    }
    return words.split(/\s+/).every(function (word) { return row.text.indexOf(word) >= 0; });
  }

  var KINDS = {
    dispositions: { rows: ".qz-dispositions tbody tr", keys: [["theme", "专题"], ["who", "谁决定或执行"], ["source", "来源"]], unit: "条" },
    cases: { rows: ".qz-case", keys: [["theme", "专题"], ["kind", "种类"], ["source", "来源"]], unit: "个" }
  };

  /* Selects built from the rows that are there; sections without a passing row are hidden. */
  function Filter(root) {
    this.root = root;
    this.kind = KINDS[root.getAttribute("data-filter")];
    this.rows = [];
    this.blocks = [];
    this.read();
    this.build();
    this.apply();
    root.hidden = false;
  }

  Filter.prototype.read = function () {
    var heading = null, self = this;
    var found = document.querySelectorAll(".md-content h2, " + this.kind.rows);
    Array.prototype.forEach.call(found, function (element) {
      if (element.tagName === "H2") {
        heading = { element: element, title: element.firstChild ? element.firstChild.textContent.trim() : "", rows: [] };
        return;
      }
      var row = { element: element, text: element.textContent, theme: heading ? heading.title : "" };
      ["source", "kind"].forEach(function (key) { row[key] = element.getAttribute("data-" + key); });
      if (element.cells) {
        row.source = element.cells[0].textContent;
        row.who = element.cells[4].textContent;
      }
      self.rows.push(row);
      if (heading) {
        if (!heading.rows.length) { self.blocks.push(heading); }
        heading.rows.push(row);
      }
    });
  };

  Filter.prototype.build = function () {
    var self = this;
    this.selects = this.kind.keys.map(function (pair) {
      var label = document.createElement("label"), select = document.createElement("select"), seen = {};
      label.textContent = pair[1];
      select.add(new Option("全部", ""));
      self.rows.forEach(function (row) {
        if (row[pair[0]] && !seen[row[pair[0]]]) {
          seen[row[pair[0]]] = true;
          select.add(new Option(row[pair[0]], row[pair[0]]));
        }
      });
      select.setAttribute("data-key", pair[0]);
      label.appendChild(select);
      self.root.appendChild(label);
      return select;
    });
    var label = document.createElement("label");
    label.textContent = "文字";
    this.words = document.createElement("input");
    this.words.type = "search";
    label.appendChild(this.words);
    this.root.appendChild(label);
    this.count = document.createElement("output");
    this.root.appendChild(this.count);
    this.root.addEventListener("change", function () { self.apply(); });
    this.root.addEventListener("input", function () { self.apply(); });
  };

  Filter.prototype.apply = function () {
    var choices = {}, words = this.words.value.trim(), shown = 0;
    this.selects.forEach(function (select) { choices[select.getAttribute("data-key")] = select.value; });
    this.rows.forEach(function (row) {
      row.shown = passes(row, choices, words);
      row.element.hidden = !row.shown;
      shown += row.shown ? 1 : 0;
    });
    this.blocks.forEach(function (block) {
      var any = block.rows.some(function (row) { return row.shown; });
      block.element.hidden = !any;
      block.rows.forEach(function (row) {
        var frame = row.element.closest(".qz-table, .qz-cases");
        if (frame) { frame.hidden = !frame.querySelector("tbody tr:not([hidden]), .qz-case:not([hidden])"); }
      });
    });
    this.count.textContent = "共" + shown + this.kind.unit;
  };

  /* Style, data and program of the practice centre, loaded when a self-test is first wanted. */
  var Practice = {
    files: ["quizgen-practice.css", "practice/pool.js", "practice/practice.js"],
    waiting: null,
    want: function (done) {
      if (this.waiting) { this.waiting.push(done); return; }
      this.waiting = [done];
      this.next(0);
    },
    next: function (at) {
      var self = this, name = this.files[at], style = /css$/.test(name), element;
      if (!name) {
        this.waiting.forEach(start);
        this.waiting = { push: start };
        return;
      }
      element = document.createElement(style ? "link" : "script");
      if (style) { element.rel = "stylesheet"; }
      element[style ? "href" : "src"] = new URL(name, HERE).href;
      element.onload = function () { self.next(at + 1); };
      document.head.appendChild(element);
    }
  };

  /* A self-test becomes a form when a reader comes near it; where the program does not come it stays a list. */
  function SelfTest(root) {
    new IntersectionObserver(function (seen, watch) {
      if (!seen.some(function (one) { return one.isIntersecting; })) { return; }
      watch.disconnect();
      Practice.want(function () { window.Quizgen.startSelfTest(root, new URL("../", HERE).href); });
    }, { rootMargin: "600px" }).observe(root);
  }

  function start(work) {
    try { work(); } catch (error) { if (window.console) { window.console.error(error); } }
  }

  function each(selector, Part) {
    Array.prototype.forEach.call(document.querySelectorAll(selector), function (root) {
      start(function () { new Part(root); });
    });
  }

  each("body", Tips);
  each(".qz-notes", Notes);
  each(".qz-filter", Filter);
  each(".qz-selftest", SelfTest);
})();
