// <vr-player lease="..." storyboard="..." duration="MILLISECONDS"><video src="..." poster="..."
// controls></video></vr-player>: the native video with our controls, keys and preview. Words stand in data- attributes.
// While it plays it holds the reviewer's claim at `lease`, at most every few minutes. Without script the
// browser's own controls remain.
import { buildControls, clock, type Controls } from "./player-controls.js";
import { followCopy } from "./player-copies.js";
import { KeyDesk, type Played } from "./player-keys.js";
import { keepPlace } from "./player-place.js";
import { Rescue } from "./player-rescue.js";
import { Storyboard } from "./storyboard.js";

const STEP_SECONDS = 5;
const JUMP_SECONDS = 10;
const FRAME_SECONDS = 1 / 25;
const LEASE_EVERY_MS = 180_000;
const SPEEDS = [0.5, 0.75, 1, 1.25, 1.5, 1.75, 2];

class Player extends HTMLElement implements Played {
  private video!: HTMLVideoElement;
  private controls!: Controls;
  private keys: KeyDesk | null = null;
  private rescue: Rescue | null = null;
  private readonly onLink = (event: MouseEvent): void => this.follow(event);
  private leasedAt = -LEASE_EVERY_MS;

  connectedCallback(): void {
    const video = this.querySelector("video");
    if (!video || this.shadowRoot) return;
    this.video = video;
    video.controls = false;
    this.controls = buildControls(this, SPEEDS);
    new Storyboard(this.controls.seek, this.shadowRoot!, () => this.getAttribute("storyboard"), clock);
    this.rescue = new Rescue(video, this.dataset, (words) => this.say(words));
    this.listen();
    keepPlace(video);
    this.keys = new KeyDesk(this);
    this.keys.connect();
    document.addEventListener("click", this.onLink);
    this.showTime();
  }

  disconnectedCallback(): void {
    this.keys?.disconnect();
    this.rescue?.end();
    document.removeEventListener("click", this.onLink);
  }

  toggle(): void {
    if (this.video.paused) void this.video.play().catch(() => this.fail());
    else this.video.pause();
  }

  pause(): void {
    this.video.pause();
  }

  step(direction: number): void {
    this.seek(this.video.currentTime + direction * STEP_SECONDS);
  }

  jump(direction: number): void {
    this.seek(this.video.currentTime + direction * JUMP_SECONDS);
  }

  frame(direction: number): void {
    this.video.pause();
    this.seek(this.video.currentTime + direction * FRAME_SECONDS);
  }

  speed(direction: number): void {
    const now = SPEEDS.indexOf(this.video.playbackRate);
    this.video.playbackRate = SPEEDS[Math.max(0, Math.min(SPEEDS.length - 1, now + direction))] ?? 1;
  }

  fullscreen(): void {
    void (document.fullscreenElement ? document.exitFullscreen() : this.requestFullscreen?.());
  }

  help(): void {
    if (this.controls.help.open) this.controls.help.close();
    else this.controls.help.showModal();
  }

  say(words: string): void {
    this.controls.said.textContent = words;
  }

  /**
   * <a data-seek="83.2">: a moment named beside the player is shown in it, a little before it happens. Where two videos
   * are compared, the second (<vr-player beside>) goes to data-seek-beside. A link of another size
   * (player-copies) is taken up first.
   */
  private follow(event: MouseEvent): void {
    if (followCopy(event, this.video, (words) => this.say(words), this.dataset.copyTold ?? "")) return;
    const link = (event.target as Element | null)?.closest<HTMLElement>("a[data-seek]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const isBeside = this.hasAttribute("beside");
    this.video.preload = "auto";
    this.seek(Number(isBeside ? link.dataset.seekBeside : link.dataset.seek));
    if (isBeside) return;
    this.scrollIntoView({ block: "nearest" });
    this.controls.play.focus();
  }

  private seek(seconds: number): void {
    this.video.currentTime = Math.max(0, Math.min(this.end, seconds));
    this.showTime();
  }

  /** In seconds; before the video is loaded as the page says it, in milliseconds. */
  private get end(): number {
    return Number.isFinite(this.video.duration)
      ? this.video.duration
      : Number(this.getAttribute("duration") ?? 0) / 1000;
  }

  private listen(): void {
    const { controls, video } = this;
    controls.play.addEventListener("click", () => this.toggle());
    controls.back.addEventListener("click", () => this.step(-1));
    controls.forward.addEventListener("click", () => this.step(1));
    controls.frameBack.addEventListener("click", () => this.frame(-1));
    controls.frameForward.addEventListener("click", () => this.frame(1));
    controls.fullscreen.addEventListener("click", () => this.fullscreen());
    controls.keys.addEventListener("click", () => this.help());
    controls.seek.addEventListener("input", () => this.seek(Number(controls.seek.value)));
    controls.speed.addEventListener("change", () => (video.playbackRate = Number(controls.speed.value)));
    video.addEventListener("click", () => this.toggle());
    video.addEventListener("ratechange", () => (controls.speed.value = String(video.playbackRate)));
    video.addEventListener("error", () => this.fail());
    for (const event of ["play", "pause", "ended"]) video.addEventListener(event, () => this.showState());
    for (const event of ["loadedmetadata", "durationchange", "timeupdate", "seeked"])
      video.addEventListener(event, () => this.showTime());
    video.addEventListener("timeupdate", () => this.holdClaim());
  }

  private showState(): void {
    this.controls.showPlaying(!this.video.paused);
    this.holdClaim();
  }

  private showTime(): void {
    const { seek, time } = this.controls;
    const end = this.end;
    const words = `${clock(this.video.currentTime)} / ${clock(end)}`;
    seek.max = String(end);
    seek.value = String(this.video.currentTime);
    seek.setAttribute("aria-valuetext", words);
    time.textContent = words;
  }

  /** Watching is working: whoever plays the video does not lose the seat. */
  private holdClaim(): void {
    const url = this.getAttribute("lease");
    if (!url || this.video.paused || performance.now() - this.leasedAt < LEASE_EVERY_MS) return;
    this.leasedAt = performance.now();
    void fetch(url, { method: "POST", headers: { "X-Requested-By": "vr-player", Accept: "application/json" } })
      .then(async (answer) => {
        if (answer.status === 409) this.say(((await answer.json()) as { sentence: string }).sentence);
      })
      .catch(() => (this.leasedAt = -LEASE_EVERY_MS));
  }

  private fail(): void {
    if (this.video.error) void this.rescue?.begin();
  }
}

customElements.define("vr-player", Player);
