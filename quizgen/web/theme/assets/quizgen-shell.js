/* The frame of a page: light or dark, large type, menu, where one is in the contents. A classic script: it also works from file://. */
var Quizgen = Quizgen || {};

Quizgen.shell = (function () {
  "use strict";
  const page = Quizgen.page, ROOT = document.documentElement;

  /** What a reader chose, remembered where the browser allows it. @type {(name: string, value: string) => void} */
  function remember(name, value) {
    try { localStorage.setItem("quizgen." + name, value); } catch (_error) { /* not allowed: not remembered */ }
  }

  /** A button that is pressed or not; `is` tells the state of the page, `set` changes it.
     @type {(button: HTMLElement, is: () => boolean, set: (on: boolean) => void) => void} */
  function turns(button, is, set) {
    const tell = () => button.setAttribute("aria-pressed", String(is()));
    tell();
    button.addEventListener("click", () => {
      set(!is());
      tell();
    });
  }

  /** Large type; the page has set it already before anything was drawn. @type {(button: HTMLElement) => void} */
  function size(button) {
    turns(button, () => ROOT.getAttribute("data-size") === "big", (big) => {
      if (big) { ROOT.setAttribute("data-size", "big"); } else { ROOT.removeAttribute("data-size"); }
      remember("size", big ? "big" : "normal");
    });
  }

  /** Light or dark: what the system asks for, until a reader chooses. @type {(button: HTMLElement) => void} */
  function scheme(button) {
    turns(button, () => document.body.getAttribute("data-md-color-scheme") === "slate", (dark) => {
      document.body.setAttribute("data-md-color-scheme", dark ? "slate" : "default");
      remember("scheme", dark ? "slate" : "default");
    });
  }

  /** A label with a hidden box does not answer to the keyboard: a button of the same look takes its place.
     @type {(label: HTMLElement, name: string) => HTMLButtonElement} */
  function buttonFor(label, name) {
    const inside = Array.from(label.childNodes).map((node) => node.cloneNode(true));
    const button = page.make("button", { type: "button", "class": label.className, title: name, "aria-label": name }, inside);
    label.replaceWith(button);
    return button;
  }

  /** The hidden box of a label. @type {(label: HTMLElement) => HTMLInputElement} */
  function boxOf(label) {
    const box = document.getElementById(label.getAttribute("for") || "");
    if (!(box instanceof HTMLInputElement)) { throw new Error("a label without its box"); }
    return box;
  }

  /** Inside the menu: from the pages of a part back to all parts. @type {(label: HTMLElement) => void} */
  function back(label) {
    const box = boxOf(label);
    buttonFor(label, (label.textContent || "").trim() + "，回到全部目录").addEventListener("click", () => {
      box.checked = false;
      box.dispatchEvent(new Event("change"));
      const opener = box.nextElementSibling;
      if (opener instanceof HTMLElement) { opener.focus(); }
    });
  }

  /** A part of the menu: opens where it stands, without loading a page. @type {(label: HTMLElement) => void} */
  function opens(label) {
    const box = boxOf(label), button = buttonFor(label, (label.textContent || "").trim());
    const tell = () => button.setAttribute("aria-expanded", String(box.checked));
    tell();
    box.addEventListener("change", tell);
    button.addEventListener("click", () => {
      box.checked = !box.checked;
      tell();
    });
  }

  /** The menu of a narrow page. */
  class Menu {
    /** @param {HTMLElement} label */
    constructor(label) {
      this.box = boxOf(label);
      this.button = buttonFor(label, label.title);
      this.box.addEventListener("change", () => {
        this.button.setAttribute("aria-expanded", String(this.box.checked));
        document.body.classList.toggle("qz-still", this.box.checked);
      });
      this.turn(false);
      this.button.addEventListener("click", () => this.press());
      document.addEventListener("keydown", (event) => {
        if (event.key === "Escape" && this.box.checked) {
          this.turn(false);
          this.button.focus();
        }
      });
    }

    /** @type {(open: boolean) => void} */
    turn(open) {
      this.box.checked = open;
      this.box.dispatchEvent(new Event("change"));
    }

    /** @type {() => void} */
    press() {
      this.turn(!this.box.checked);
      /** @type {HTMLElement | null} */
      const first = document.querySelector(".md-sidebar--primary a[aria-current], .md-sidebar--primary a");
      if (this.box.checked && first) { first.focus(); }
    }
  }

  /** The last heading that has passed the top: pure, from their distances to it. @type {(tops: number[], line: number) => number} */
  function current(tops, line) {
    let found = -1;
    tops.forEach((top, index) => { if (top <= line) { found = index; } });
    return found;
  }

  /** Marks in the contents where one is; on a narrow page a choice folds the contents up again. */
  class Contents {
    /** @param {HTMLElement} root */
    constructor(root) {
      this.links = Array.from(root.querySelectorAll("a"));
      this.heads = this.links.map((link) => document.getElementById(decodeURIComponent(link.hash.slice(1))));
      /** The link that is marked. @type {HTMLElement | null} */
      this.last = null;
      this.asked = false;
      /** @type {HTMLElement | null} */
      this.frame = root.closest(".md-sidebar__scrollwrap");
      const fold = document.getElementById("__toc");
      root.addEventListener("click", (event) => {
        if (fold instanceof HTMLInputElement && event.target instanceof Element && event.target.closest("a")) { fold.checked = false; }
      });
      if (!this.frame || !this.frame.offsetHeight || !window.matchMedia("(min-width: 60em)").matches) { return; }
      window.addEventListener("scroll", () => {
        if (this.asked) { return; }
        this.asked = true;
        window.requestAnimationFrame(() => this.look());
      }, { passive: true });
    }

    /** @type {() => void} */
    look() {
      this.asked = false;
      const tops = this.heads.map((head) => (head ? head.getBoundingClientRect().top : Infinity));
      const at = this.links[current(tops, 120)] || null;
      if (at === this.last) { return; }
      if (this.last) {
        this.last.classList.remove("md-nav__link--active");
        this.last.removeAttribute("aria-current");
      }
      this.last = at;
      if (!at) { return; }
      at.classList.add("md-nav__link--active");
      at.setAttribute("aria-current", "location");
      const frame = this.frame;
      if (frame && frame.scrollHeight > frame.clientHeight) { frame.scrollTop = at.offsetTop - frame.clientHeight / 2; }
    }
  }

  /** A folded procedure is opened by a link to it, by printing. @type {(root: HTMLElement) => void} */
  function unfold(root) {
    if (!(root instanceof HTMLDetailsElement)) { return; }
    const ask = () => { if (root.id && location.hash === "#" + root.id) { root.open = true; } };
    window.addEventListener("hashchange", ask);
    window.addEventListener("beforeprint", () => { root.open = true; });
    ask();
  }

  /** A page that is shown inside another one (a source over a question): Escape is told to it, for keys do not leave a frame. What is open
     here takes the key first.
     @type {(event: KeyboardEvent) => void} */
  function tellEscape(event) {
    const tip = document.getElementById("qz-tip"), drawer = document.getElementById("__drawer");
    const open = document.querySelector("dialog[open]") || (tip && !tip.hidden) || (drawer instanceof HTMLInputElement && drawer.checked);
    if (event.key === "Escape" && !event.defaultPrevented && !open) { window.parent.postMessage("quizgen.escape", "*"); }
  }

  if (window.parent !== window) { document.addEventListener("keydown", tellEscape); }
  page.each(".qz-size", size);
  page.each(".qz-scheme", scheme);
  page.each(".md-header label[for=__drawer]", (label) => new Menu(label));
  page.each(".md-nav--primary label.md-nav__link", opens);
  page.each(".md-nav--primary .md-nav .md-nav__title", back);
  page.each("details.qz-procedure", unfold);
  page.each(".md-nav--secondary > .md-nav__list", (list) => new Contents(list));

  return { Contents: Contents, Menu: Menu, current: current };
})();
