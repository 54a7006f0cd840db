// A reporter of node:test: the Common Test Report Format, as `infra/dev test` counts and tells it.
import { basename } from "node:path";

const names = { "test:pass": "passed", "test:fail": "failed" };

export default async function* (events) {
  const start = Date.now();
  const tests = [];
  for await (const { type, data } of events) {
    // Files and groups are told too, each once its tests are over.
    if (!names[type] || data.details.type === "suite" || data.name === data.file) continue;
    tests.push({
      name: data.name,
      status: data.skip !== undefined ? "skipped" : names[type],
      duration: data.details.duration_ms,
      extra: { type: basename(data.file ?? "islands", ".test.mjs") },
      message: data.details.error?.message,
      trace: data.details.error?.stack,
    });
  }

  const count = (status) => tests.filter((test) => test.status === status).length;
  const summary = {
    tests: tests.length, passed: count("passed"), failed: count("failed"), skipped: count("skipped"), pending: 0,
    other: 0, start, stop: Date.now(),
  };
  yield JSON.stringify({ results: { tool: { name: "node:test" }, summary, tests } });
}
