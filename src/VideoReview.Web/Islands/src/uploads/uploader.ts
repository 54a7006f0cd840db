// <vr-uploader entry="ID" accept=".mp4,..." data-words="{...}">: chooses a video and brings it to the server, over
// lines that drop. Goes on after a pause, a lost connection, a reload or on another device. What the server
// refuses is shown in its own words.
import { matchOf, unfinishedOf } from "./upload-known.js";
import { Refused } from "./upload-answer.js";
import { cancel, create, Run, type Progress, type Unfinished } from "./upload-run.js";
import { onSentElsewhere, sendsHere } from "./upload-tabs.js";
import { View, type Words } from "./upload-view.js";
import { Shows } from "./uploader-shows.js";

class Uploader extends HTMLElement {
  #shows!: Shows;
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
    const view = new View(this, JSON.parse(this.dataset.words ?? "{}") as Words);
    const accept = this.getAttribute("accept") ?? "video/*";
    const chosen = (file: File) => void this.#choose(file);
    const pick = view.addInput(accept, false, chosen);
    const camera = matchMedia("(pointer: coarse)").matches ? view.addInput("video/*", true, chosen) : undefined;
    this.#shows = new Shows(view, {
      pick: () => pick.click(),
      goOn: () => ((this.#goesOn = true), pick.click()),
      record: camera && (() => camera.click()),
      send: (known) => void this.#send(known),
      restart: (known) => void this.#restart(known),
      pause: () => void this.#pause(),
      resume: () => this.#resume(),
      giveUp: () => void this.#giveUp(),
    });
    view.onDrop((file) => this.#sending || void this.#choose(file));
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
    this.#shows.preparing(file);
    await this.#refreshUnfinished();
    const { known, other } = await matchOf(file, this.#unfinished);
    if (this.#file !== file) return;
    if (other) this.#shows.other(other);
    else if (!known || known.offset === 0 || this.#goesOn) await this.#send(known);
    else this.#shows.resume(file, known);
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
    this.#shows.move(progress);
  }

  #showSending(state: "sending" | "retrying"): void {
    this.#state = state;
    this.#shows.sending(state, this.#file, this.#progress);
  }

  async #pause(): Promise<void> {
    await this.#run?.pause();
    this.#state = "paused";
    this.#shows.paused(this.#file, this.#progress);
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
    this.#shows.elsewhere(this.#file);
  }

  #showOffline(): void {
    // A request that hangs on the dead line would fight for the upload with the one that follows.
    void this.#run?.pause();
    this.#state = "offline";
    this.#shows.offline(this.#progress);
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
    this.#shows.comparing();
  }

  #finish(): void {
    this.#shows.done(this.#file);
    this.#changed();
  }

  /**
   * The server's no ends it; a line that failed for good can be tried again, and is by
   * itself when it was merely offline.
   */
  #fail(error: unknown): void {
    if (!(error instanceof Refused) && !navigator.onLine) return this.#showOffline();
    [this.#sending, this.#state] = [false, "failed"];
    this.#shows.failed(error);
  }

  #showIdle(): void {
    [this.#state, this.#goesOn] = ["idle", false];
    this.#shows.idle(this.#unfinished, this.hasAttribute("has-video"));
  }

  /** A page with live parts looks at them again; any other is loaded anew. */
  #changed(): void {
    if (document.querySelector("vr-live")) document.dispatchEvent(new Event("vr-changed"));
    else location.reload();
  }
}

customElements.define("vr-uploader", Uploader);

export {};
