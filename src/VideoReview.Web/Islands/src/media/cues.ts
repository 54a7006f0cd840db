// The cues of a storyboard: a WebVTT file whose cues name parts of one sprite.

export interface Cue {
  from: number;
  to: number;
  url: string;
  x: number;
  y: number;
  width: number;
  height: number;
}

const SHAPE = /^(\d+):(\d+):([\d.]+) --> (\d+):(\d+):([\d.]+)\n(\S+)#xywh=(\d+),(\d+),(\d+),(\d+)$/gm;

/** Cues of the form "00:00:00.000 --> 00:00:03.000", then "SPRITE#xywh=0,0,160,90"; moments in seconds. */
export function readCues(text: string, base: URL): Cue[] {
  return [...text.matchAll(SHAPE)].map(([, h1, m1, s1, h2, m2, s2, url, ...box]) => {
    const [x = 0, y = 0, width = 0, height = 0] = box.map(Number);
    const seconds = (h = "0", m = "0", s = "0"): number => Number(h) * 3600 + Number(m) * 60 + Number(s);
    return {
      from: seconds(h1, m1, s1),
      to: seconds(h2, m2, s2),
      url: new URL(url ?? "", base).href,
      x,
      y,
      width,
      height,
    };
  });
}

/** What the seek bar shows at a moment: behind the last one, the last. */
export function cueAt(cues: Cue[], seconds: number): Cue | undefined {
  return cues.find((cue) => seconds < cue.to) ?? cues.at(-1);
}
