// How fast an upload is just now.

/** Speed is that of the last so many milliseconds. */
const WINDOW_MS = 8_000;

/** Less says nothing: the first bytes only fill the computer's own buffers. */
const SHORTEST_MS = 500;

export class Speed {
  #samples: { at: number; sent: number }[] = [];

  /** Begins anew after a pause. */
  reset(): void {
    this.#samples = [];
  }

  /** Bytes per second; 0 = not known yet. What was sent and is asked for again counts no more. */
  at(now: number, sent: number): number {
    this.#samples = [
      ...this.#samples.filter((sample) => now - sample.at < WINDOW_MS && sample.sent <= sent),
      { at: now, sent },
    ];
    const first = this.#samples[0];
    return first && now - first.at > SHORTEST_MS ? ((sent - first.sent) / (now - first.at)) * 1000 : 0;
  }
}
