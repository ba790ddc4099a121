/* What the other scripts of a page build on: elements, scripts fetched when wanted, parts started one by one. */
var Quizgen = Quizgen || {};

Quizgen.page = (function () {
  "use strict";

  const OWN = document.currentScript;
  const HERE = OWN instanceof HTMLScriptElement ? OWN.src : "";

  /** The address of a file beside this script; "../" is the root of the site. @type {(name: string) => string} */
  function here(name) { return new URL(name, HERE).href; }

  /** @type {<K extends keyof HTMLElementTagNameMap>(tag: K, attributes?: Record<string, string> | null, children?: (Node | string)[]) => HTMLElementTagNameMap[K]} */
  function make(tag, attributes, children) {
    const element = document.createElement(tag), given = attributes || {};
    Object.keys(given).forEach((name) => element.setAttribute(name, given[name]));
    (children || []).forEach((child) => {
      element.appendChild(typeof child === "string" ? document.createTextNode(child) : child);
    });
    return element;
  }

  /** A style or a script of this site; kept when it is there. @type {(name: string) => Promise<void>} */
  function load(name) {
    return new Promise((done, failed) => {
      const element = /css$/.test(name) ? make("link", { rel: "stylesheet", href: here(name) }) : make("script", { src: here(name) });
      element.onload = () => done();
      element.onerror = () => failed(new Error(name));
      document.head.appendChild(element);
    });
  }

  /** Those files one after another, in their order. @type {(names: string[]) => Promise<void>} */
  function loadAll(names) {
    return names.reduce((before, name) => before.then(() => load(name)), Promise.resolve());
  }

  /** Do something; when it fails, only this fails. @type {(work: () => unknown) => void} */
  function start(work) {
    try { work(); } catch (error) { if (window.console) { window.console.error(error); } }
  }

  /** Start a part for each of the elements. @type {(selector: string, part: (root: HTMLElement) => unknown) => void} */
  function each(selector, part) {
    /** @type {NodeListOf<HTMLElement>} */
    const found = document.querySelectorAll(selector);
    found.forEach((root) => start(() => part(root)));
  }

  return { each: each, here: here, load: load, loadAll: loadAll, make: make, start: start };
})();
