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

  /** How the names of units and posts end, and what else stands beside names. */
  const NO_NAME = /(局|办|处|科|室|部|委|院|所|站|队|厅|中心|街道|镇|乡|村|社区|公司|集团|学|校|行|党组|支部|组|会|馆|厂|县|区|市|省|长|主任|书记|委员|科员|调研员|干事|经理|主席|秘书|助理|党员|群众|族)$|^[男女]$/;
  const FAMILIES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文欧司上诸";

  /** Family names of two letters. */
  const LONG_FAMILY = /^(欧阳|司马|上官|诸葛|东方|皇甫|尉迟|公孙|令狐|慕容|司徒|夏侯|端木|宇文|长孙|独孤|南宫|申屠|呼延|闻人|澹台|钟离|拓跋|百里)$/;

  /** The words of a line with the single letters that stand beside other words drawn together as one (某办　李　四); `sure`: it can only be so, for
     a unit or a post is among them, or they are too long for one name. Null where nothing is to be drawn together.
     @type {(words: string[]) => {cells: string[], sure: boolean} | null} */
  function gathered(words) {
    const ones = words.map((_one, at) => at).filter((at) => ONE_HAN.test(words[at])), others = words.filter((one) => !ONE_HAN.test(one) && ONLY_HAN.test(one));
    if (ones.length < 2 || !others.length || (words.length === ones.length + 1 && LONG_FAMILY.test(words[0]))) { return null; }
    const first = ones[0], behind = ones[ones.length - 1] + 1, name = words.slice(first, behind).join("");
    const one = behind - first === ones.length && ones.length <= 3, long = Array.from(others.join("") + name).length > 4;
    const sure = one && (others.some((other) => NO_NAME.test(other)) || NO_NAME.test(name) || (long && FAMILIES.indexOf(name[0]) >= 0));
    return { cells: words.slice(0, first).concat(name, words.slice(behind)), sure: sure };
  }

  /** The words of a line that only blanks part, without the dot of a list. @type {(line: string) => string[]} */
  function wordsOf(line) { return line.trim().replace(/^[（(]?(\d{1,3})[.、．)）]\s+/, "$1 ").split(/[\s\u3000]+/); }

  /** The cells of a line: parted by tabs, by commas with quotes as in CSV, or by wide gaps; null where nothing parts them.
     @type {(line: string) => string[] | null} */
  function cells(line) {
    const mark = line.indexOf("\t") >= 0 ? "\t" : /[,，;；]/.test(line) ? ",，;；" : "";
    if (!mark) {
      const wide = line.trim().split(/\x20{2,}/), each = wordsOf(line), drawn = gathered(each);
      if (wide.length > 1 && !wide.some((one) => ONE_HAN.test(one))) { return wide.map(tidy); }
      if (drawn) { return drawn.sure ? drawn.cells : null; }
      const beside = each.some((one) => NO_NAME.test(one)) && each.some((one) => likeness(one) >= 1 && ONLY_HAN.test(one));
      return beside && !each.some((one) => ONE_HAN.test(one) && !NO_NAME.test(one)) ? each : null;
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

  /** How much a cell looks like a name: a unit or a post hardly does, two to four characters that begin with a frequent family name do most.
     @type {(cell: string) => number} */
  function likeness(cell) {
    const name = nameOf(cell), count = Array.from(name).length;
    if (!name || /\d/.test(plain(cell))) { return 0; }
    if (/[·•]/.test(name) || !/[\u3400-\u9fff]/.test(name)) { return 1; }
    const family = FAMILIES.indexOf(name[0]) >= 0 ? 1 : 0;
    if (NO_NAME.test(name)) { return 0.1 + family / 10; }
    return count >= 2 && count <= 4 ? 1 + family : 0.1;
  }

  /** Which column of lines without a heading holds the names: the one that looks most like it, the first of equals; -1 where there is only
     one with words. Units stand in many lines alike, names do not.
     @type {(lines: string[][]) => number} */
  function nameColumn(lines) {
    const most = Math.max(0, ...lines.map((line) => line.length)), found = { at: -1, best: 0, worded: 0 };
    for (let at = 0; at < most; at++) {
      const cells = lines.map((line) => line[at] || "").filter((cell) => cell && !/\d/.test(plain(cell)));
      if (!cells.length) { continue; }
      const sum = cells.reduce((all, cell) => all + likeness(cell), 0) / lines.length * (1 + new Set(cells).size / cells.length);
      found.worded += 1;
      if (sum > found.best + 1e-9) { Object.assign(found, { at: at, best: sum }); }
    }
    return found.worded > 1 ? found.at : -1;
  }

  /** Number and name of a line without a heading above: what has figures in it is the number, the name stands in its column, unless that looks like none and
     another cell does; else first of the rest.
     @type {(line: string[], column: number) => Person} */
  function guessed(line, column) {
    const all = line.filter(Boolean), numbers = all.filter((cell) => /\d/.test(plain(cell))), rest = all.filter((cell) => !/\d/.test(plain(cell)));
    const number = numbers.length > 1 && /^\d{1,3}$/.test(plain(numbers[0])) ? numbers[1] : numbers[0], told = (column >= 0 && line[column]) || "";
    const other = told && likeness(told) < 1 ? rest.filter((cell) => likeness(cell) >= 1)[0] : "";
    return { number: plain(number || ""), name: nameOf(other || (rest.indexOf(told) >= 0 ? told : rest[0] || "")) };
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

  /** A line in its words: whether they are told apart as cells, whether letters were drawn together that need not be one name.
     @type {(line: string) => {words: string[], parted: boolean, unsure: boolean}} */
  function split(line) {
    const parted = cells(line), drawn = parted ? null : gathered(wordsOf(line));
    return { words: parted || (drawn ? drawn.cells : line.trim().split(/[\s\u3000]+/)), parted: parted !== null, unsure: drawn !== null };
  }

  /** People from pasted lines. Returns {people, faults: [text], column}: which column (from 1) was taken for the names, 0 where there was nothing
     to choose or a heading says it.
     @type {(text: string) => {people: Person[], faults: string[], column: number}} */
  function read(text) {
    /** @type {Person[]} */
    const people = [];
    /** @type {string[]} */
    const faults = [];
    /** @type {Record<string, number>} */
    const seen = {};
    /** @type {Columns | null} */
    let columns = null;
    const lines = linesOf(text), bare = lines.map((line) => cells(line.text)).filter((line) => line !== null);
    const headed = lines.some((line) => heading(split(line.text).words.map(plain)) !== null), column = headed ? -1 : nameColumn(bare);
    lines.forEach((line) => {
      const { words, parted, unsure } = split(line.text), heads = heading(words.map(plain));
      if (heads) { columns = heads; return; }
      const where = "第 " + line.at + " 行：";
      const wrong = unsure && !fits(words, columns) ? "分不清哪几个字是姓名（" + tidy(line.text) + "），请在单位、职务和姓名之间加逗号" : refused(words);
      if (wrong) {
        faults.push(where + wrong);
        return;
      }
      const told = columns && (fits(words, columns) || (parted && columns.count > 1)) ? columns : null;
      const person = told ? placed(words, told) : parted ? guessed(words, column) : single(tidy(line.text));
      const key = person.number || person.name;
      if (!key) { return; }
      if (Object.prototype.hasOwnProperty.call(seen, key)) {
        faults.push(where + "“" + key + "”与第 " + seen[key] + " 行重复" + (person.number ? "" : "，同名的请都写上编号"));
        return;
      }
      seen[key] = line.at;
      people.push(person);
    });
    return { people: people, faults: faults, column: column + 1 };
  }

  /** Why a line is not taken; "" when it is. @type {(words: string[]) => string} */
  function refused(words) {
    return words.some((cell) => IDENTITY.test(plain(cell)) || PHONE.test(plain(cell))) ? "像是身份证号或手机号，这里只用编号和姓名" : "";
  }

  /** Whether there are as many words as columns. @type {(words: string[], columns: Columns | null) => boolean} */
  function fits(words, columns) { return columns !== null && columns.count === words.length; }

  /** By the heading. @type {(words: string[], columns: Columns) => Person} */
  function placed(words, columns) {
    const at = (/** @type {number} */ place) => (place >= 0 ? words[place] || "" : "");
    return { number: plain(at(columns.number)), name: nameOf(at(columns.name)) };
  }

  return { read: read };
})();
