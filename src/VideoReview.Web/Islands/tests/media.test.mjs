import assert from "node:assert/strict";
import { test } from "node:test";
import { cueAt, readCues } from "../src/media/cues.ts";

const TEXT = `WEBVTT

00:00:00.000 --> 00:00:03.500
/videos/a/pictures/b#xywh=0,0,160,90

00:59:59.000 --> 01:00:02.000
/videos/a/pictures/b#xywh=160,90,160,90
`;

const cues = readCues(TEXT, new URL("https://video.example/videos/a/pictures/cues"));

test("a cue names its moment in seconds and its part of the sprite", () => {
  assert.deepEqual(cues, [
    { from: 0, to: 3.5, url: "https://video.example/videos/a/pictures/b", x: 0, y: 0, width: 160, height: 90 },
    { from: 3599, to: 3602, url: "https://video.example/videos/a/pictures/b", x: 160, y: 90, width: 160, height: 90 },
  ]);
});

test("what is no cue is passed over", () => {
  assert.deepEqual(readCues("WEBVTT\n\nNOTE nothing\n\n00:00 --> 00:03\nx.jpg\n", new URL("https://video.example/")), []);
});

test("behind the last cue the last is shown, and none where there are none", () => {
  assert.deepEqual([cueAt(cues, 3.4), cueAt(cues, 3.5), cueAt(cues, 9999)], [cues[0], cues[1], cues[1]]);
  assert.equal(cueAt([], 1), undefined);
});
