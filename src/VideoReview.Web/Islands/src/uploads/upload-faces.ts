// What the uploader shows while it waits for a person: the state in words, and what to press.
import { percentOf, sizeOf } from "./upload-figures.js";
import type { Unfinished } from "./upload-run.js";
import type { Face, View } from "./upload-view.js";

/** Nothing is on its way. */
export function idleFace(
  view: View,
  unfinished: Unfinished[],
  hasVideo: boolean,
  pick: () => void,
  record?: () => void,
): Face {
  const last = unfinished.find((upload) => upload.offset > 0);
  const first = { word: last ? "pick-same" : hasVideo ? "replace" : "pick", primary: true, run: pick };
  return {
    kind: "calm",
    lines: last
      ? [view.say("ask-resume", { percent: percentOf(last) }), view.say("choose-same", { name: last.fileName })]
      : [view.say(record ? "choose-here" : "drop-here")],
    actions: record ? [first, { word: "record", run: record }] : [first],
  };
}

/** Some of the chosen file is there already. */
export function resumeFace(view: View, file: File, known: Unfinished, resume: () => void, restart: () => void): Face {
  return {
    kind: "calm",
    lines: [view.say("ask-resume", { percent: percentOf(known) }), `${file.name} · ${sizeOf(file.size)}`],
    actions: [
      { word: "resume", primary: true, run: resume },
      { word: "restart", run: restart },
    ],
  };
}

/** The chosen file is not the one that was begun. */
export function otherFace(view: View, other: Unfinished, pick: () => void, send: () => void): Face {
  return {
    kind: "calm",
    lines: [view.say("other-file", { name: other.fileName, size: sizeOf(other.length) })],
    actions: [
      { word: "pick-again", primary: true, run: pick },
      { word: "send-this", run: send },
    ],
  };
}
