// What a page says by itself (role=status) is read out only when it changes after the page has come: what stands there
// already is said once more in the layout's empty place for it.

const QUIET_MS = 300;
const SAID_MS = 10_000;

export function announce(): void {
  const place = document.querySelector<HTMLElement>("[data-announced]");
  const words = [...document.querySelectorAll<HTMLElement>("[role=status]")]
    .filter((each) => each !== place)
    .map((each) => each.textContent?.trim().replace(/\s+/g, " ") ?? "")
    .filter(Boolean);
  if (!place || words.length === 0) return;
  setTimeout(() => (place.textContent = words.join(". ")), QUIET_MS);
  // Whoever reads the page on its own finds it once.
  setTimeout(() => (place.textContent = ""), QUIET_MS + SAID_MS);
}
