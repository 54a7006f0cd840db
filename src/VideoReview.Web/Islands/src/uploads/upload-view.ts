// How the uploader looks: one panel, redrawn for each state, in a shadow root that nothing on the page can replace.

/** Words by name, from data-words; "{name}" stands for a value. */
export type Words = Record<string, string>;

const STYLE = `
  :host { display: block; }
  .panel {
    border: 2px dashed var(--line-strong); border-radius: var(--radius); padding: 1.25rem; background: var(--surface);
    text-align: center;
  }
  .panel.over { border-color: var(--accent); background: var(--accent-soft); }
  .panel.busy { border-style: solid; border-color: var(--line); text-align: left; }
  .panel.bad { border-style: solid; border-color: var(--bad); background: var(--bad-soft); text-align: left; }
  p { margin: 0 0 .75rem; max-width: 70ch; overflow-wrap: anywhere; }
  .panel:not(.busy):not(.bad) p { margin-inline: auto; }
  .bad p { color: var(--bad); font-weight: 550; }
  .soft { color: var(--ink-soft); font-size: .875rem; }
  .numbers { font-variant-numeric: tabular-nums; }
  .row { display: flex; flex-wrap: wrap; gap: .5rem; justify-content: inherit; }
  .panel:not(.busy):not(.bad) .row { justify-content: center; }
  button {
    font: inherit; font-weight: 600; min-height: var(--target); padding: .5rem 1.25rem;
    border-radius: var(--radius-small); border: 1px solid var(--line-strong); background: var(--surface);
    color: var(--ink); cursor: pointer;
  }
  button.primary { background: var(--accent); border-color: var(--accent); color: var(--on-accent); }
  button:hover { border-color: var(--accent); }
  button:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
  progress {
    width: 100%; height: .75rem; appearance: none; border: 0; border-radius: 999px; overflow: hidden;
    background: var(--surface-sunk); margin-bottom: .5rem;
  }
  progress::-webkit-progress-bar { background: var(--surface-sunk); }
  progress::-webkit-progress-value { background: var(--accent); }
  progress::-moz-progress-bar { background: var(--accent); }
  input { display: none; }
`;

export interface Action {
  word: string;
  primary?: boolean;
  run(): void;
}

/** What the panel shows. */
export interface Face {
  kind: "calm" | "busy" | "bad";
  lines: string[];
  /** 0-1; undefined = no bar. */
  done?: number;
  numbers?: string;
  actions: Action[];
}

export class View {
  readonly #root: ShadowRoot;
  readonly #words: Words;
  readonly #panel = document.createElement("div");
  readonly #told = document.createElement("div");
  #bar: HTMLProgressElement | undefined;
  #numbers: HTMLParagraphElement | undefined;

  constructor(host: HTMLElement, words: Words) {
    this.#words = words;
    this.#root = host.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    this.#root.adoptedStyleSheets = [sheet];
    this.#told.setAttribute("role", "status");
    this.#panel.className = "panel";
    this.#panel.append(this.#told);
    this.#root.append(this.#panel);
    // The form around autosaves on input; choosing a file is none of its business.
    for (const name of ["input", "change"]) this.#root.addEventListener(name, (event) => event.stopPropagation());
  }

  say(word: string, values: Record<string, string> = {}): string {
    return (this.#words[word] ?? word).replace(/\{(\w+)\}/g, (found, name: string) => values[name] ?? found);
  }

  /** A hidden input that opens the phone's or computer's chooser. */
  addInput(accept: string, camera: boolean, chosen: (file: File) => void): HTMLInputElement {
    const input = document.createElement("input");
    input.type = "file";
    input.accept = accept;
    input.tabIndex = -1;
    input.setAttribute("aria-hidden", "true");
    if (camera) input.setAttribute("capture", "environment");
    input.addEventListener("change", () => {
      const file = input.files?.[0];
      input.value = "";
      if (file) chosen(file);
    });
    this.#root.append(input);
    return input;
  }

  /** Files may be dropped on the panel; a file that misses it must not replace the page. */
  onDrop(dropped: (file: File) => void): void {
    for (const name of ["dragover", "drop"]) addEventListener(name, (event) => event.preventDefault());
    this.#panel.addEventListener("dragover", () => this.#panel.classList.add("over"));
    this.#panel.addEventListener("dragleave", () => this.#panel.classList.remove("over"));
    this.#panel.addEventListener("drop", (event) => {
      this.#panel.classList.remove("over");
      const file = event.dataTransfer?.files[0];
      if (file) dropped(file);
    });
  }

  show(face: Face): void {
    const focused = this.#root.activeElement instanceof HTMLButtonElement;
    this.#panel.className = `panel ${face.kind}`;
    this.#told.replaceChildren(...face.lines.map((line, place) => paragraph(line, place > 0 ? "soft" : "")));
    const parts: HTMLElement[] = [];
    this.#bar = this.#numbers = undefined;
    if (face.done !== undefined) {
      this.#bar = document.createElement("progress");
      this.#bar.setAttribute("aria-label", this.say("progress"));
      this.#numbers = paragraph("", "soft numbers");
      parts.push(this.#bar, this.#numbers);
    }

    const row = document.createElement("div");
    row.className = "row";
    row.append(...face.actions.map((action) => this.#button(action)));
    this.#panel.replaceChildren(this.#told, ...parts, row);
    if (face.done !== undefined) this.progress(face.done, face.numbers ?? "");
    if (focused) row.querySelector("button")?.focus();
  }

  /** Moves the bar without drawing anew: many times a second, and not read out each time. */
  progress(done: number, numbers: string): void {
    if (this.#bar) this.#bar.value = done;
    if (this.#numbers) this.#numbers.textContent = numbers;
  }

  #button(action: Action): HTMLButtonElement {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = this.say(action.word);
    if (action.primary) button.className = "primary";
    button.addEventListener("click", () => action.run());
    return button;
  }
}

function paragraph(text: string, className: string): HTMLParagraphElement {
  const element = document.createElement("p");
  element.textContent = text;
  element.className = className;
  return element;
}
