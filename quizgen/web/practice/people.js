/* Lists of people as they are pasted: from a spreadsheet, a file, a document, a chat. Pure. */
var Quizgen = Quizgen || {};

Quizgen.people = (function () {
  "use strict";

  const IDENTITY = /^\d{17}[\dXx]$|^\d{15}$/, PHONE = /^1[3-9]\d{9}$/;
  const HAN = "[\\u3400-\\u9fff\\uf900-\\ufaff]|[\\ud840-\\ud888][\\udc00-\\udfff]";
  const ONE_HAN = new RegExp("^(?:" + HAN + ")$"), ONLY_HAN = new RegExp("^(?:" + HAN + ")+$");
  /** What the columns are called. @type {Record<"name" | "number" | "order", RegExp>} */
  const HEADS = {
    name: /^(姓名|名字|人员|考生|参加人员|(人员|考生|干部|职工)(姓名|名单))$/, number: /^(编号|考号|工号|学号|证号|准考证号|(人员|考生|干部|职工)(编号|号))$/, order: /^(序号|号|序|No\.?)$/i
  };
  /** What else stands in a heading. */
  const OTHER = /^(单位|部门|科室|职务|职级|岗位|性别|备注|电话|手机|联系方式|组别|民族|出生年月|年龄)/;

  /** The cells of a line: parted by tabs, by commas with quotes as in CSV, or by wide gaps; null where nothing parts them.
     @type {(line: string) => string[] | null} */
  function cells(line) {
    const mark = line.indexOf("\t") >= 0 ? "\t" : /[,，;；]/.test(line) ? ",，;；" : "";
    if (!mark) {
      const wide = line.trim().split(/\x20{2,}/);
      return wide.length > 1 && !wide.some((one) => ONE_HAN.test(one)) ? wide.map(tidy) : null;
    }
    /** @type {string[]} */
    const found = [];
    let cell = "", quoted = false;
    Array.from(line).forEach((letter) => {
      if (letter === '"' && (quoted || !cell.trim())) { quoted = !quoted; cell = quoted ? "" : cell; } else if (!quoted && mark.indexOf(letter) >= 0) {
        found.push(cell);
        cell = "";
      } else { cell += letter; }
    });
    return found.concat([cell]).map(tidy);
  }

  /** Without quotes and blanks around it. @type {(text: string) => string} */
  function tidy(text) { return text.replace(/^[\s"“”'\u3000]+|[\s"“”'\u3000]+$/g, ""); }

  /** Figures and letters as a keyboard makes them. @type {(text: string) => string} */
  function plain(text) { return text.normalize("NFKC").replace(/\s+/g, ""); }

  /** A name without the blanks that only widen it (张　三, 欧 阳 某); those between the parts of a name stay.
     @type {(text: string) => string} */
  function nameOf(text) {
    const parts = tidy(text).split(/[\s\u3000\u00a0]+/), short = parts.join("").length <= 4;
    const widened = parts.every((part) => ONLY_HAN.test(part)) && (parts.some((part) => ONE_HAN.test(part)) || (short && /[\u3000\u00a0]/.test(text)));
    return parts.join(widened ? "" : " ");
  }

  /** Where the columns of a heading are, -1 where there is none. @typedef {{name: number, number: number, count: number}} Columns */

  /** Where the columns are, when it is a heading. @type {(line: string[]) => Columns | null} */
  function heading(line) {
    const known = line.filter((cell) => OTHER.test(cell) || HEADS.name.test(cell) || HEADS.number.test(cell) || HEADS.order.test(cell));
    const at = (/** @type {RegExp} */ head) => line.findIndex((cell) => head.test(cell));
    if (!known.length || known.length * 2 < line.filter(Boolean).length || (at(HEADS.name) < 0 && at(HEADS.number) < 0)) { return null; }
    return { name: at(HEADS.name), number: at(HEADS.number) >= 0 ? at(HEADS.number) : at(HEADS.order), count: line.length };
  }

  /** Number and name of a line without a heading above: what has figures in it is the number, the first of the rest the name.
     @type {(line: string[]) => Person} */
  function guessed(line) {
    const all = line.filter(Boolean), numbers = all.filter((cell) => /\d/.test(plain(cell))), rest = all.filter((cell) => !/\d/.test(plain(cell)));
    const number = numbers.length > 1 && /^\d{1,3}$/.test(plain(numbers[0])) ? numbers[1] : numbers[0];
    return { number: plain(number || ""), name: nameOf(rest[0] || "") };
  }

  /** A line without tabs or commas: a number in front or behind, the rest is the name. @type {(line: string) => Person} */
  function single(line) {
    const listed = /^[（(]?(\d{1,3})[.、．)）]\s*(.*\D.*)$/.exec(line), words = (listed ? listed[2] : line).split(/[\s\u3000]+/);
    const first = /\d/.test(plain(words[0])), last = words.length > 1 && /\d/.test(plain(words[words.length - 1]));
    const number = first ? words[0] : last ? words[words.length - 1] : listed ? listed[1] : "";
    const rest = listed ? listed[2] : line, name = first ? rest.slice(words[0].length) : last ? rest.slice(0, rest.lastIndexOf(number)) : rest;
    return { number: plain(number), name: nameOf(name) };
  }

  /** The lines of what was pasted; names in one line parted by 、 count as lines. @type {(text: string) => {text: string, at: number}[]} */
  function linesOf(text) {
    /** @type {{text: string, at: number}[]} */
    const found = [];
    text.replace(/^\ufeff/, "").split(/\r\n|\r|\n/).forEach((line, at) => {
      const many = line.split("、"), several = many.length > 1 && many.every((one) => !/\d/.test(one));
      (several ? many : [line]).forEach((one) => { if (tidy(one)) { found.push({ text: one, at: at + 1 }); } });
    });
    return found;
  }

  /** People from pasted lines. Returns {people, faults: [text]}. @type {(text: string) => {people: Person[], faults: string[]}} */
  function read(text) {
    /** @type {Person[]} */
    const people = [];
    /** @type {string[]} */
    const faults = [];
    /** @type {Record<string, number>} */
    const seen = {};
    /** @type {Columns | null} */
    let columns = null;
    linesOf(text).forEach((line) => {
      const parted = cells(line.text), words = parted || line.text.trim().split(/[\s\u3000]+/), heads = heading(words.map(plain));
      if (heads) { columns = heads; return; }
      const where = "第 " + line.at + " 行：";
      if (words.some((cell) => IDENTITY.test(plain(cell)) || PHONE.test(plain(cell)))) {
        faults.push(where + "像是身份证号或手机号，这里只用编号和姓名");
        return;
      }
      const told = columns && (words.length === columns.count || (parted && columns.count > 1)) ? columns : null;
      const person = told ? placed(words, told) : parted ? guessed(parted) : single(tidy(line.text));
      const key = person.number || person.name;
      if (!key) { return; }
      if (Object.prototype.hasOwnProperty.call(seen, key)) {
        faults.push(where + "“" + key + "”与第 " + seen[key] + " 行重复" + (person.number ? "" : "，同名的请都写上编号"));
        return;
      }
      seen[key] = line.at;
      people.push(person);
    });
    return { people: people, faults: faults };
  }

  /** By the heading. @type {(words: string[], columns: Columns) => Person} */
  function placed(words, columns) {
    const at = (/** @type {number} */ place) => (place >= 0 ? words[place] || "" : "");
    return { number: plain(at(columns.number)), name: nameOf(at(columns.name)) };
  }

  return { read: read };
})();
