// How long a video lasts, read from its header by the browser: a phone writes the header behind the pictures, where the
// server sees it only at the very end.
const PATIENCE_MS = 3_000;

/** Milliseconds; null = this browser cannot tell, or not soon. */
export function durationOf(file: File): Promise<number | null> {
  const video = document.createElement("video");
  const url = URL.createObjectURL(file);
  const told = new Promise<number | null>((resolve) => {
    setTimeout(() => resolve(null), PATIENCE_MS);
    video.addEventListener("loadedmetadata", () =>
      resolve(Number.isFinite(video.duration) && video.duration > 0 ? Math.round(video.duration * 1000) : null),
    );
    video.addEventListener("error", () => resolve(null));
  });
  video.preload = "metadata";
  video.muted = true;
  video.src = url;
  return told.finally(() => {
    video.removeAttribute("src");
    video.load();
    URL.revokeObjectURL(url);
  });
}
