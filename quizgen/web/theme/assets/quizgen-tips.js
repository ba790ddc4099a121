/* Tooltips of citations and terms; the list of cited places as one of statements. A classic script: it also works from file://. */
var Quizgen = Quizgen || {};

/** Where a text stands: its set (a file), its key there. @typedef {{set: string, key: string}} TipPlace */
/** The file of each source. @typedef {Record<string, string>} TipFiles */

Quizgen.tips = (function () {
  "use strict";
  const page = Quizgen.page, make = page.make;

  const TERMS = "terms", HIDE_AFTER = 250, GAP = 8;

  /** The files of the page's sources, as "source=file source=file" says: pure. @type {(said: string) => TipFiles} */
  function filesOf(said) {
    /** @type {TipFiles} */
    const files = {};
    said.split(" ").forEach((one) => { files[one.split("=")[0]] = one.split("=")[1] || ""; });
    return files;
  }

  /** Where a link's tooltip stands: pure, from the link's address. @type {(address: string, files: TipFiles) => TipPlace} */
  function placeOf(address, files) {
    const key = decodeURIComponent(address.slice(address.indexOf("#") + 1));
    const fact = /^([a-z]+)-\d+$/.exec(key);
    return { set: fact && files[fact[1]] || TERMS, key: key };
  }

  const notesOfPage = document.querySelector(".qz-notes");
  const FILES = filesOf(notesOfPage && notesOfPage.getAttribute("data-tips") || "");

  /** @type {(link: Element) => TipPlace} */
  function placeOfLink(link) { return placeOf(link.getAttribute("href") || "", FILES); }

  /** The links to what a mark cites: itself, or those of its entry in the list where it stands for several facts. @type {(link: HTMLAnchorElement) => HTMLAnchorElement[]} */
  function linksBehind(link) {
    const entry = /^#n\d+$/.exec(link.getAttribute("href") || "") ? document.querySelector(link.hash) : null;
    return entry ? Array.from(entry.querySelectorAll("a")) : [link];
  }

  /** Sets of texts asked for. @type {Record<string, Promise<void>>} */
  const waiting = {};

  /** @type {(set: string) => Record<string, TipText> | undefined} */
  function setOf(set) { return (window.quizgenTips || {})[set]; }

  /** Do something once a set of texts is there, or is known not to come. @type {(set: string, done: () => void) => void} */
  function want(set, done) {
    if (setOf(set)) {
      done();
      return;
    }
    const coming = waiting[set] || (waiting[set] = page.load("tips/" + set + ".js").catch(() => { delete waiting[set]; }));
    coming.then(done);
  }

  /** The same for several sets. @type {(places: TipPlace[], done: () => void) => void} */
  function wantAll(places, done) {
    const sets = new Set(places.map((place) => place.set));
    let left = sets.size;
    sets.forEach((set) => want(set, () => {
      left -= 1;
      if (!left) { done(); }
    }));
  }

  /** @type {(place: TipPlace) => TipText | undefined} */
  function textAt(place) { return (setOf(place.set) || {})[place.key]; }

  /** One box for all tooltips: shown on hover and focus, on a touch screen by the first tap. */
  class Tips {
    /** @param {HTMLElement} root */
    constructor(root) {
      /** The box, while one is shown. @type {HTMLElement | null} */
      this.box = null;
      /** The link whose text it shows. @type {HTMLAnchorElement | null} */
      this.owner = null;
      /** The link that was shown when a finger came down. @type {HTMLAnchorElement | null} */
      this.shown = null;
      this.touch = false;
      this.timer = 0;
      root.addEventListener("mouseover", (event) => this.enter(event.target));
      root.addEventListener("focusin", (event) => this.enter(event.target));
      root.addEventListener("focusout", (event) => { if (!this.holds(event.relatedTarget)) { this.hide(); } });
      root.addEventListener("click", (event) => this.click(event), true);
      document.addEventListener("keydown", (event) => { if (event.key === "Escape") { this.hide(); } });
      root.addEventListener("pointerdown", (event) => {
        this.touch = event.pointerType === "touch" || event.pointerType === "pen";
        this.shown = this.box ? this.owner : null;
      }, true);
    }

    /** Whether something is in the box. @type {(target: EventTarget | null) => boolean} */
    holds(target) { return Boolean(this.box && target instanceof Node && this.box.contains(target)); }

    /** @type {(target: EventTarget | null) => HTMLAnchorElement | null} */
    linkOf(target) { return target instanceof Element ? target.closest(".qz-cite a, a.qz-term") : null; }

    /** The mouse may take a moment on its way from the link into the box. @type {(target: EventTarget | null) => void} */
    enter(target) {
      const link = this.linkOf(target);
      window.clearTimeout(this.timer);
      if (link) { this.show(link); } else if (this.owner && !this.holds(target) && this.owner !== document.activeElement) {
        this.timer = window.setTimeout(() => this.hide(), HIDE_AFTER);
      }
    }

    /** @type {(event: Event) => void} */
    click(event) {
      const link = this.linkOf(event.target);
      if (link && this.touch && this.shown !== link) {
        event.preventDefault();
        this.show(link);
      } else if (!link && !this.holds(event.target)) { this.hide(); }
    }

    /** @type {(link: HTMLAnchorElement) => void} */
    show(link) {
      if (this.owner === link) { return; }
      const links = linksBehind(link);
      this.hide();
      this.owner = link;
      wantAll(links.map(placeOfLink), () => { if (this.owner === link) { this.open(link, links); } });
    }

    /** @type {(link: HTMLAnchorElement, links: HTMLAnchorElement[]) => void} */
    open(link, links) {
      const said = links.map((one) => {
        const text = textAt(placeOfLink(one)), words = typeof text === "string" ? text : (text || []).join("：");
        const more = make("a", { href: one.href, tabindex: "-1" }, [link.classList.contains("qz-term") ? "看术语表" : "看出处"]);
        return make("p", {}, [words ? words + " " : "", more]);
      });
      if (links.length > 1) { said.unshift(make("p", { class: "qz-tip-count" }, [links.length + "处出处"])); }
      this.box = make("div", { id: "qz-tip", role: "tooltip" }, said);
      document.body.appendChild(this.box);
      link.setAttribute("aria-describedby", "qz-tip");
      this.settle(link, this.box);
    }

    /** Below the link, above it where there is no room. @type {(link: HTMLElement, box: HTMLElement) => void} */
    settle(link, box) {
      const at = link.getBoundingClientRect(), size = box.getBoundingClientRect(), wide = document.documentElement.clientWidth;
      const left = Math.max(GAP, Math.min(at.left, wide - size.width - GAP));
      const above = at.bottom + size.height + GAP > window.innerHeight && at.top > size.height;
      box.style.left = (left + window.pageXOffset) + "px";
      box.style.top = ((above ? at.top - size.height - 4 : at.bottom + 4) + window.pageYOffset) + "px";
    }

    /** @type {() => void} */
    hide() {
      window.clearTimeout(this.timer);
      if (this.box) { this.box.remove(); }
      if (this.owner) { this.owner.removeAttribute("aria-describedby"); }
      this.box = null;
      this.owner = null;
    }
  }

  /** The list of cited places becomes one of statements when a reader comes near it. */
  class Notes {
    /** @param {HTMLElement} root */
    constructor(root) {
      this.root = root;
      /** The links to what is cited, by the number of the mark less one. @type {HTMLAnchorElement[][]} */
      this.cited = [];
      document.querySelectorAll(".qz-cite a").forEach((link) => {
        if (link instanceof HTMLAnchorElement) { this.cited[Number(link.textContent) - 1] = linksBehind(link); }
      });
      new IntersectionObserver((seen, watch) => {
        if (!seen[0].isIntersecting) { return; }
        watch.disconnect();
        this.fetch();
      }).observe(root);
      window.addEventListener("beforeprint", () => this.fill());
    }

    /** @type {() => void} */
    fetch() {
      wantAll(this.cited.reduce((all, links) => all.concat(links), []).map(placeOfLink), () => this.fill());
    }

    /** Put the statements in, once all of them are there. @type {() => void} */
    fill() {
      const texts = this.cited.map((links) => links.map((link) => textAt(placeOfLink(link))));
      if (!texts.every((some) => some.every(Boolean))) { return; }
      this.root.querySelectorAll("ol > li").forEach((item, index) => {
        const said = this.cited[index].map((link, which) => {
          const text = texts[index][which] || "";
          return make("p", {}, [make("a", { href: link.getAttribute("href") || "" }, [text[0]]), "：" + text[1]]);
        });
        item.textContent = "";
        said.forEach((one) => item.appendChild(one));
      });
    }
  }

  page.each("body", (body) => new Tips(body));
  page.each(".qz-notes", (notes) => new Notes(notes));

  return { Notes: Notes, Tips: Tips, filesOf: filesOf, placeOf: placeOf };
})();
