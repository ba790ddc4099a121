/* Checks the types of all scripts, then again and again those of one, each time with one change in the types of their
   data, all in one process. Reads from the standard input the project's file and the changes [[file, old, new, script], …];
   writes what was named: in all scripts as they are, then for each change whether the script was. */
"use strict";
const fs = require("node:fs");
const path = require("node:path");
const ts = require(path.join(process.env.QUIZGEN_NODE_MODULES, "typescript"));

const { project, changes } = JSON.parse(fs.readFileSync(0, "utf8"));
const config = ts.getParsedCommandLineOfConfigFile(project, {}, Object.assign({}, ts.sys, { onUnRecoverableConfigFileDiagnostic() {} }));
const parsed = new Map();
let before;

const check = (file, old, given, script) => {
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
  const only = script ? before.getSourceFile(path.resolve(script)) : undefined;
  if (script && !only) { throw new Error("not in the project: " + script); }
  return ts.getPreEmitDiagnostics(before, only).map((one) => one.file ? path.relative(process.cwd(), one.file.fileName) : "");
};
const plain = check("", "", "", "");
const named = changes.map((one) => check(...one).length > 0);
process.stdout.write(JSON.stringify({ files: config.fileNames.length, plain, named }));
