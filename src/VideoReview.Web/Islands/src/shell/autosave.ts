// <vr-autosave url="..."><form>...</form></vr-autosave>: posts its form a second after typing stops, at the latest five
// seconds after it began. The answer's row version goes into every input marked data-row-version, the state into
// [data-autosave-state]. Words on the element: data-saving, data-saved ("Tersimpan {time}"), data-failed (tried again),
// data-signed-out with data-sign-in (its link), data-compare (sends the form, whose page shows both texts). Signed in
// again in another tab, it goes on by itself. With data-refreshes the page's live parts are asked again after a save.
// Without script the form's own button does the same.

import { compareButton, show, signInLink, type Refused, type Saved } from "./autosave-state.js";

const QUIET_MS = 1000;
const LONGEST_MS = 5000;
const RETRY_MS = [2000, 5000, 15000, 30000];

type Ended = "saved" | "refused" | "failed";

class Autosave extends HTMLElement {
  private timer = 0;
  private dirtySince = 0;
  private failures = 0;
  private running: Promise<Ended> | null = null;
  private stopped = false;
  private leaving = false;
  /** Something stands in the fields that is nowhere else; `isTold`: and the person has been told so. */
  private isUnsaved = false;
  private isTold = false;

  connectedCallback(): void {
    this.addEventListener("input", () => this.touch());
    this.addEventListener("change", () => this.touch());
    document.addEventListener("submit", (event) => this.beforeSubmit(event), true);
    addEventListener("pagehide", () => this.flush());
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden") this.flush();
      else this.tryAgain();
    });
    addEventListener("focus", () => this.tryAgain());
    addEventListener("beforeunload", (event) => {
      if (this.isUnsaved && this.isTold) event.preventDefault();
    });
  }

  private get form(): HTMLFormElement | null {
    return this.querySelector("form");
  }

  private get isDirty(): boolean {
    return this.dirtySince > 0 && !this.stopped;
  }

  private touch(): void {
    this.isUnsaved = true;
    if (this.stopped) return;
    const now = performance.now();
    this.dirtySince ||= now;
    this.wait(Math.max(0, Math.min(QUIET_MS, this.dirtySince + LONGEST_MS - now)));
  }

  private wait(milliseconds: number): void {
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.save(), milliseconds);
  }

  /** Back from another tab, where somebody may have signed in again. */
  private tryAgain(): void {
    if (this.isDirty && this.failures > 0) this.wait(0);
  }

  /** One save at a time: a second one would carry the row version that the first is about to replace. */
  private save(): Promise<Ended> {
    this.running ??= this.post().finally(() => {
      this.running = null;
      if (this.isDirty && this.failures === 0) this.wait(QUIET_MS);
    });
    return this.running;
  }

  private async post(): Promise<Ended> {
    const form = this.form;
    if (!form || this.stopped) return "refused";
    clearTimeout(this.timer);
    const since = this.dirtySince;
    this.dirtySince = 0;
    this.tell("saving", this.dataset.saving ?? "");
    try {
      const answer = await fetch(this.getAttribute("url") ?? "", {
        method: "POST",
        body: new FormData(form),
        headers: { "X-Requested-By": "vr-autosave", Accept: "application/json" },
        keepalive: document.visibilityState === "hidden",
      });
      if (answer.ok) return this.saved((await answer.json()) as Saved);
      if (answer.status === 401 || answer.status === 403) return this.signedOut(since);
      if (answer.status >= 400 && answer.status < 500 && answer.headers.get("content-type")?.includes("json")) {
        const refusal = (await answer.json()) as Refused;
        return this.refused(refusal, answer.status === 404 || refusal.code === "shell.stale");
      }
      return this.failed(since);
    } catch {
      return this.failed(since);
    }
  }

  private saved(answer: Saved): Ended {
    this.failures = 0;
    this.isUnsaved = this.isDirty;
    this.isTold = false;
    for (const input of document.querySelectorAll<HTMLInputElement>("input[data-row-version]"))
      input.value = answer.rowVersion;
    this.tell("saved", (this.dataset.saved ?? "{time}").replace("{time}", answer.savedAt));
    if ("refreshes" in this.dataset) document.dispatchEvent(new Event("vr-changed"));
    return "saved";
  }

  /**
   * What was typed does not fit: the next change tries again. A stale form stops, or it would
   * overwrite what somebody else wrote.
   */
  private refused(refusal: Refused, stops: boolean): Ended {
    this.failures = 0;
    this.stopped = stops;
    this.isTold = true;
    const isStale = refusal.code === "shell.stale" && this.form;
    this.tell("refused", refusal.sentence, isStale ? compareButton(isStale, this.dataset.compare ?? "") : null);
    return "refused";
  }

  private failed(since: number): Ended {
    this.again(since);
    this.tell("failed", this.dataset.failed ?? "");
    return "failed";
  }

  /** What was typed waits in the page until the same person has signed in again. */
  private signedOut(since: number): Ended {
    this.again(since);
    this.tell("refused", this.dataset.signedOut ?? "", signInLink(this.dataset.signIn ?? ""));
    return "failed";
  }

  private again(since: number): void {
    this.dirtySince ||= since || performance.now();
    this.isTold = true;
    this.wait(RETRY_MS[Math.min(this.failures, RETRY_MS.length - 1)] ?? QUIET_MS);
    this.failures++;
  }

  /** The page is going: whatever is left is sent along. */
  private flush(): void {
    if (this.isDirty && !this.running) void this.save();
  }

  /**
   * A form of the page is sent while something is unsaved: save first, then send it with the new row version; what
   * cannot be saved is not left behind.
   */
  private beforeSubmit(event: SubmitEvent): void {
    const sent = event.target;
    clearTimeout(this.timer);
    if (!(sent instanceof HTMLFormElement) || (!this.running && (!this.isDirty || sent === this.form))) {
      if (sent === this.form) this.release();
      return;
    }

    event.preventDefault();
    event.stopImmediatePropagation();
    if (this.leaving) return;
    this.leaving = true;
    const button = event.submitter;
    void this.settle(sent === this.form).then((ended) => {
      this.leaving = false;
      if (ended !== "saved" && sent !== this.form) return;
      this.release();
      sent.requestSubmit(button);
    });
  }

  /** The form itself carries what is in its fields, or everything is saved. */
  private release(): void {
    this.dirtySince = 0;
    this.isUnsaved = false;
  }

  private async settle(sendsItself: boolean): Promise<Ended> {
    const ended = this.running ? await this.running : "saved";
    return this.isDirty && !sendsItself ? this.save() : ended;
  }

  private tell(state: string, words: string, act: HTMLElement | null = null): void {
    const place = this.querySelector("[data-autosave-state]") ?? document.querySelector("[data-autosave-state]");
    if (place instanceof HTMLElement) show(place, state, words, act);
  }
}

customElements.define("vr-autosave", Autosave);
