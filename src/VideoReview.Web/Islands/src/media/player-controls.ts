// The player's controls, in its shadow root: real buttons, a real range and a real select, each with its words.

export interface Controls {
  play: HTMLButtonElement;
  back: HTMLButtonElement;
  forward: HTMLButtonElement;
  frameBack: HTMLButtonElement;
  frameForward: HTMLButtonElement;
  fullscreen: HTMLButtonElement;
  keys: HTMLButtonElement;
  seek: HTMLInputElement;
  speed: HTMLSelectElement;
  time: HTMLElement;
  said: HTMLElement;
  help: HTMLDialogElement;
  showPlaying(playing: boolean): void;
}

const PATHS = {
  play: "M3 1.5v13l11-6.5z",
  pause: "M3 2h3.5v12H3zM9.5 2H13v12H9.5z",
  back: "M8 2.5v11L1 8zM15 2.5v11L8 8z",
  forward: "M1 2.5v11L8 8zM8 2.5v11L15 8z",
  frameBack: "M3 2h2v12H3zM13 2.5v11L6 8z",
  frameForward: "M11 2h2v12h-2zM3 2.5v11L10 8z",
  fullscreen: "M1 1h5v2H3v3H1zM10 1h5v5h-2V3h-3zM1 10h2v3h3v2H1zM13 10h2v5h-5v-2h3z",
};

// A constructed sheet: the page's content policy allows no inline style.
const LOOK = new CSSStyleSheet();
LOOK.replaceSync(`
  :host { display: block; }
  :host(:fullscreen) { display: flex; flex-direction: column; background: #000; }
  :host(:fullscreen) .panel { border-radius: 0; }
  .panel {
    background: var(--surface); border: 1px solid var(--line); border-radius: var(--radius);
    padding: .25rem .5rem .5rem; margin-top: .5rem;
  }
  .row, .rest { display: flex; align-items: center; gap: .125rem; }
  .row { flex-wrap: wrap; }
  .rest { flex: 1 0 auto; flex-wrap: wrap; max-width: 100%; }
  .room { flex: 1; }
  input { width: 100%; min-height: var(--target); margin: 0; accent-color: var(--accent); cursor: pointer; }
  button, select {
    min-width: var(--target); min-height: var(--target); border: 0; border-radius: var(--radius-small);
    background: none; color: var(--ink); font: inherit; cursor: pointer; display: inline-flex; align-items: center;
    justify-content: center;
  }
  select { background: var(--surface); padding: 0 .25rem; }
  button:hover, select:hover { background: var(--surface-sunk); }
  :focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
  svg { width: 1.125rem; height: 1.125rem; fill: currentColor; }
  .play { background: var(--accent); color: var(--on-accent); }
  .play:hover { background: var(--accent-strong); }
  .time { font-variant-numeric: tabular-nums; font-size: .875rem; padding: 0 .5rem; white-space: nowrap; }
  .said { margin: 0; font-size: .875rem; font-weight: 600; color: var(--accent); }
  .said:not(:empty) { padding: .25rem .5rem 0; }
  .keys { font-weight: 700; }
  dialog {
    border: 1px solid var(--line); border-radius: var(--radius); background: var(--surface); color: var(--ink);
    padding: 1.25rem; max-width: 28rem;
  }
  dialog::backdrop { background: rgb(0 0 0 / .5); }
  dialog h2 { font-size: 1.25rem; margin: 0 0 .5rem; }
  dialog ul { padding-left: 1.25rem; line-height: 1.6; }
  dialog button { border: 1px solid var(--line-strong); padding: 0 1.25rem; }
`);

/** "01.09", or "1.02.03" from an hour on. */
export function clock(seconds: number): string {
  const whole = Math.floor(Number.isFinite(seconds) ? seconds : 0);
  const parts = [Math.floor(whole / 60) % 60, whole % 60].map((part) => String(part).padStart(2, "0"));
  return (whole >= 3600 ? [String(Math.floor(whole / 3600)), ...parts] : parts).join(".");
}

export function buildControls(host: HTMLElement, speeds: readonly number[]): Controls {
  const words = (key: string): string => host.dataset[key] ?? "";
  const play = button("play", words("play"), "play");
  const seek = document.createElement("input");
  Object.assign(seek, { type: "range", min: "0", max: "0", step: "0.01", value: "0", ariaLabel: words("seek") });
  const time = element("span", "time");
  const speed = document.createElement("select");
  speed.ariaLabel = speed.title = words("speed");
  for (const value of speeds)
    speed.append(new Option(String(value).replace(".", words("comma")) + "×", String(value), value === 1, value === 1));
  const keys = element("button", "keys") as HTMLButtonElement;
  Object.assign(keys, { type: "button", textContent: "?", ariaLabel: words("keys"), title: words("keys") });
  const said = element("p", "said");
  said.setAttribute("role", "status");
  const help = dialog(words("keys"), words("help").split("|"), words("close"));
  const [back, forward] = [button("back", words("back")), button("forward", words("forward"))];
  const [frameBack, frameForward] = [
    button("frameBack", words("frameBack")),
    button("frameForward", words("frameForward")),
  ];
  const fullscreen = button("fullscreen", words("fullscreen"));

  // Where one line is too short the second one takes all of these, not the last button alone.
  const rest = element("div", "rest");
  rest.append(time, element("span", "room"), speed, keys, fullscreen);
  const row = element("div", "row");
  row.append(play, back, forward, frameBack, frameForward, rest);
  const panel = element("div", "panel");
  panel.append(seek, row, said);
  const root = host.attachShadow({ mode: "open" });
  root.adoptedStyleSheets = [LOOK];
  root.append(document.createElement("slot"), panel, help);

  const showPlaying = (playing: boolean): void => {
    play.replaceChildren(picture(playing ? "pause" : "play"));
    play.ariaLabel = play.title = words(playing ? "pause" : "play");
  };
  return { play, back, forward, frameBack, frameForward, fullscreen, keys, seek, speed, time, said, help, showPlaying };
}

function button(icon: keyof typeof PATHS, label: string, className = ""): HTMLButtonElement {
  const made = element("button", className) as HTMLButtonElement;
  Object.assign(made, { type: "button", ariaLabel: label, title: label });
  made.append(picture(icon));
  return made;
}

function picture(icon: keyof typeof PATHS): SVGSVGElement {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 16 16");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", PATHS[icon]);
  svg.append(path);
  return svg;
}

function dialog(title: string, lines: readonly string[], close: string): HTMLDialogElement {
  const made = document.createElement("dialog");
  made.ariaLabel = title;
  const list = document.createElement("ul");
  list.append(...lines.map((line) => Object.assign(document.createElement("li"), { textContent: line })));
  const end = Object.assign(document.createElement("button"), { type: "button", textContent: close });
  end.addEventListener("click", () => made.close());
  made.append(Object.assign(document.createElement("h2"), { textContent: title }), list, end);
  return made;
}

function element(name: string, className: string): HTMLElement {
  return Object.assign(document.createElement(name), { className });
}
