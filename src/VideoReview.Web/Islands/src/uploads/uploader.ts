// <vr-uploader entry="ID" accept=".mp4,..." data-words="{...}">: chooses a video and brings it to the server, over
// lines that drop. Goes on after a pause, a lost connection, a reload or on another device. What the server
// refuses is shown in its own words.
import { idleFace, otherFace, resumeFace } from "./upload-faces.js";
import { numbersOf } from "./upload-figures.js";
import { matchOf, unfinishedOf } from "./upload-known.js";
import { cancel, create, Refused, Run, type Progress, type Unfinished } from "./upload-run.js";
import { onSentElsewhere, sendsHere } from "./upload-tabs.js";
import { View, type Action, type Words } from "./upload-view.js";

class Uploader extends HTMLElement {
  #view!: View;
  #pick!: HTMLInputElement;
  #camera: HTMLInputElement | undefined;
  #unfinished: Unfinished[] = [];
  #run: Run | undefined;
  #file: File | undefined;
  #url = "";
  #progress: Progress = { sent: 0, total: 0, bytesPerSecond: 0 };
  #goesOn = false; // "continue" was pressed before the file was chosen: it is not asked twice
  /** Bytes are not all there yet: leaving the page asks first. */
  #sending = false;
  #state: "idle" | "sending" | "retrying" | "paused" | "offline" | "failed" = "idle";

  connectedCallback(): void {
    if (this.shadowRoot) return;
    this.#view = new View(this, JSON.parse(this.dataset.words ?? "{}") as Words);
    const accept = this.getAttribute("accept") ?? "video/*";
    this.#pick = this.#view.addInput(accept, false, (file) => void this.#choose(file));
    if (matchMedia("(pointer: coarse)").matches)
      this.#camera = this.#view.addInput("video/*", true, (file) => void this.#choose(file));
    this.#view.onDrop((file) => this.#sending || void this.#choose(file));
    addEventListener("beforeunload", (event) => this.#sending && event.preventDefault());
    addEventListener("online", () => this.#state === "offline" && this.#resume());
    addEventListener("offline", () => ["sending", "retrying"].includes(this.#state) && this.#showOffline());
    onSentElsewhere(
      (url) => url === this.#url && ["sending", "retrying", "offline"].includes(this.#state) && void this.#giveWay(),
    );
    void this.#begin();
  }

  async #begin(): Promise<void> {
    await this.#refreshUnfinished();
    // Whoever was quick has chosen a file by now: its face stays.
    if (!this.#file) this.#showIdle();
  }

  async #refreshUnfinished(): Promise<void> {
    this.#unfinished = (await unfinishedOf(this.#entry)) ?? this.#unfinished;
  }

  get #entry(): string {
    return this.getAttribute("entry") ?? "";
  }

  /** A file that was begun before is gone on with, once the person says so. */
  async #choose(file: File): Promise<void> {
    this.#file = file;
    this.#view.show({ kind: "busy", lines: [this.#view.say("preparing", { name: file.name })], actions: [] });
    await this.#refreshUnfinished();
    const { known, other } = await matchOf(file, this.#unfinished);
    if (this.#file !== file) return;
    if (other)
      this.#view.show(
        otherFace(
          this.#view,
          other,
          () => this.#pick.click(),
          () => void this.#send(undefined),
        ),
      );
    else if (!known || known.offset === 0 || this.#goesOn) await this.#send(known);
    else
      this.#view.show(
        resumeFace(
          this.#view,
          file,
          known,
          () => void this.#send(known),
          () => void this.#restart(known),
        ),
      );
  }

  async #restart(known: Unfinished | undefined): Promise<void> {
    if (known) await cancel(`/uploads/${known.id}`);
    await this.#send(undefined);
  }

  async #send(known: Unfinished | undefined): Promise<void> {
    const file = this.#file;
    if (!file) return;
    this.#sending = true;
    [this.#run, this.#url] = [undefined, ""];
    this.#progress = { sent: known?.offset ?? 0, total: file.size, bytesPerSecond: 0 };
    this.#showSending("sending");
    try {
      this.#url = known ? `/uploads/${known.id}` : await create(this.#entry, file);
    } catch (error) {
      this.#fail(error);
      return;
    }

    if (this.#file !== file) return cancel(this.#url);

    this.#run = new Run(file, this.#url, {
      progressed: (progress) => this.#move(progress),
      retrying: () => this.#showSending("retrying"),
      comparing: () => this.#showComparing(),
      finished: () => this.#finish(),
      failed: (error) => this.#fail(error),
    });
    if (this.#state !== "paused") this.#start();
  }

  #move(progress: Progress): void {
    if (this.#state === "retrying" && progress.sent > this.#progress.sent) this.#showSending("sending");
    this.#progress = progress;
    this.#view.progress(progress.sent / progress.total, this.#numbers());
  }

  #showSending(state: "sending" | "retrying"): void {
    this.#state = state;
    this.#showBar([this.#view.say(state, { name: this.#file?.name ?? "" }), this.#view.say("keep-open")], {
      word: "pause",
      run: () => void this.#pause(),
    });
  }

  async #pause(): Promise<void> {
    await this.#run?.pause();
    this.#state = "paused";
    this.#showBar([this.#view.say("paused", { name: this.#file?.name ?? "" })], {
      word: "resume",
      primary: true,
      run: () => this.#resume(),
    });
  }

  #resume(): void {
    if (!this.#run) {
      if (this.#file) void this.#choose(this.#file);
      return;
    }

    this.#sending = true;
    this.#showSending("sending");
    this.#start();
  }

  #start(): void {
    sendsHere(this.#url);
    this.#run?.start();
  }

  /** Another tab goes on with this very upload. */
  async #giveWay(): Promise<void> {
    [this.#sending, this.#state] = [false, "paused"];
    await this.#run?.pause();
    this.#view.show({
      kind: "calm",
      lines: [this.#view.say("elsewhere", { name: this.#file?.name ?? "" })],
      actions: [{ word: "resume-here", run: () => this.#resume() }],
    });
  }

  #showOffline(): void {
    // A request that hangs on the dead line would fight for the upload with the one that follows.
    void this.#run?.pause();
    this.#state = "offline";
    this.#showBar([this.#view.say("offline")], { word: "pause", run: () => void this.#pause() });
  }

  #showBar(lines: string[], action: Action): void {
    const done = this.#progress.sent / Math.max(1, this.#progress.total);
    this.#view.show({
      kind: "busy",
      lines,
      done,
      numbers: this.#numbers(),
      actions: [action, { word: "cancel", run: () => void this.#giveUp() }],
    });
  }

  async #giveUp(): Promise<void> {
    await this.#run?.pause();
    [this.#sending, this.#file] = [false, undefined];
    await cancel(this.#url);
    await this.#begin();
    this.#changed();
  }

  #showComparing(): void {
    [this.#sending, this.#state] = [false, "idle"];
    this.#view.show({ kind: "busy", lines: [this.#view.say("comparing")], done: 1, actions: [] });
  }

  #finish(): void {
    this.#view.show({
      kind: "calm",
      lines: [this.#view.say("done", { name: this.#file?.name ?? "" })],
      actions: [{ word: "replace", run: () => this.#pick.click() }],
    });
    this.#changed();
  }

  /**
   * The server's no ends it; a line that failed for good can be tried again, and is by
   * itself when it was merely offline.
   */
  #fail(error: unknown): void {
    if (error instanceof Refused) {
      const again: Action = { word: "again", primary: true, run: () => void this.#restart(undefined) };
      this.#showBad(error.sentence || this.#view.say("failed"), error.code === "uploads.damaged" ? again : undefined);
    } else if (!navigator.onLine) {
      this.#showOffline();
    } else {
      this.#showBad(this.#view.say("failed"), { word: "try-again", primary: true, run: () => this.#resume() });
    }
  }

  #showBad(line: string, first?: Action): void {
    [this.#sending, this.#state] = [false, "failed"];
    const other: Action = { word: "pick-other", primary: !first, run: () => this.#pick.click() };
    this.#view.show({ kind: "bad", lines: [line], actions: first ? [first, other] : [other] });
  }

  #showIdle(): void {
    [this.#state, this.#goesOn] = ["idle", false];
    const camera = this.#camera;
    this.#view.show(
      idleFace(
        this.#view,
        this.#unfinished,
        this.hasAttribute("has-video"),
        () => ((this.#goesOn = true), this.#pick.click()),
        camera && (() => camera.click()),
      ),
    );
  }

  /** A page with live parts looks at them again; any other is loaded anew. */
  #changed(): void {
    if (document.querySelector("vr-live")) document.dispatchEvent(new Event("vr-changed"));
    else location.reload();
  }

  readonly #numbers = () => numbersOf(this.#progress, (word, values) => this.#view.say(word, values));
}

customElements.define("vr-uploader", Uploader);

export {};
