/* Loads the practice scripts as the browser does: classic scripts, one after another, into one window. */
"use strict";
const fs = require("node:fs");
const path = require("node:path");
const vm = require("node:vm");

const FOLDER = path.join(__dirname, "../../quizgen/web/practice");

/* The namespace after the named parts have run; each test file gets a fresh window. */
exports.load = (...parts) => exports.loadInto({ crypto: globalThis.crypto }, ...parts);

/* The same in a window that holds what is given. */
exports.loadInto = function (window, ...parts) {
  const context = vm.createContext({ window, unescape, escape, Uint32Array });
  for (const part of parts) {
    const file = path.join(FOLDER, part + ".js");
    vm.runInContext(fs.readFileSync(file, "utf8"), context, { filename: file });
  }
  return context.Quizgen;
};

/* The same value without the other window's prototypes, so that deepEqual compares contents only. */
exports.plain = (value) => JSON.parse(JSON.stringify(value));
