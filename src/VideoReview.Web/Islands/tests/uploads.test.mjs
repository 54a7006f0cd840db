import assert from "node:assert/strict";
import { createHash, randomBytes } from "node:crypto";
import { test } from "node:test";
import { createSHA256 } from "hash-wasm";
import { sha256 } from "@noble/hashes/sha2.js";
import { hexOf, PIECE_BYTES } from "../src/uploads/file-hash.ts";
import { isTriedAgain, refusalOf, said } from "../src/uploads/upload-answer.ts";
import { numbersOf, percentOf, sizeOf } from "../src/uploads/upload-figures.ts";
import { matchOf } from "../src/uploads/upload-known.ts";
import { Speed } from "../src/uploads/upload-speed.ts";

globalThis.document = { documentElement: { lang: "id" } };

const say = (word, values = {}) => [word, ...Object.values(values)].join(" ");

for (const size of [0, 1, PIECE_BYTES - 1, PIECE_BYTES, PIECE_BYTES + 1, 2 * PIECE_BYTES]) {
  test(`hash of ${size} bytes in pieces is that of the whole, in both ways`, async () => {
    const bytes = randomBytes(size);
    const whole = createHash("sha256").update(bytes).digest("hex");
    const wasm = await createSHA256();

    assert.equal(await hexOf(new Blob([bytes]), { update: (p) => wasm.update(p), digest: () => wasm.digest("binary") }), whole);
    assert.equal(await hexOf(new Blob([bytes]), sha256.create()), whole);
  });
}

test("sizes are told in the page's language, MB = 1,000,000 bytes", () => {
  assert.deepEqual([999, 1_500, 31_500_000, 2e9].map(sizeOf), ["1 KB", "1,5 KB", "31,5 MB", "2 GB"]);
});

test("100 % is said of what is all there", () => {
  assert.deepEqual([0, 999, 1000].map((offset) => percentOf({ offset, length: 1000 })), ["0", "99", "100"]);
});

for (const [left, words] of [[5, "seconds 5"], [90, "minutes 2"], [5400, "hours 1,5"], [0, "seconds 1"]]) {
  test(`${left} s left are told as ${words}`, () => {
    assert.equal(
      numbersOf({ sent: 0, total: left * 1000, bytesPerSecond: 1000 }, say),
      `0 % · of 0 KB ${sizeOf(left * 1000)} · speed 1 KB · left ${words}`,
    );
  });
}

test("without a speed neither it nor the time left is told", () => {
  assert.equal(numbersOf({ sent: 5e6, total: 1e7, bytesPerSecond: 0 }, say), "50 % · of 5 MB 10 MB");
});

test("speed is that of the last eight seconds", () => {
  const speed = new Speed();

  const told = [[0, 0], [400, 5_000], [1_000, 10_000], [9_500, 95_000], [10_000, 195_000]].map(([at, sent]) => speed.at(at, sent));

  assert.deepEqual(told.map(Math.round), [0, 0, 10_000, 0, 0]);
});

test("what the server asks for again counts no more", () => {
  const speed = new Speed();
  speed.at(0, 0);
  speed.at(1_000, 50_000);

  assert.equal(speed.at(2_000, 20_000), 10_000);
  speed.reset();
  assert.equal(speed.at(3_000, 30_000), 0);
});

test("a lock, a wrong place and a server that fails are tried again, a no is not", () => {
  assert.deepEqual([0, 409, 423, 500, 503].map(isTriedAgain), [true, true, true, true, true]);
  assert.deepEqual([400, 403, 404, 408, 410, 413].map(isTriedAgain), [false, false, false, false, false, false]);
});

test("a refusal is told in the server's words; a server that fails has not said no", () => {
  const body = JSON.stringify({ code: "uploads.too-large", sentence: "Terlalu besar." });

  assert.deepEqual({ ...refusalOf(413, body) }, { code: "uploads.too-large", sentence: "Terlalu besar." });
  assert.deepEqual({ ...refusalOf(404, "<html>") }, { code: "404", sentence: "" });
  assert.equal(refusalOf(503, body), null);
  assert.equal(refusalOf(0, ""), null);
  assert.deepEqual({ ...said(503, body) }, { code: "uploads.too-large", sentence: "Terlalu besar." });
});

test("a chosen file is the unfinished one whose bytes it begins with, whatever its name", async () => {
  const [bytes, other] = [randomBytes(200_000), randomBytes(200_000)];
  const sample = createHash("sha256").update(bytes.subarray(0, 65_536)).update(bytes.subarray(64_464, 130_000)).digest("hex");
  const begun = { id: "a", fileName: "video.mp4", length: 200_000, offset: 130_000, sample };

  assert.equal((await matchOf(new File([bytes], "IMG_1.MOV"), [begun])).known, begun);
  assert.deepEqual(await matchOf(new File([other], "video.mp4"), [begun]), { other: begun });
});

test("without a sample the name and the length decide", async () => {
  const begun = { id: "a", fileName: "video.mp4", length: 10, offset: 0, sample: null };

  assert.equal((await matchOf(new File([randomBytes(10)], "video.mp4"), [begun])).known, begun);
  assert.deepEqual(await matchOf(new File([randomBytes(11)], "video.mp4"), [begun]), { other: undefined });
});
