/* The practice centre: hash routes, one view at a time, announcements, single-key shortcuts. */
var Quizgen = Quizgen || {};

/** What a route shows. `changed` is called when what is remembered has changed elsewhere.
   @typedef {{start: () => unknown, changed?: () => void, stop?: () => void}} View */
/** @typedef {new (app: App, root: HTMLElement, rest: string[]) => View} ViewClass */
/** Work for a key; false leaves the key to the browser. @typedef {(event: KeyboardEvent) => unknown} KeyWork */

/** The views by the first part of their route. @type {Record<string, ViewClass>} */
Quizgen.views = {};

Quizgen.App = (function () {
  "use strict";
  const h = Quizgen.dom.h;

  const TROUBLES = {
    denied: "这个浏览器不让本页保存记录：可以练习，关掉本页后记录就没有了。离开前请到“进度”里导出。",
    full: "浏览器的存储已满，新的记录没有存下。请到“进度”里导出，再清理浏览器的网站数据。",
    future: "本机的记录是更新版本的网站写的，这里只能练习、不会改动它。请用更新的网站打开。"
  };
  const FROM_FOLDER = "这一页是从文件夹直接打开的。记录跟着这个文件走：文件夹改名、换位置、换浏览器，就看不到原来的记录；" +
    "有的浏览器（如 Firefox）还给每个网页文件单独存记录。请常到“进度与设置”里导出备份。";
  const NAME = "练习", DAY_CHECK = 20000;

  /* `root` holds data-pool (the folder of the data files) and data-base (the root of the site). */
  class App {
    /** What is said of a page that is opened from a folder. @type {string} */
    static get FROM_FOLDER() { return FROM_FOLDER; }

    /** @param {HTMLElement} root */
    constructor(root) {
      this.root = root;
      this.clock = Quizgen.site.clock;
      this.chance = Quizgen.chance.fresh();
      this.store = new Quizgen.Store(Quizgen.storage.local(), this.clock, this.chance);
      this.pool = Quizgen.site.pool(root.getAttribute("data-pool") || "");
      Quizgen.site.base = root.getAttribute("data-base") || "";
      this.desk = new Quizgen.sitting.Desk(Quizgen.storage.local());
      this.rounds = new Quizgen.rounds.Rounds(Quizgen.storage.local(), this.clock, this.chance);
      this.notice = h("div", { class: "qp-notice" });
      this.live = h("p", { class: "qp-hidden", role: "status", "aria-live": "polite" });
      this.main = h("div", { class: "qp-view" });
      this.title = document.title;
      Quizgen.dom.clear(root);
      [this.notice, this.live, this.main].forEach((part) => root.appendChild(part));
      /** What single keys do in this view. @type {Record<string, KeyWork>} */
      this.keys = {};
      /** @type {View | null} */
      this.view = null;
      /** The failure that is shown. @type {HTMLElement | null} */
      this.failed = null;
      /** What was last warned of. */
      this.warned = "";
      window.addEventListener("hashchange", () => this.show());
      window.addEventListener("storage", (event) => {
        if (event.key === Quizgen.Store.KEY || event.key === null) {
          this.store.refresh();
          this.warn();
          this.refresh();
        }
      });
      this.day = this.store.today();
      window.setInterval(() => this.watchDay(), DAY_CHECK);
      document.addEventListener("visibilitychange", () => this.watchDay());
      document.addEventListener("keydown", (event) => this.press(event));
      this.store.listen(() => this.warn());
      this.warn();
      this.show();
    }

    /** Let the letters A to H, and the figures, choose the options of a question. @type {(press: (place: number) => unknown) => void} */
    letters(press) {
      "abcdefgh".split("").forEach((key, place) => {
        this.keys[key] = this.keys[String(place + 1)] = () => press(place);
      });
    }

    /** Tell the view that what is remembered has changed elsewhere. @type {() => void} */
    refresh() {
      if (this.view && this.view.changed) { this.view.changed(); }
    }

    /** At midnight other questions are due. @type {() => void} */
    watchDay() {
      if (this.store.today() !== this.day) {
        this.day = this.store.today();
        this.refresh();
      }
    }

    /** The route now as it is written: "topic/%E6%98%8E" of "#/topic/%E6%98%8E". @type {() => string} */
    path() { return window.location.hash.replace(/^#\/?/, ""); }

    /** The route now: {name, rest: [decoded parts]} of "#/topic/明责". @type {() => {name: string, rest: string[]}} */
    route() {
      const parts = this.path().split("/").map(decoded);
      return { name: parts[0] || "home", rest: parts.slice(1) };
    }

    /** @type {(name: string, rest?: string) => string} */
    go(name, rest) {
      const hash = "#/" + encodeURIComponent(name) + (rest === undefined ? "" : "/" + encodeURIComponent(rest));
      if (window.location.hash === hash) { this.show(); } else { window.location.hash = hash; }
      return name;
    }

    /** @type {() => unknown} */
    show() {
      const route = this.route(), views = Quizgen.views, View = own(views, route.name) ? views[route.name] : views.home;
      if (this.view && this.view.stop) { this.view.stop(); }
      this.keys = {};
      this.warn();
      Quizgen.overlay.drop();
      Quizgen.dom.clear(this.main);
      this.view = new View(this, this.main, route.rest);
      const view = this.view, started = view.start(), heading = this.main.querySelector("h2");
      document.title = heading && heading.firstChild && route.name !== "home" ? heading.firstChild.textContent + " - " + NAME : this.title;
      if (heading && window.location.hash) {
        heading.setAttribute("tabindex", "-1");
        heading.focus();
      } else if (window.location.hash) {
        Promise.resolve(started).then(() => { if (this.view === view) { Quizgen.dom.hold(); } });
      }
      return started;
    }

    /** Say something to a screen reader, the same thing twice as well. @type {(text: string) => void} */
    announce(text) { this.live.textContent = this.live.textContent === text ? text + "\u00a0" : text; }

    /** Show a failure in the page, with what to do; `again` tries once more.
        @type {(error: Error, again?: () => void) => void} */
    fail(error, again) {
      if (this.failed) { this.failed.remove(); }
      const retry = again ? Quizgen.dom.button("再试一次", () => {
        box.remove();
        again();
      }, "plain") : null;
      const box = this.failed = h("div", { class: "qp-fault", role: "alert" }, h("p", {}, error.message), retry);
      const back = this.main.querySelector(".qp-back");
      if (back && back.parentNode) { back.parentNode.insertBefore(box, back); } else { this.main.appendChild(box); }
    }

    /** @type {() => void} */
    warn() {
      const trouble = this.store.trouble;
      const quiet = ["home", "progress"].indexOf(this.route().name) < 0 || this.store.setting("folderSaid", false);
      const folder = window.location.protocol === "file:" && !trouble && !quiet;
      const now = [trouble, this.store.rescued !== "", folder].join();
      if (now === this.warned) { return; }
      this.warned = now;
      const within = this.notice.contains(document.activeElement);
      Quizgen.dom.clear(this.notice);
      if (within) { Quizgen.dom.hold(); }
      if (folder) {
        this.notice.appendChild(h("div", { class: "qp-warning" }, h("p", {}, FROM_FOLDER),
          Quizgen.dom.button("知道了", () => this.store.set("folderSaid", true), "quiet")));
      }
      if (trouble) { this.notice.appendChild(h("p", { class: "qp-warning", role: "alert" }, TROUBLES[trouble])); }
      if (this.store.rescued) {
        this.notice.appendChild(h("div", { class: "qp-warning", role: "alert" },
          h("p", {}, "本机的练习记录有一部分读不出来，已原样另存，没有丢弃；读得出来的照常使用。"),
          h("div", { class: "qp-actions" },
            Quizgen.dom.button("存成文件", () => Quizgen.dom.download("损坏的练习记录.json", this.store.rescued), "quiet"),
            Quizgen.dom.button("不再提示", () => this.store.forgetRescued(), "quiet"))));
      }
    }

    /** Single keys: {a: work}; only outside text fields, without modifiers, unless switched off.
        @type {(event: KeyboardEvent) => void} */
    press(event) {
      if (Quizgen.overlay.covered() || event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) { return; }
      if (!this.store.setting("keys", true) || typing(event.target)) { return; }
      const work = this.keys[event.key.length === 1 ? event.key.toLowerCase() : event.key];
      if (work && work(event) !== false) { event.preventDefault(); }
    }
  }

  /** @type {(map: object, key: string) => boolean} */
  function own(map, key) { return Object.prototype.hasOwnProperty.call(map, key); }

  /** @type {(text: string) => string} */
  function decoded(text) { try { return decodeURIComponent(text); } catch (_error) { return text; } }

  /** @type {(target: EventTarget | null) => boolean} */
  function typing(target) {
    if (!(target instanceof HTMLElement)) { return false; }
    return target.isContentEditable || /^(TEXTAREA|SELECT)$/.test(target.tagName) ||
      (target instanceof HTMLInputElement && !/^(radio|checkbox|button|submit)$/.test(target.type));
  }

  return App;
})();

/** The page of the practice centre, once it is open. @type {App | null} */
Quizgen.app = null;

/** Open the practice centre where the page has a place for it. @type {() => void} */
Quizgen.startApp = function () {
  "use strict";
  const root = document.getElementById("qp-app");
  if (!root) { return; }
  if (!window.quizgenPool) {
    root.textContent = "读不到题库数据（assets/practice/pool.js）。请确认网站文件夹是完整的。";
    return;
  }
  try { Quizgen.app = new Quizgen.App(root); } catch (error) {
    root.textContent = "练习页没能打开：" + /** @type {Error} */ (error).message;
    if (window.console) { window.console.error(error); }
  }
};
