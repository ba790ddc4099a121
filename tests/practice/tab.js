/* A tab with the practice centre in it, without a window: jsdom, a small bank, a clock that stands still until told. */
"use strict";
const fs = require("node:fs");
const path = require("node:path");
const vm = require("node:vm");
const MODULES = process.env.QUIZGEN_NODE_MODULES || path.join(__dirname, "../../build/browsers/node_modules");
const { JSDOM, ResourceLoader, VirtualConsole } = require(path.join(MODULES, "jsdom"));
const bank = require("./bank.js");
const { Storage } = require("./storage.js");

const ROOT = path.join(__dirname, "../..");
const FOLDER = path.join(ROOT, "quizgen/web/practice");
const PARTS = ["PARTS = (", "EXAM = (", "MORE = (", "WALL = ("].reduce((all, head) => all.concat(
  fs.readFileSync(path.join(ROOT, "quizgen/web/practice_script.py"), "utf8").split(head)[1].split(")")[0].match(/\w+/g)), []);
const SCRIPTS = PARTS.map((part) => {
  const file = path.join(FOLDER, part + ".js");
  return new vm.Script(fs.readFileSync(file, "utf8"), { filename: file });
});
const START = Date.UTC(2026, 10, 22, 4);
const BASE = "http://zhuti.test/";

/* Every access of a storage that a browser denies. */
const DENIED = new Proxy({}, { get() { throw Object.assign(new Error("no"), { name: "SecurityError" }); } });

class Files extends ResourceLoader {
  constructor(tab) {
    super();
    this.tab = tab;
  }

  fetch(url) {
    const name = url.slice(url.lastIndexOf("/") + 1), files = this.tab.files;
    this.tab.fetched.push(name);
    return files[name] === undefined ? Promise.reject(new Error("offline")) : Promise.resolve(Buffer.from(files[name]));
  }
}

class Tab {
  /* `given`: {hash, storage, session, clock, address, seed, files, pool: null for none, body}. */
  constructor(given) {
    const tab = this, more = given || {};
    this.clock = more.clock || { ms: START };
    this.storage = more.storage === undefined ? new Storage() : more.storage;
    this.session = more.session || new Storage();
    this.files = more.files || bank.files();
    this.fetched = [];
    this.seed = more.seed || 1;
    this.saved = [];
    this.timers = [];
    this.errors = [];
    const talk = new VirtualConsole();
    talk.on("jsdomError", (error) => { if (error.detail) { this.errors.push(error.detail); } });
    talk.on("error", (error) => this.errors.push(error));
    const body = more.body || '<div id="qp-app" data-pool="assets/practice/" data-base="up/"></div>';
    this.dom = new JSDOM("<!DOCTYPE html><title>练习 - 站名</title><body>" + body + "</body>", {
      url: (more.address || BASE + "lianxi.html") + (more.hash === undefined ? "" : "#/" + more.hash), runScripts: "dangerously",
      resources: new Files(this), virtualConsole: talk, beforeParse(window) { tab.prepare(window); }
    });
    this.window = this.dom.window;
    this.document = this.window.document;
    if (more.pool !== null) { this.window.quizgenPool = this.window.JSON.parse(JSON.stringify(more.pool || bank.pool())); }
    const context = this.dom.getInternalVMContext();
    SCRIPTS.forEach((script) => script.runInContext(context));
    this.Quizgen = this.window.Quizgen;
    if (more.start !== false) { this.Quizgen.startApp(); }
  }

  prepare(window) {
    const tab = this, define = (name, value) => Object.defineProperty(window, name, { configurable: true, value });
    window.Date.now = () => this.clock.ms;
    window.Date.prototype.getTimezoneOffset = () => -480;
    let seed = this.seed;
    define("crypto", { getRandomValues(words) { words.forEach((_word, at) => { words[at] = seed++ * 2654435761; }); } });
    Object.defineProperty(window, "localStorage", { configurable: true, get() {
      if (tab.storage === null) { throw Object.assign(new Error("no"), { name: "SecurityError" }); }
      return tab.storage;
    } });
    define("sessionStorage", this.session);
    window.setInterval = (work, ms) => this.timers.push({ work, ms });
    window.clearInterval = (number) => { if (number) { this.timers[number - 1] = null; } };
    window.Blob = class { constructor(parts, options) { Object.assign(this, { text: parts.join(""), type: options.type }); } };
    this.urls = [];
    window.URL.createObjectURL = (blob) => "blob:" + (this.urls.push(blob) - 1);
    window.URL.revokeObjectURL = () => {};
    window.print = () => { this.printed = (this.printed || 0) + 1; };
    window.Element.prototype.scrollIntoView = () => {};
    window.document.addEventListener("click", (event) => {
      const link = event.target.closest ? event.target.closest("a[download]") : null;
      if (!link) { return; }
      event.preventDefault();
      const blob = this.urls[Number(link.href.slice(5))];
      this.saved.push({ name: link.getAttribute("download"), text: blob.text, type: blob.type });
    });
  }

  get app() { return this.Quizgen.app; }

  get view() { return this.app.view; }

  get main() { return this.app.main; }

  /* What is kept of the practice. */
  kept() { return JSON.parse(this.storage.getItem("quizgen.practice")); }

  /* Wait for what happens by itself: files that come, routes that change. */
  async until(reached) {
    for (let turn = 0; turn < 1500; turn++) {
      const found = reached();
      if (found) { return found; }
      await new Promise((done) => { setTimeout(done, 1); });
    }
    throw new Error("did not happen: " + reached);
  }

  /* Timers of one length go off in the order they were set: what the page has set goes first. */
  async idle() {
    for (let turn = 0; turn < 6; turn++) {
      await new Promise((done) => { setTimeout(done, 1); });
      await new Promise((done) => { setImmediate(done); });
    }
  }

  /* Let `ms` go by and run what waits for the clock. */
  pass(ms) {
    this.clock.ms += ms;
    this.timers.filter(Boolean).forEach((timer) => timer.work());
  }

  /* Follow a hash route. */
  async turn(view) {
    const heard = new Promise((done) => { this.window.addEventListener("hashchange", done, { once: true }); });
    this.window.location.hash = "#/" + view;
    await heard;
  }

  find(css) { return this.document.querySelector(css); }

  all(css) { return [...this.document.querySelectorAll(css)]; }

  texts(css) { return this.all(css).map((one) => one.textContent); }

  /* The first button or link that begins with these words. */
  button(words) {
    return this.all("#qp-app button, #qp-app a, form button, form a").find((one) => one.textContent.startsWith(words)) || null;
  }

  click(words) {
    const found = this.button(words);
    if (!found) { throw new Error("no button " + words + " in " + this.texts("button, a").join(" | ")); }
    found.click();
  }

  /* Press a key where the focus is; whether the page took it. */
  press(key, more) {
    const target = this.document.activeElement || this.document.body;
    const event = new this.window.KeyboardEvent("keydown", Object.assign({ key, bubbles: true, cancelable: true }, more));
    return !target.dispatchEvent(event);
  }

  /* Put text into a field as typing does. */
  type(field, text) {
    field.value = text;
    field.dispatchEvent(new this.window.Event("input", { bubbles: true }));
    field.dispatchEvent(new this.window.Event("change", { bubbles: true }));
  }

  /* The field of this label. */
  field(words) {
    const label = this.all("label").find((one) => one.textContent.startsWith(words));
    return label ? this.document.getElementById(label.getAttribute("for")) : null;
  }

  /* Tell this tab that another one has written. */
  hear(key) {
    this.window.dispatchEvent(new this.window.StorageEvent("storage", { key: key === undefined ? "quizgen.practice" : key }));
  }

  /* The question on the screen, once it is there: its id. */
  async asked() {
    await this.until(() => this.view.asked && this.find(".qp-body"));
    return this.view.id || this.view.asked.question.id;
  }

  /* Answer the question on the screen, right or wrong; written ones are left alone. */
  fill(right) {
    this.view.asked.bodies.forEach((body) => {
      const kind = body.question.kind;
      if (kind === "true_false") { body.inputs[body.question.answer === right ? 0 : 1].click(); }
      if (kind === "fill") {
        body.inputs.forEach((input, at) => this.type(input, right ? body.question.answers[at][0] : "不是这个"));
      }
      if (kind === "single" || kind === "multiple") {
        const wanted = body.order.map((index, place) => [index, place])
          .filter((pair) => (pair[0] < body.question.right.length) === right).map((pair) => pair[1]);
        wanted.slice(0, kind === "single" ? 1 : undefined).forEach((place) => body.inputs[place].click());
      }
    });
  }

  /* Answer, submit, judge; the id. */
  async give(right) {
    const id = await this.asked();
    this.fill(right);
    this.click("提交");
    if (this.button("记下自评")) {
      this.all(".qp-points input").forEach((box) => { if (right) { box.click(); } });
      this.click("记下自评");
    }
    return id;
  }
}

exports.Tab = Tab;
exports.DENIED = DENIED;
exports.START = START;
exports.DAY = 86400000;
/* The same value without the window's prototypes, so that deepEqual compares contents only. */
exports.plain = (value) => JSON.parse(JSON.stringify(value));

/* What a reader gets, line by line: element, what distinguishes it, its own text. Ids are left out. */
exports.outline = function (root) {
  const lines = [];
  const walk = (node, depth) => {
    if (node.nodeType === 3) {
      if (node.data) { lines.push("  ".repeat(depth) + "“" + node.data + "”"); }
      return;
    }
    const names = [...node.attributes].filter((one) => !["id", "name", "for", "aria-describedby", "aria-labelledby"].includes(one.name))
      .map((one) => one.name + (one.value ? "=" + one.value : "")).sort();
    ["checked", "disabled", "readOnly"].forEach((state) => { if (node[state]) { names.push("<" + state + ">"); } });
    if (/^(INPUT|TEXTAREA|SELECT)$/.test(node.tagName) && node.value) { names.push("<value " + node.value + ">"); }
    const line = "  ".repeat(depth) + [node.tagName.toLowerCase(), ...names].join(" "), inside = [...node.childNodes];
    if (inside.length === 1 && inside[0].nodeType === 3) {
      lines.push(line + " “" + inside[0].data + "”");
      return;
    }
    lines.push(line);
    inside.forEach((child) => walk(child, depth + 1));
  };
  walk(root, 0);
  return lines.join("\n") + "\n";
};

/* Compare with the kept outline of that name; QUIZGEN_WRITE_OUTLINES=1 writes it anew, to be read in the difference. */
exports.same = function (assert, name, roots) {
  const file = path.join(__dirname, "outlines", name + ".txt");
  const found = [].concat(roots).map(exports.outline).join("");
  if (process.env.QUIZGEN_WRITE_OUTLINES) { fs.mkdirSync(path.dirname(file), { recursive: true }); fs.writeFileSync(file, found); }
  assert.equal(found, fs.readFileSync(file, "utf8"), name);
};
