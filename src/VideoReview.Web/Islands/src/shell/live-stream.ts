// One event stream per browser: HTTP/1.1 allows six connections to a host, and every open tab would take one for good.
// The visible tab that holds the lock listens for all and tells the others; a hidden tab lets go.

const channelName = "vr-live";
const lockName = "vr-live-leader";

/** Without a stream the page is asked again so often, in milliseconds. */
const pollAfter = 15_000;

type Message = { kind: "want"; tab: string; topics: string[] } | { kind: "who" } | { kind: "told"; topic: string };

export class LiveStream {
  readonly #tab = Math.random().toString(36).slice(2);
  readonly #wanted = new Map<string, string[]>();
  readonly #topics: () => string[];
  readonly #told: (topic: string) => void;
  #channel: BroadcastChannel | undefined;
  #source: EventSource | undefined;
  #release: (() => void) | undefined;
  #poll: ReturnType<typeof setTimeout> | undefined;
  #open = false;

  /** @param topics what this tab wants to hear now; @param told called with each topic, "*" = look at everything. */
  constructor(topics: () => string[], told: (topic: string) => void) {
    this.#topics = topics;
    this.#told = told;
  }

  open(): void {
    if (this.#open) {
      return;
    }

    this.#open = true;
    // Locks exist on https and localhost only.
    if (!("locks" in navigator) || !("BroadcastChannel" in window)) {
      this.#pollOn();
      return;
    }

    this.#channel = new BroadcastChannel(channelName);
    this.#channel.onmessage = (event: MessageEvent<Message>) => this.#hear(event.data);
    this.#post({ kind: "want", tab: this.#tab, topics: this.#topics() });
    this.#wanted.set(this.#tab, this.#topics());
    const waiting = new AbortController();
    this.#release = () => waiting.abort();
    navigator.locks.request(lockName, { signal: waiting.signal }, () => this.#lead()).catch(() => undefined);
  }

  close(): void {
    this.#open = false;
    this.#post({ kind: "want", tab: this.#tab, topics: [] });
    this.#release?.();
    this.#source?.close();
    this.#channel?.close();
    clearTimeout(this.#poll);
    this.#source = this.#channel = this.#release = this.#poll = undefined;
    this.#wanted.clear();
  }

  /** The topics of this tab have changed. */
  renew(): void {
    this.#post({ kind: "want", tab: this.#tab, topics: this.#topics() });
    this.#want(this.#tab, this.#topics());
  }

  /** Holds the lock until closed. */
  #lead(): Promise<void> {
    if (!this.#open) {
      return Promise.resolve();
    }

    this.#post({ kind: "who" });
    this.#connect();
    return new Promise((done) => (this.#release = done));
  }

  #hear(message: Message): void {
    switch (message.kind) {
      case "told":
        this.#told(message.topic);
        break;
      case "who":
        this.#post({ kind: "want", tab: this.#tab, topics: this.#topics() });
        break;
      case "want":
        this.#want(message.tab, message.topics);
        break;
    }
  }

  #want(tab: string, topics: string[]): void {
    const before = this.#union();
    topics.length > 0 ? this.#wanted.set(tab, topics) : this.#wanted.delete(tab);
    if (this.#source && this.#union() !== before) {
      this.#connect();
    }
  }

  #union(): string {
    return [...new Set([...this.#wanted.values()].flat())].sort().join(",");
  }

  #connect(): void {
    this.#source?.close();
    clearTimeout(this.#poll);
    const source = new EventSource(`/live?topics=${encodeURIComponent(this.#union())}`);
    source.onmessage = (event: MessageEvent<string>) => this.#tell(event.data);
    source.onerror = () => {
      // While it is only cut off, the browser comes back by itself.
      if (source.readyState === EventSource.CLOSED && this.#source === source) {
        this.#pollOn();
      }
    };
    this.#source = source;
  }

  /** Looks now and then, and tries the stream again where there was one. */
  #pollOn(): void {
    clearTimeout(this.#poll);
    this.#poll = setTimeout(() => {
      this.#tell("*");
      this.#source ? this.#connect() : this.#pollOn();
    }, pollAfter);
  }

  #tell(topic: string): void {
    this.#told(topic);
    this.#post({ kind: "told", topic });
  }

  #post(message: Message): void {
    this.#channel?.postMessage(message);
  }
}
