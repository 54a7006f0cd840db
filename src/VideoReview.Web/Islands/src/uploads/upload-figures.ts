// Numbers of an upload as people read them. MB = 1,000,000 bytes, as everywhere in the product.
import type { Progress, Unfinished } from "./upload-run.js";

type Say = (word: string, values?: Record<string, string>) => string;

const number = (value: number) =>
  new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 1 }).format(value);

export function sizeOf(bytes: number): string {
  if (bytes >= 1e9) return `${number(bytes / 1e9)} GB`;
  return bytes >= 1e6 ? `${number(bytes / 1e6)} MB` : `${number(bytes / 1e3)} KB`;
}

/** Rounded down: 100 % is said of what is all there. */
export function percentOf(upload: Unfinished): string {
  return String(Math.floor((upload.offset / upload.length) * 100));
}

/** "63 % · 31,5 MB dari 50 MB · 1,2 MB/detik · sisa 3 menit" */
export function numbersOf({ sent, total, bytesPerSecond }: Progress, say: Say): string {
  const parts = [
    `${Math.floor((sent / Math.max(1, total)) * 100)} %`,
    say("of", { sent: sizeOf(sent), total: sizeOf(total) }),
  ];
  if (bytesPerSecond > 0) {
    parts.push(
      say("speed", { size: sizeOf(bytesPerSecond) }),
      say("left", { time: timeOf((total - sent) / bytesPerSecond, say) }),
    );
  }

  return parts.join(" · ");
}

function timeOf(seconds: number, say: Say): string {
  if (seconds < 60) return say("seconds", { number: String(Math.max(1, Math.round(seconds))) });
  return seconds < 3600
    ? say("minutes", { number: String(Math.round(seconds / 60)) })
    : say("hours", { number: number(seconds / 3600) });
}
