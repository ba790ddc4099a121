/* Filters of tables and cards, built from the rows that are there. A classic script: it also works from file://. */
var Quizgen = Quizgen || {};

/** What can be filtered: where the rows are, by what they are chosen (the label: a text, or the number of a column, whose heading
   it is), how they are counted.
   @typedef {{rows: string, keys: [string, string | number][], unit: string}} FilterKind */
/** A row with what it is chosen by. @typedef {{element: HTMLElement, text: string, values: Record<string, string>, shown: boolean}} FilterRow */

Quizgen.filter = (function () {
  "use strict";
  const make = Quizgen.page.make;

  /** @type {Record<string, FilterKind>} */
  const KINDS = {
    dispositions: { rows: ".qz-dispositions tbody tr", keys: [["theme", "专题"], ["who", 4], ["source", 0]], unit: "条" },
    cases: { rows: ".qz-case", keys: [["theme", "专题"], ["kind", "种类"], ["source", "来源"]], unit: "个" },
    terms: { rows: ".qz-glossary dt", keys: [], unit: "个" }
  };

  /** Whether a row passes: pure, without the page. A choice of "" lets everything pass.
     @type {(row: FilterRow, choices: Record<string, string>, words: string) => boolean} */
  function passes(row, choices, words) {
    return Object.keys(choices).every((key) => !choices[key] || row.values[key] === choices[key]) &&
      words.split(/\s+/).every((word) => row.text.indexOf(word) >= 0);
  }

  /** Sections without a passing row are hidden. */
  class Filter {
    /** @param {HTMLElement} root */
    constructor(root) {
      this.root = root;
      this.kind = KINDS[root.getAttribute("data-filter") || ""];
      /** @type {FilterRow[]} */
      this.rows = [];
      /** Headings with their rows. @type {{element: HTMLElement, rows: FilterRow[]}[]} */
      this.blocks = [];
      this.read();
      this.selects = this.kind.keys.map(([key, label]) => this.select(key, typeof label === "number" ? headOf(this.rows, label) : label));
      this.words = make("input", { type: "search" });
      this.count = make("output");
      root.appendChild(make("label", {}, ["文字", this.words]));
      root.appendChild(this.count);
      root.addEventListener("change", () => this.apply());
      root.addEventListener("input", () => this.apply());
      this.apply();
      root.hidden = false;
    }

    /** @type {() => void} */
    read() {
      let theme = "", block = null;
      /** @type {NodeListOf<HTMLElement>} */
      const found = document.querySelectorAll(".md-content h2, " + this.kind.rows);
      for (const element of Array.from(found)) {
        if (element.tagName === "H2") {
          theme = ((element.firstChild && element.firstChild.textContent) || "").trim();
          block = { element: element, rows: /** @type {FilterRow[]} */ ([]) };
          this.blocks.push(block);
          continue;
        }
        const row = this.row(element, theme);
        this.rows.push(row);
        if (block) { block.rows.push(row); }
      }
      this.blocks = this.blocks.filter((one) => one.rows.length);
    }

    /** @type {(element: HTMLElement, theme: string) => FilterRow} */
    row(element, theme) {
      /** @type {Record<string, string>} */
      const values = {};
      this.kind.keys.forEach(([key, label]) => {
        const cell = typeof label === "number" && element instanceof HTMLTableRowElement ? element.cells[label] : null;
        values[key] = (cell ? cell.textContent : element.getAttribute("data-" + key)) || "";
      });
      values.theme = theme;
      return { element: element, text: [element, below(element)].map((one) => (one && one.textContent) || "").join(" "), values: values, shown: true };
    }

    /** What the rows can be chosen by, in the order in which it comes. @type {(key: string, label: string) => HTMLSelectElement} */
    select(key, label) {
      const select = make("select", { "data-key": key });
      select.add(new Option("全部", ""));
      new Set(this.rows.map((row) => row.values[key])).forEach((value) => { if (value) { select.add(new Option(value, value)); } });
      this.root.appendChild(make("label", {}, [label, select]));
      return select;
    }

    /** @type {() => void} */
    apply() {
      /** @type {Record<string, string>} */
      const choices = {};
      const words = this.words.value.trim();
      this.selects.forEach((select) => { choices[select.getAttribute("data-key") || ""] = select.value; });
      this.rows.forEach((row) => {
        row.shown = passes(row, choices, words);
        [row.element, below(row.element)].forEach((one) => { if (one) { one.hidden = !row.shown; } });
      });
      this.blocks.forEach((block) => {
        block.element.hidden = !block.rows.some((row) => row.shown);
        block.rows.forEach((row) => frame(row.element));
      });
      this.count.textContent = "共" + this.rows.filter((row) => row.shown).length + this.kind.unit;
    }
  }

  /** The heading of a column. @type {(rows: FilterRow[], column: number) => string} */
  function headOf(rows, column) {
    const table = rows.length ? rows[0].element.closest("table") : null;
    return (table && table.rows[0].cells[column].textContent) || "";
  }

  /** What a term means stands below it. @type {(row: HTMLElement) => HTMLElement | null} */
  function below(row) {
    const next = row.nextElementSibling;
    return row.tagName === "DT" && next instanceof HTMLElement ? next : null;
  }

  /** Hide what holds a row when nothing in it passes. @type {(row: HTMLElement) => void} */
  function frame(row) {
    /** @type {HTMLElement | null} */
    const found = row.closest(".qz-table, .qz-cases");
    if (found) { found.hidden = !found.querySelector("tbody tr:not([hidden]), .qz-case:not([hidden])"); }
  }

  Quizgen.page.each(".qz-filter[data-filter]", (root) => new Filter(root));

  return { Filter: Filter, passes: passes };
})();
