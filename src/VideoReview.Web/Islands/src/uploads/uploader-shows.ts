// What the uploader shows in each of its states: its words, and what a person may press.
import { idleFace, otherFace, resumeFace } from "./upload-faces.js";
import { numbersOf } from "./upload-figures.js";
import { Refused } from "./upload-answer.js";
import type { Progress, Unfinished } from "./upload-run.js";
import type { Action, View } from "./upload-view.js";

/** What the uploader does when a person presses something. */
export interface Presses {
  pick(): void;
  /** The same, and the file is gone on with at once. */
  goOn(): void;
  /** Only where there is a camera. */
  record: (() => void) | undefined;
  send(known: Unfinished | undefined): void;
  restart(known: Unfinished | undefined): void;
  pause(): void;
  resume(): void;
  giveUp(): void;
}

export class Shows {
  readonly #view: View;
  readonly #presses: Presses;

  constructor(view: View, presses: Presses) {
    [this.#view, this.#presses] = [view, presses];
  }

  idle(unfinished: Unfinished[], hasVideo: boolean): void {
    this.#view.show(idleFace(this.#view, unfinished, hasVideo, this.#presses.goOn, this.#presses.record));
  }

  preparing(file: File): void {
    this.#view.show({ kind: "busy", lines: [this.#view.say("preparing", { name: file.name })], actions: [] });
  }

  other(other: Unfinished): void {
    this.#view.show(otherFace(this.#view, other, this.#presses.pick, () => this.#presses.send(undefined)));
  }

  resume(file: File, known: Unfinished): void {
    this.#view.show(
      resumeFace(
        this.#view,
        file,
        known,
        () => this.#presses.send(known),
        () => this.#presses.restart(known),
      ),
    );
  }

  sending(state: "sending" | "retrying", file: File | undefined, progress: Progress): void {
    this.#bar([this.#view.say(state, { name: file?.name ?? "" }), this.#view.say("keep-open")], progress, {
      word: "pause",
      run: this.#presses.pause,
    });
  }

  /** Moves the bar without drawing anew. */
  move(progress: Progress): void {
    this.#view.progress(progress.sent / progress.total, this.#numbers(progress));
  }

  paused(file: File | undefined, progress: Progress): void {
    this.#bar([this.#view.say("paused", { name: file?.name ?? "" })], progress, {
      word: "resume",
      primary: true,
      run: this.#presses.resume,
    });
  }

  offline(progress: Progress): void {
    this.#bar([this.#view.say("offline")], progress, { word: "pause", run: this.#presses.pause });
  }

  /** Another tab goes on with this very upload. */
  elsewhere(file: File | undefined): void {
    this.#view.show({
      kind: "calm",
      lines: [this.#view.say("elsewhere", { name: file?.name ?? "" })],
      actions: [{ word: "resume-here", run: this.#presses.resume }],
    });
  }

  comparing(): void {
    this.#view.show({ kind: "busy", lines: [this.#view.say("comparing")], done: 1, actions: [] });
  }

  done(file: File | undefined): void {
    this.#view.show({
      kind: "calm",
      lines: [this.#view.say("done", { name: file?.name ?? "" })],
      actions: [{ word: "replace", run: this.#presses.pick }],
    });
  }

  /** The server's no ends it; a line that failed for good can be tried again. */
  failed(error: unknown): void {
    if (error instanceof Refused) {
      const again: Action = { word: "again", primary: true, run: () => this.#presses.restart(undefined) };
      this.#bad(error.sentence || this.#view.say("failed"), error.code === "uploads.damaged" ? again : undefined);
    } else {
      this.#bad(this.#view.say("failed"), { word: "try-again", primary: true, run: this.#presses.resume });
    }
  }

  #bad(line: string, first?: Action): void {
    const other: Action = { word: "pick-other", primary: !first, run: this.#presses.pick };
    this.#view.show({ kind: "bad", lines: [line], actions: first ? [first, other] : [other] });
  }

  #bar(lines: string[], progress: Progress, action: Action): void {
    const done = progress.sent / Math.max(1, progress.total);
    this.#view.show({
      kind: "busy",
      lines,
      done,
      numbers: this.#numbers(progress),
      actions: [action, { word: "cancel", run: this.#presses.giveUp }],
    });
  }

  #numbers(progress: Progress): string {
    return numbersOf(progress, (word, values) => this.#view.say(word, values));
  }
}
