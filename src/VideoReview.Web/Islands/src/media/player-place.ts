// A form of the page is sent and its answer is a page again: the video goes on where it was, as fast and as loud.

const LONGEST_MS = 600_000;

interface Place {
  at: number;
  speed: number;
  volume: number;
  muted: boolean;
  left: number;
}

export function keepPlace(video: HTMLVideoElement): void {
  const key = `vr-place ${location.pathname} ${video.src.split(/[?#]/)[0]}`;
  const kept = sessionStorage.getItem(key);
  sessionStorage.removeItem(key);
  if (kept) {
    const place = JSON.parse(kept) as Place;
    if (Date.now() - place.left < LONGEST_MS) goTo(video, place);
  }

  document.addEventListener("submit", () => {
    if (!video.isConnected || video.currentTime === 0) return;
    const { currentTime: at, playbackRate: speed, volume, muted } = video;
    sessionStorage.setItem(key, JSON.stringify({ at, speed, volume, muted, left: Date.now() } satisfies Place));
  });
}

function goTo(video: HTMLVideoElement, place: Place): void {
  [video.volume, video.muted] = [place.volume, place.muted];
  [video.defaultPlaybackRate, video.playbackRate] = [place.speed, place.speed];
  video.currentTime = place.at;
}
