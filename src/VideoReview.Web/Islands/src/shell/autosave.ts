// <vr-autosave url="..."><form>...</form></vr-autosave>: posts its form a second after typing stops, at the latest five
// seconds after it began. The answer's row version goes into every input marked data-row-version, the state into
// [data-autosave-state]. Words: data-saving, data-saved ("Tersimpan {time}"), data-failed (tried again),
// data-signed-out, on the element. Without script the form's own button does the same.

const QUIET_MS = 1000;
const LONGEST_MS = 5000;
const RETRY_MS = [2000, 5000, 15000, 30000];

interface Saved {
  savedAt: string;
  rowVersion: string;
}

interface Refused {
  code: string;
  sentence: string;
}

type Ended = "saved" | "refused" | "failed";

class Autosave extends HTMLElement {
  private timer = 0;
  private dirtySince = 0;
  private failures = 0;
  private running: Promise<Ended> | null = null;
  private stopped = false;
  private leaving = false;

  connectedCallback(): void {
    this.addEventListener("input", () => this.touch());
    this.addEventListener("change", () => this.touch());
    document.addEventListener("submit", (event) => this.beforeSubmit(event), true);
    addEventListener("pagehide", () => this.flush());
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden") this.flush();
    });
    addEventListener("beforeunload", (event) => {
      if (this.isDirty && this.failures > 0) event.preventDefault();
    });
  }

  private get form(): HTMLFormElement | null {
    return this.querySelector("form");
  }

  private get isDirty(): boolean {
    return this.dirtySince > 0 && !this.stopped;
  }

  private touch(): void {
    if (this.stopped) return;
    const now = performance.now();
    this.dirtySince ||= now;
    this.wait(Math.max(0, Math.min(QUIET_MS, this.dirtySince + LONGEST_MS - now)));
  }

  private wait(milliseconds: number): void {
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.save(), milliseconds);
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
      if (answer.status === 401 || answer.status === 403)
        return this.refused({ code: "signed-out", sentence: this.dataset.signedOut ?? "" }, true);
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
    for (const input of document.querySelectorAll<HTMLInputElement>("input[data-row-version]"))
      input.value = answer.rowVersion;
    this.tell("saved", (this.dataset.saved ?? "{time}").replace("{time}", answer.savedAt));
    return "saved";
  }

  /**
   * What was typed does not fit: the next change tries again. A stale form stops, or it would
   * overwrite what somebody else wrote.
   */
  private refused(refusal: Refused, stops: boolean): Ended {
    this.failures = 0;
    this.stopped = stops;
    this.tell("refused", refusal.sentence);
    return "refused";
  }

  private failed(since: number): Ended {
    this.dirtySince ||= since || performance.now();
    this.tell("failed", this.dataset.failed ?? "");
    this.wait(RETRY_MS[Math.min(this.failures, RETRY_MS.length - 1)] ?? QUIET_MS);
    this.failures++;
    return "failed";
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
      if (sent === this.form) this.dirtySince = 0;
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
      this.dirtySince = 0;
      sent.requestSubmit(button);
    });
  }

  private async settle(sendsItself: boolean): Promise<Ended> {
    const ended = this.running ? await this.running : "saved";
    return this.isDirty && !sendsItself ? this.save() : ended;
  }

  private tell(state: string, words: string): void {
    const place = this.querySelector("[data-autosave-state]") ?? document.querySelector("[data-autosave-state]");
    if (place instanceof HTMLElement) {
      place.textContent = words;
      place.dataset.autosaveState = state;
    }
  }
}

customElements.define("vr-autosave", Autosave);

export {};
