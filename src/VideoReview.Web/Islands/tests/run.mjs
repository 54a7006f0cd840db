// `npm test`: the pure parts of the islands under node:test. They are TypeScript, so each file is bundled first.
// With --report FILE the outcome is written there in CTRF, as the other test programs do.
import { build } from "esbuild";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const out = mkdtempSync(join(here, "../node_modules/.tests-"));
const report = process.argv.indexOf("--report");
const reporters = ["--test-reporter=spec", "--test-reporter-destination=stdout"];
if (report > 0) {
  reporters.push(
    `--test-reporter=${join(here, "ctrf.mjs")}`,
    `--test-reporter-destination=${resolve(process.argv[report + 1])}`,
  );
}

try {
  const names = readdirSync(here).filter((name) => name.endsWith(".test.mjs"));
  await build({
    entryPoints: names.map((name) => join(here, name)),
    outdir: out,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    format: "esm",
    platform: "node",
    // Written for require(); the tests need none of it.
    external: ["tus-js-client"],
    logLevel: "warning",
  });
  const tests = names.map((name) => join(out, name));
  process.exitCode = spawnSync(process.execPath, ["--test", ...reporters, ...tests], { stdio: "inherit" }).status ?? 1;
} finally {
  rmSync(out, { recursive: true });
}
