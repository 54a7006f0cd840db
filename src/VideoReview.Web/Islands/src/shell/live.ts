// <vr-live topics="period:ID"> ... <div id="x" data-live> ... </div> ... </vr-live>: when a topic is told, the page's
// own address is asked again, and every element with data-live takes the content of the one with the same id. What a
// person may see is decided by the page, as on the first visit.
import { replacePart } from "./live-parts.js";
import { LiveStream } from "./live-stream.js";

/** A page is asked again at most so often, in milliseconds, however much happens. */
const atMostEvery = 1000;

const elements = new Set<Live>();
const topics = () => [...new Set([...elements].flatMap((element) => element.topics))];
const stream = new LiveStream(topics, (topic) => {
  if (topic === "*" || topics().includes(topic)) {
    ask();
  }
});

let timer: ReturnType<typeof setTimeout> | undefined;
let isBusy = false;
let isOver = false;
let last = 0;
let changes = 0;

function ask(): void {
  if (!isOver && timer === undefined) {
    timer = setTimeout(() => void refresh(), Math.max(0, last + atMostEvery - Date.now()));
  }
}

async function refresh(): Promise<void> {
  timer = undefined;
  if (isBusy) {
    ask();
    return;
  }

  isBusy = true;
  last = Date.now();
  const before = changes;
  try {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" }, cache: "no-store" });
    if (answer.redirected || answer.status === 401 || answer.status === 403 || answer.status === 404) {
      // Signed out, or no longer this person's: what is shown stays until the next click.
      isOver = true;
      stream.close();
    } else if (answer.ok) {
      const text = await answer.text();
      // An answer that was asked for before a change would take it back on the screen; the next one is on its way.
      if (changes === before) show(new DOMParser().parseFromString(text, "text/html"));
    }
  } catch {
    // The line is down: the stream says when it is back.
  } finally {
    isBusy = false;
  }
}

/** Those that stand in no other: what is inside a replaced part comes with it. */
const outermost = (page: Document) => [...page.querySelectorAll("vr-live:not(vr-live vr-live)")];

function show(page: Document): void {
  const [before, now] = [topics().join(), outermost(page).map((element) => element.getAttribute("topics"))];
  for (const old of document.querySelectorAll("vr-live [data-live][id]")) {
    const fresh = page.getElementById(old.id);
    if (fresh && !replacePart(old, fresh)) {
      old.addEventListener("focusout", ask, { once: true });
    }
  }

  outermost(document).forEach((old, place) =>
    old.setAttribute("topics", now[place] ?? old.getAttribute("topics") ?? ""),
  );
  if (topics().join() !== before) {
    stream.renew();
  }

  document.dispatchEvent(new Event("vr-refreshed"));
}

function look(): void {
  if (isOver || elements.size === 0 || document.visibilityState === "hidden") {
    stream.close();
  } else {
    stream.open();
  }
}

class Live extends HTMLElement {
  get topics(): string[] {
    return (this.getAttribute("topics") ?? "").split(/[\s,]+/).filter(Boolean);
  }

  connectedCallback(): void {
    elements.add(this);
    look();
  }

  disconnectedCallback(): void {
    elements.delete(this);
    look();
  }
}

// A page in the back/forward cache must not hold a connection; when it comes back it has missed something.
document.addEventListener("visibilitychange", look);

// Another island of the page has changed something that the page shows and no topic tells of.
document.addEventListener("vr-changed", () => {
  changes++;
  ask();
});
window.addEventListener("pagehide", () => stream.close());
window.addEventListener("pageshow", (event) => {
  if (event.persisted) {
    look();
    ask();
  }
});
customElements.define("vr-live", Live);
