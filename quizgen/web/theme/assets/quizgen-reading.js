/* What a reader has read: how far each page, which steps of a way are done, where to go on. A classic script: it also works from file://. */
var Quizgen = Quizgen || {};

/** A value with the time (ms) it was given at. @template T @typedef {[T, number]} Timed */
/** How far each page was read (0 to 1), which steps are done (1), where one was last: address, title, anchor, heading.
   @typedef {{pages: Record<string, Timed<number>>, steps: Record<string, Timed<number>>, last: Timed<string[]> | null}} ReadSoFar */

Quizgen.reading = (function () {
  "use strict";
  const page = Quizgen.page;

  const KEY = "quizgen.reading", END = 0.95, LINE = 140;
  const ROOT = page.here("../");

  /** The address of an address below the root of the site, without its anchor. @type {(href: string) => string} */
  function below(href) {
    const bare = href.split("#")[0].split("?")[0];
    const path = bare.slice(0, ROOT.length) === ROOT ? bare.slice(ROOT.length) : "";
    return path === "" || path.slice(-1) === "/" ? path + "index.html" : path;
  }

  const HERE = below(window.location.href);

  /** @type {(value: any) => Record<string, Timed<number>>} */
  function pairs(value) {
    /** @type {Record<string, Timed<number>>} */
    const found = {};
    Object.keys(value && typeof value === "object" ? value : {}).forEach((key) => {
      if (key !== "__proto__" && Array.isArray(value[key]) && value[key].length === 2 && value[key].every(Number.isFinite)) {
        found[key] = [value[key][0], value[key][1]];
      }
    });
    return found;
  }

  /** What is kept; what cannot be read counts as nothing. @type {() => ReadSoFar} */
  function read() {
    /** @type {any} */
    let kept = {};
    try { kept = JSON.parse(localStorage.getItem(KEY) || "{}") || {}; } catch (_error) { kept = {}; }
    const last = kept.last, good = Array.isArray(last) && Array.isArray(last[0]) && last[0].length === 4 && last[0].every((/** @type {any} */ one) => typeof one === "string");
    return { pages: pairs(kept.pages), steps: pairs(kept.steps), last: good ? [last[0], last[1]] : null };
  }

  /** Change what is kept, as it is now. @type {(work: (kept: ReadSoFar) => void) => void} */
  function change(work) {
    const kept = read();
    work(kept);
    try { localStorage.setItem(KEY, JSON.stringify(kept)); } catch (_error) { /* not allowed, or full: not remembered */ }
  }

  /** Notes how far this page is read. */
  class Place {
    /** @param {HTMLElement} article @param {HTMLElement} title */
    constructor(article, title) {
      this.article = article;
      this.title = (title.firstChild && title.firstChild.textContent) || "";
      /** @type {HTMLElement[]} */
      this.heads = Array.from(article.querySelectorAll("h2[id]"));
      this.far = 0;
      this.moved = false;
      this.asked = false;
      window.addEventListener("scroll", () => {
        if (this.asked) { return; }
        this.asked = true;
        window.requestAnimationFrame(() => this.look());
      }, { passive: true });
      window.addEventListener("pagehide", () => this.keep());
      document.addEventListener("visibilitychange", () => { if (document.hidden) { this.keep(); } });
    }

    /** @type {() => void} */
    look() {
      this.asked = false;
      this.moved = true;
      const box = this.article.getBoundingClientRect(), before = this.far;
      this.far = Math.max(this.far, Math.min(1, (window.innerHeight - box.top) / Math.max(1, box.height)));
      if (before < END && this.far >= END) { this.keep(); }
    }

    /** @type {() => void} */
    keep() {
      if (!this.moved) { return; }
      const passed = this.heads.filter((head) => head.getBoundingClientRect().top < LINE), head = passed[passed.length - 1];
      const words = head && head.firstChild ? head.firstChild.textContent || "" : "";
      change((kept) => {
        const now = Date.now(), mine = kept.pages[HERE] || [0, 0];
        kept.pages[HERE] = [Math.max(mine[0], Math.round(100 * this.far) / 100), now];
        kept.last = [[HERE, this.title, head ? head.id : "", words], now];
      });
    }
  }

  /** The steps of a way, to be ticked: the list below a heading of the class. */
  class Way {
    /** @param {HTMLElement} head */
    constructor(head) {
      this.head = head;
      let list = head.nextElementSibling;
      while (list && !/^([OU]L|H2)$/.test(list.tagName)) { list = list.nextElementSibling; }
      this.said = page.make("p", { "class": "qz-route", role: "status" });
      /** @type {[string, HTMLInputElement][]} */
      this.boxes = [];
      if (!list || list.tagName === "H2") { return; }
      Array.from(list.children).forEach((step, at) => this.box(step, at));
      list.classList.add("qz-steps-ticked");
      list.before(this.said);
      this.tell();
    }

    /** The name of a step: where it leads first, so that it keeps its tick when steps are added. @type {(step: Element, at: number) => void} */
    box(step, at) {
      const link = step.querySelector("a:not(.qz-term)"), words = (step.textContent || "").slice(0, 20);
      const name = HERE + "#" + this.head.id + "/" + ((link && link.getAttribute("href")) || String(at));
      const input = page.make("input", { type: "checkbox", "class": "qz-tick", "aria-label": "做完了：" + words });
      input.checked = Boolean((read().steps[name] || [0])[0]);
      input.addEventListener("change", () => {
        change((kept) => { kept.steps[name] = [input.checked ? 1 : 0, Date.now()]; });
        this.tell();
      });
      step.prepend(input);
      this.boxes.push([name, input]);
    }

    /** @type {() => void} */
    tell() {
      const done = this.boxes.filter((one) => one[1].checked).length;
      this.said.textContent = done === this.boxes.length ? "这条路走完了。" : "做完一步勾一步：做了 " + done + " 步，共 " + this.boxes.length + " 步。";
    }
  }

  /** The address of the way of a step. @type {(name: string) => string} */
  function wayOf(name) {
    const at = name.indexOf("#");
    return name.slice(0, at) + name.slice(at).split("/")[0];
  }

  /** On the home of the site: where to go on; nothing for a newcomer. @type {(box: Element) => void} */
  function goOn(box) {
    const kept = read(), last = kept.last, done = Object.keys(kept.pages).filter((one) => kept.pages[one][0] >= END).length;
    const steps = Object.keys(kept.steps).filter((one) => kept.steps[one][0]).sort((a, b) => kept.steps[b][1] - kept.steps[a][1]);
    if (!last && !steps.length) { return; }
    const place = page.make("div", { "class": "qz-continue" });
    if (last) {
      const [address, title, anchor, heading] = last[0];
      place.appendChild(page.make("a", { "class": "qz-go-on", href: ROOT + address + (anchor ? "#" + encodeURIComponent(anchor) : "") },
        [page.make("strong", {}, ["接着读：" + title]), heading ? page.make("span", {}, [heading]) : ""]));
    }
    if (steps.length) {
      place.appendChild(page.make("a", { "class": "qz-go-on", href: ROOT + wayOf(steps[0]) },
        [page.make("strong", {}, ["接着走学习路线"]), page.make("span", {}, ["做了 " + steps.length + " 步"])]));
    }
    if (done) { place.appendChild(page.make("p", {}, ["看到页末的有 " + done + " 页。"])); }
    if (box.classList.contains("qz-continue")) { box.replaceWith(place); } else { box.after(place); }
  }

  /** Marks the pages of the menu that were read to their ends. @type {() => void} */
  function mark() {
    const kept = read();
    /** @type {NodeListOf<HTMLAnchorElement>} */
    const links = document.querySelectorAll(".md-nav--primary a[href]");
    links.forEach((link) => {
      const pair = kept.pages[below(link.href)];
      if (pair && pair[0] >= END) { link.appendChild(page.make("span", { "class": "qz-read", title: "看到过页末" }, [" ✓"])); }
    });
  }

  page.start(() => {
    const home = document.querySelector(".qz-continue") || document.querySelector("main .qz-search-box");
    /** @type {HTMLElement | null} */
    const article = document.querySelector("article.md-content__inner");
    const title = article && article.querySelector("h1");
    page.each("h2.route", (head) => new Way(head));
    if (home) { goOn(home); } else if (article && title && !document.getElementById("qp-app")) { new Place(article, title); }
    mark();
  });

  return { Place: Place, Way: Way, below: below, read: read };
})();
