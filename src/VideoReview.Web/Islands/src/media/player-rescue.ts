// A browser stops for good at the first packet that its decoder refuses. The player then goes on in a copy at the same
// second and says so once; where there is none yet it asks for one at `stops`, says how long that takes, and goes on by
// itself when there is.
import { copiesOf, takeCopy } from "./player-copies.js";

/** MediaError.code: what came could not be decoded, or not at all. */
const DECODE = 3;
const SOURCE = 4;
const ASK_AGAIN_MS = 15_000;

interface Told {
  sentence: string;
  src?: string;
}

export class Rescue {
  private readonly stopped = new Set<string>();
  private isWaiting = false;
  private isPlaying = false;
  private isTold = false;
  private timer: ReturnType<typeof setInterval> | undefined;
  private readonly onRefreshed = (): void => this.look();

  constructor(
    private readonly video: HTMLVideoElement,
    private readonly words: DOMStringMap,
    private readonly say: (words: string) => void,
  ) {
    video.addEventListener("play", () => (this.isPlaying = true));
    // A browser pauses what it cannot decode; the person did not.
    video.addEventListener("pause", () => (this.isPlaying &&= video.error !== null));
  }

  async begin(): Promise<void> {
    const code = this.video.error?.code;
    if (this.isWaiting) return;
    if (code !== DECODE && code !== SOURCE) return this.fail();
    this.stopped.add(bare(this.video.getAttribute("src") ?? ""));
    if (this.goOn(copiesOf(this.video))) return;
    this.isWaiting = true;
    if (!(await this.ask())) return;
    document.addEventListener("vr-refreshed", this.onRefreshed);
    this.timer = setInterval(() => void this.ask(), ASK_AGAIN_MS);
  }

  end(): void {
    this.isWaiting = false;
    clearInterval(this.timer);
    document.removeEventListener("vr-refreshed", this.onRefreshed);
  }

  private look(): void {
    if (this.goOn(copiesOf(this.video))) this.end();
  }

  /** False = there is nothing to wait for: it goes on already, or never will. */
  private async ask(): Promise<boolean> {
    const answer = await fetch(`${this.words.stops ?? ""}?at=${this.video.currentTime}`, {
      method: "POST",
      headers: { "X-Requested-By": "vr-player", Accept: "application/json" },
    }).catch(() => null);
    if (!this.isWaiting) return false;
    // The line may be down: then the next time tells.
    if (answer === null || answer.status >= 500) return this.timer !== undefined || this.giveUp();
    if (!answer.ok && answer.status !== 409) return this.giveUp();
    const told = (await answer.json()) as Told;
    if (answer.ok && told.src && this.goOn([told.src])) this.end();
    else if (!answer.ok || told.src) this.giveUp(answer.ok ? undefined : told.sentence);
    else this.say(told.sentence);
    return this.isWaiting;
  }

  /** The first that has not stopped here itself. */
  private goOn(copies: readonly string[]): boolean {
    const copy = copies.find((src) => !this.stopped.has(src));
    if (copy === undefined) return false;
    takeCopy(this.video, copy, this.isPlaying);
    if (!this.isTold) this.say(this.words.rescued ?? "");
    this.isTold = true;
    return true;
  }

  private giveUp(words?: string): false {
    this.end();
    this.fail(words);
    return false;
  }

  private fail(words?: string): void {
    this.say(words ?? this.words.failed ?? "");
  }
}

/** Without the moment at which it begins. */
function bare(address: string): string {
  return address.split("#")[0] ?? "";
}
