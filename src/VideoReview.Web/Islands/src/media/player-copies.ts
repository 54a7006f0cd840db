// The sizes in which a video can be watched: <a data-copy="360" data-src="...">360p</a> beside the player. A press puts
// that file in the place of the one that plays, at the same moment and speed, and this browser remembers it. Without
// script, and with a key held that opens a link elsewhere, the link loads its page.

const REMEMBERED_SECONDS = 365 * 86_400;

/** True = the link was one of these and has been followed. */
export function followCopy(
  event: MouseEvent,
  video: HTMLVideoElement,
  say: (words: string) => void,
  told: string,
): boolean {
  const link = (event.target as Element | null)?.closest<HTMLElement>("a[data-copy]");
  const src = link?.dataset.src;
  if (
    !link ||
    !src ||
    fileOf(src) !== fileOf(video.getAttribute("src") ?? "") ||
    event.ctrlKey ||
    event.metaKey ||
    event.shiftKey
  )
    return false;
  event.preventDefault();
  remember(link.dataset.copy ?? "");
  for (const other of document.querySelectorAll("a[data-copy]")) other.removeAttribute("aria-current");
  link.setAttribute("aria-current", "true");
  if (video.getAttribute("src") !== src) swap(video, src, !video.paused);
  say(told.replace("{choice}", link.firstElementChild?.textContent ?? ""));
  document.dispatchEvent(new Event("vr-changed"));
  return true;
}

/** Addresses of the copies of what plays, falling in size; without those that are not made yet. */
export function copiesOf(video: HTMLVideoElement): string[] {
  const file = fileOf(video.getAttribute("src") ?? "");
  return [...document.querySelectorAll<HTMLElement>("a[data-copy]:not([data-copy=original])")]
    .map((link) => link.dataset.src ?? "")
    .filter((src) => fileOf(src) === file);
}

/** Puts a copy in the place of what plays, for this page only: nobody chose it. */
export function takeCopy(video: HTMLVideoElement, src: string, isPlaying: boolean): void {
  const file = fileOf(src);
  for (const link of document.querySelectorAll<HTMLElement>("a[data-copy]")) {
    if (link.dataset.src === src) link.setAttribute("aria-current", "true");
    else if (fileOf(link.dataset.src ?? "") === file) link.removeAttribute("aria-current");
  }
  swap(video, src, isPlaying);
}

/** Of which video, whatever the size and the moment. */
function fileOf(address: string): string {
  return address.split(/[?#]/)[0] ?? "";
}

function swap(video: HTMLVideoElement, src: string, isPlaying: boolean): void {
  const [at, speed] = [video.currentTime, video.playbackRate];
  video.setAttribute("src", src);
  // Loading sets both back.
  video.playbackRate = speed;
  if (at > 0) {
    video.preload = "metadata";
    video.addEventListener("loadedmetadata", () => (video.currentTime = at), { once: true });
  }
  if (isPlaying) video.play().catch(() => undefined);
}

/** As CopyChoice does for pages without script. The address must not say otherwise when the page is asked again. */
function remember(code: string): void {
  const secure = location.protocol === "https:" ? "; secure" : "";
  document.cookie = `ukuran=${code}; path=/; max-age=${REMEMBERED_SECONDS}; samesite=lax${secure}`;
  const address = new URL(location.href);
  address.searchParams.delete("copy");
  if (address.href !== location.href) history.replaceState(history.state, "", address);
}
