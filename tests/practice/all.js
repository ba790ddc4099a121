/* All tests of the practice scripts in one process, so that jsdom is loaded once. */
"use strict";
const fs = require("node:fs");
const path = require("node:path");

const found = fs.readdirSync(__dirname).filter((name) => name.endsWith(".test.js")).sort();
if (!found.length) { throw new Error("no tests in " + __dirname); }
found.forEach((name) => require(path.join(__dirname, name)));
