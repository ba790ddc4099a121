// Loaded into playwright's own program before it starts (NODE_OPTIONS): since 1.64 it asks every element for
// checkVisibility, which Chromium has had since 105; before, it asked those that had it. Here it does so again.
"use strict";

const { readFileSync } = require("node:fs");
const { Module } = require("node:module");

const asks = "!element.checkVisibility()";
const load = Module._extensions[".js"];
Module._extensions[".js"] = (module, file) => {
  if (!file.endsWith("coreBundle.js")) { return load(module, file); }
  const text = readFileSync(file, "utf8");
  return module._compile(text.split(asks).join("element.checkVisibility && " + asks), file);
};
