// The player's keys, on the reviewer's page wherever the focus is, elsewhere while the player has it: playing, and
// scoring the cards beside the player. A digit chooses a card, the next one gives its score; Shift adds half a score
// where the rubric has one. Nothing happens while somebody types.
const TYPES_INTO =
  "textarea, select, [contenteditable], " +
  "input:not([type=radio], [type=checkbox], [type=range], [type=button], [type=submit])";
const TAKES_SPACE = "button, summary, a, input";
const TAKES_ARROWS = "input[type=radio], input[type=range]";

/** What keys do with a video, beside which the page's cards stand. */
export interface Played extends HTMLElement {
  toggle(): void;
  step(direction: number): void;
  jump(direction: number): void;
  frame(direction: number): void;
  speed(direction: number): void;
  fullscreen(): void;
  help(): void;
  say(words: string): void;
}

export class KeyDesk {
  private chosen: HTMLElement | null = null;
  private readonly onKey = (event: KeyboardEvent): void => this.press(event);

  constructor(private readonly player: Played) {}

  connect(): void {
    document.addEventListener("keydown", this.onKey);
  }

  disconnect(): void {
    document.removeEventListener("keydown", this.onKey);
  }

  private press(event: KeyboardEvent): void {
    const at = event.composedPath()[0];
    if (!this.player.dataset.scored && !event.composedPath().includes(this.player)) return;
    if (
      event.defaultPrevented ||
      event.ctrlKey ||
      event.metaKey ||
      event.altKey ||
      (at instanceof Element && at.matches(TYPES_INTO))
    )
      return;
    const taken = at instanceof Element && this.belongsTo(at, event.key);
    if (!taken && (this.digit(event) || this.play(event.key))) event.preventDefault();
  }

  /** Space presses a focused button, arrows move a focused radio or the seek bar: that stays as everywhere. */
  private belongsTo(at: Element, key: string): boolean {
    if (at.closest("dialog")) return key !== "?";
    return (key === " " && at.matches(TAKES_SPACE)) || (key.startsWith("Arrow") && at.matches(TAKES_ARROWS));
  }

  private play(key: string): boolean {
    const { player } = this;
    const acts: Record<string, () => void> = {
      " ": () => player.toggle(),
      k: () => player.toggle(),
      j: () => player.jump(-1),
      l: () => player.jump(1),
      arrowleft: () => player.step(-1),
      arrowright: () => player.step(1),
      ",": () => player.frame(-1),
      ".": () => player.frame(1),
      "<": () => player.speed(-1),
      ">": () => player.speed(1),
      f: () => player.fullscreen(),
      "?": () => player.help(),
    };
    const act = acts[key.toLowerCase()];
    act?.();
    return act !== undefined || (key === "Escape" && this.letGo());
  }

  private digit(event: KeyboardEvent): boolean {
    const digit = /^(?:Digit|Numpad)(\d)$/.exec(event.code)?.[1];
    if (digit === undefined) return false;
    return this.chosen
      ? this.score(this.chosen, Number(digit) + (event.shiftKey ? 0.5 : 0))
      : !event.shiftKey && this.choose(digit);
  }

  private choose(digit: string): boolean {
    const card = document.querySelector<HTMLElement>(`.point[data-point="${digit}"]`);
    if (!card) return false;
    this.chosen = card;
    card.classList.add("chosen");
    card.scrollIntoView({ block: "nearest" });
    this.player.say((this.player.dataset.chosen ?? "").replace("{point}", digit));
    return true;
  }

  /** A score that is not on the scale leaves the card chosen. */
  private score(card: HTMLElement, score: number): boolean {
    const radio = [...card.querySelectorAll<HTMLInputElement>("input[type=radio]")].find(
      (one) => Number(one.value) === score,
    );
    if (!radio) return false;
    radio.click();
    const words = (this.player.dataset.scored ?? "").replace("{point}", card.dataset.point ?? "");
    this.letGo();
    this.player.say(words.replace("{score}", String(score).replace(".", this.player.dataset.comma ?? ".")));
    return true;
  }

  private letGo(): boolean {
    const had = this.chosen !== null;
    this.chosen?.classList.remove("chosen");
    this.chosen = null;
    if (had) this.player.say("");
    return had;
  }
}
