/* Checks the types of all scripts again and again in one process, each time with one change in the types of their data.
   Reads from the standard input the project's file and the changes [[file, old, new], …]; writes for each what was named. */
"use strict";
const fs = require("node:fs");
const path = require("node:path");
const ts = require(path.join(process.env.QUIZGEN_NODE_MODULES, "typescript"));

const { project, changes } = JSON.parse(fs.readFileSync(0, "utf8"));
const config = ts.getParsedCommandLineOfConfigFile(project, {}, Object.assign({}, ts.sys, { onUnRecoverableConfigFileDiagnostic() {} }));
const parsed = new Map();
let before;

const found = changes.map(([file, old, given]) => {
  const host = ts.createCompilerHost(config.options);
  const plain = host.getSourceFile;
  host.getSourceFile = (name, target) => {
    if (path.resolve(name) !== path.resolve(file) || !old) {
      if (!parsed.has(name)) { parsed.set(name, plain.call(host, name, target)); }
      return parsed.get(name);
    }
    const text = fs.readFileSync(file, "utf8");
    if (!text.includes(old)) { throw new Error("not in " + file + ": " + old); }
    return ts.createSourceFile(name, text.replaceAll(old, given), target);
  };
  before = ts.createProgram(config.fileNames, config.options, host, before);
  return ts.getPreEmitDiagnostics(before).map((one) => one.file ? path.relative(process.cwd(), one.file.fileName) : "");
});
process.stdout.write(JSON.stringify({ files: config.fileNames.length, found }));
