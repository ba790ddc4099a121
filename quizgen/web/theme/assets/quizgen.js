/* Tooltips of citations and terms; filters of tables and cards. A classic script: it also works from file://. */
(function () {
  "use strict";

  /* One box for all tooltips: shown on hover and focus, on a touch screen by the first tap. */
  function Tips(root) {
    this.root = root;
    this.box = null;
    this.owner = null;
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
      self.shown = self.owner;
    }, true);
  }

  Tips.prototype.linkOf = function (target) {
    return target && target.closest ? target.closest(".qz-cite a, a.qz-term") : null;
  };

  Tips.prototype.enter = function (target) {
    if (this.box && this.box.contains(target)) { return; }
    var link = this.linkOf(target);
    if (link) { this.show(link); } else { this.hide(); }
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
    if (this.owner === link) { return; }
    this.hide();
    var note = link.getAttribute("data-tip") ? null : document.getElementById("n" + link.textContent.trim());
    var text = note ? note.textContent : link.getAttribute("data-tip");
    if (!text) { return; }
    var box = document.createElement("div");
    box.id = "qz-tip";
    box.setAttribute("role", "tooltip");
    box.textContent = text + " ";
    var more = document.createElement("a");
    more.href = link.href;
    more.tabIndex = -1;
    more.textContent = note ? "看出处" : "看术语表";
    box.appendChild(more);
    document.body.appendChild(box);
    link.setAttribute("aria-describedby", "qz-tip");
    this.box = box;
    this.owner = link;
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
    if (this.box) { this.box.parentNode.removeChild(this.box); }
    if (this.owner) { this.owner.removeAttribute("aria-describedby"); }
    this.box = null;
    this.owner = null;
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

  function start(work) {
    try { work(); } catch (error) { if (window.console) { window.console.error(error); } }
  }

  start(function () { new Tips(document.body); });
  Array.prototype.forEach.call(document.querySelectorAll(".qz-filter"), function (root) {
    start(function () { new Filter(root); });
  });
})();
