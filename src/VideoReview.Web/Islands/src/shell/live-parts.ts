// Puts fresh parts of a page in the place of old ones without taking anything out of a person's hands.

/** False = somebody is at work in it: ask again later. */
export function replacePart(old: Element, fresh: Element): boolean {
  keepPlayer(old, fresh);
  if (served(old) === fresh.innerHTML) {
    return true;
  }

  if (isInUse(old) || isBeingRescued(old, fresh)) {
    return false;
  }

  keepOpen(old, fresh);
  const focused = old.contains(document.activeElement) ? signOf(document.activeElement) : undefined;
  old.replaceChildren(...fresh.childNodes);
  if (focused) {
    old.querySelector<HTMLElement>(focused)?.focus({ preventScroll: true });
  }

  return true;
}

/** As it came: the player has taken the browser's own controls away from its video. */
function served(part: Element): string {
  const copy = part.cloneNode(true) as Element;
  copy.querySelectorAll("vr-player > video").forEach((video) => video.setAttribute("controls", ""));
  return copy.innerHTML;
}

/**
 * The same video goes on where it is, in the size that it has; only what surrounds it (poster,
 * storyboard) may have come meanwhile.
 */
function keepPlayer(old: Element, fresh: Element): void {
  const [was, now] = [old.querySelector("vr-player > video"), fresh.querySelector("vr-player > video")];
  const [src, next] = [was?.getAttribute("src"), now?.getAttribute("src")];
  if (was?.parentElement && now?.parentElement && src && src.split(/[?#]/)[0] === next?.split(/[?#]/)[0]) {
    now.setAttribute("src", src);
    takeAttributes(was, now);
    takeAttributes(was.parentElement, now.parentElement);
  }
}

function takeAttributes(old: Element, fresh: Element): void {
  for (const { name, value } of fresh.attributes) {
    if (name !== "controls" && old.getAttribute(name) !== value) {
      old.setAttribute(name, value);
    }
  }
}

/** A browser gave up on this video, and its player waits for a copy (player-rescue). */
function isBeingRescued(old: Element, fresh: Element): boolean {
  const [was, now] = [
    old.querySelector<HTMLVideoElement>("vr-player > video"),
    fresh.querySelector("vr-player > video"),
  ];
  return was !== null && was.error !== null && was.getAttribute("src") === now?.getAttribute("src");
}

/** Typed in, typed before, playing, or an island of its own that has the focus. */
function isInUse(part: Element): boolean {
  const focused = document.activeElement;
  if (
    focused &&
    part.contains(focused) &&
    (focused.matches("input, select, textarea, [contenteditable]") || focused.tagName.includes("-"))
  ) {
    return true;
  }

  return [...part.querySelectorAll("input, textarea, select, video")].some((element) => {
    if (element instanceof HTMLVideoElement) {
      return !element.paused;
    }

    if (element instanceof HTMLSelectElement) {
      return (
        [...element.options].some((option) => option.selected !== option.defaultSelected) &&
        element.options[0] !== element.selectedOptions[0]
      );
    }

    const input = element as HTMLInputElement;
    return (
      input.type !== "hidden" &&
      (input.value !== input.defaultValue || (input.checked ?? false) !== (input.defaultChecked ?? false))
    );
  });
}

function keepOpen(old: Element, fresh: Element): void {
  const open = new Map([...old.querySelectorAll("details")].map((details) => [nameOf(details), details.open]));
  for (const details of fresh.querySelectorAll("details")) {
    details.open = open.get(nameOf(details)) ?? details.open;
  }
}

function nameOf(details: HTMLDetailsElement): string {
  return details.id || (details.querySelector("summary")?.textContent?.trim() ?? "");
}

/** How the focused element is found again; undefined = it cannot be. */
function signOf(element: Element | null): string | undefined {
  if (element?.id) {
    return `#${CSS.escape(element.id)}`;
  }

  const href = element?.getAttribute("href");
  if (href) {
    return `a[href="${CSS.escape(href)}"]`;
  }

  const details = element?.closest("details");
  return element?.tagName === "SUMMARY" && details?.id ? `#${CSS.escape(details.id)} > summary` : undefined;
}
