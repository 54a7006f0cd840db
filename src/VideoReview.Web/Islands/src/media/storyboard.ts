// The pictures of the seek bar: a WebVTT file whose cues name parts of one sprite. Loaded when somebody first reaches
// for the bar, and never on a line that saves data.

import { cueAt, readCues, type Cue } from "./cues.js";

const LOOK = new CSSStyleSheet();
LOOK.replaceSync(`
  .bar { position: relative; }
  .preview {
    position: absolute; bottom: 100%; left: 0; z-index: 3; pointer-events: none; margin-bottom: .25rem;
    border: 2px solid var(--surface); border-radius: var(--radius-small); background: #000;
    box-shadow: 0 0 0 1px var(--line-strong); overflow: hidden;
  }
  .preview[hidden] { display: none; }
  .preview .cut { background-repeat: no-repeat; }
  .preview .at {
    display: block; background: var(--surface); color: var(--ink); text-align: center; font-size: .875rem;
    font-variant-numeric: tabular-nums; padding: .125rem 0;
  }
`);

/** Shows what the bar points at: under the mouse, under the finger that drags, and after a key has moved it. */
export class Storyboard {
  private cues: Cue[] | null = null;
  private loading = false;
  private wanted: { seconds: number; share: number } | null = null;
  private readonly box = document.createElement("div");
  private readonly cut = document.createElement("div");
  private readonly at = document.createElement("span");
  private timer = 0;

  /** @param address of the cues; null = not made yet. @param clock a moment in words. */
  constructor(
    private readonly seek: HTMLInputElement,
    root: ShadowRoot,
    private readonly address: () => string | null,
    private readonly clock: (seconds: number) => string,
  ) {
    root.adoptedStyleSheets.push(LOOK);
    const bar = Object.assign(document.createElement("div"), { className: "bar" });
    this.box.className = "preview";
    this.box.hidden = true;
    this.box.setAttribute("aria-hidden", "true");
    this.cut.className = "cut";
    this.at.className = "at";
    this.box.append(this.cut, this.at);
    seek.replaceWith(bar);
    bar.append(this.box, seek);
    seek.addEventListener("pointermove", (event) => this.point(event));
    seek.addEventListener("pointerdown", (event) => this.point(event));
    for (const end of ["pointerleave", "pointercancel", "blur"]) seek.addEventListener(end, () => this.hide());
    seek.addEventListener("pointerup", (event) => event.pointerType === "mouse" || this.hide());
    seek.addEventListener("input", () => this.show(Number(seek.value), Number(seek.value) / (Number(seek.max) || 1)));
    seek.addEventListener("change", () => this.hideSoon());
  }

  private point(event: PointerEvent): void {
    // A finger only passes over the bar unless it drags.
    if (event.pointerType !== "mouse" && event.buttons === 0) return;
    const bar = this.seek.getBoundingClientRect();
    const share = Math.max(0, Math.min(1, (event.clientX - bar.left) / bar.width));
    this.show(share * Number(this.seek.max), share);
  }

  private show(seconds: number, share: number): void {
    clearTimeout(this.timer);
    this.wanted = { seconds, share };
    void this.load();
    const cue = this.cues ? cueAt(this.cues, seconds) : undefined;
    if (!cue) return;
    const { style } = this.cut;
    style.width = `${cue.width}px`;
    style.height = `${cue.height}px`;
    style.backgroundImage = `url("${cue.url}")`;
    style.backgroundPosition = `-${cue.x}px -${cue.y}px`;
    this.at.textContent = this.clock(seconds);
    this.box.hidden = false;
    const room = this.seek.clientWidth - this.box.offsetWidth;
    this.box.style.left = `${Math.max(0, Math.min(room, share * this.seek.clientWidth - this.box.offsetWidth / 2))}px`;
  }

  private hide(): void {
    clearTimeout(this.timer);
    this.wanted = null;
    this.box.hidden = true;
  }

  /** A key's picture stays long enough to be looked at. */
  private hideSoon(): void {
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.hide(), 1500);
  }

  private async load(): Promise<void> {
    const address = this.address();
    const line = (navigator as { connection?: { saveData?: boolean } }).connection;
    if (this.cues || this.loading || !address || line?.saveData) return;
    this.loading = true;
    try {
      const answer = await fetch(address);
      if (answer.ok) this.cues = readCues(await answer.text(), new URL(address, location.href));
    } catch {
      // The line is down: the next reach for the bar tries again.
    } finally {
      this.loading = false;
    }
    if (this.cues && this.wanted) this.show(this.wanted.seconds, this.wanted.share);
  }
}
