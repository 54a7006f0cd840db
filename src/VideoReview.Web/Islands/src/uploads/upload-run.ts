// One file on its way: created with its first 64 KB, which the server judges, then sent by tus-js-client
// from wherever the server stands.
import { Upload, type DetailedError } from "tus-js-client";
import { isTriedAgain, Refused, refusalOf, said } from "./upload-answer.js";
import { durationOf } from "./upload-duration.js";
import { Speed } from "./upload-speed.js";

/** So much tells the server whether it is a video, before the rest is on its way. */
const HEAD_BYTES = 65_536;

const RETRY_MS = [0, 1_000, 3_000, 5_000, 10_000, 20_000, 30_000, 60_000];

export interface Unfinished {
  id: string;
  fileName: string;
  length: number;
  offset: number;
  expiresAt: string;
  /** Of the bytes that are there; null = none yet, or just being written. */
  sample: string | null;
}

export interface Progress {
  sent: number;
  total: number;
  bytesPerSecond: number;
}

/**
 * Begins an upload and returns its address; the first bytes travel along, with the duration, so that what is
 * not taken is refused at once.
 */
export async function create(entry: string, file: File): Promise<string> {
  const duration = await durationOf(file);
  const metadata = [
    `filename ${base64(file.name)}`,
    `filetype ${base64(file.type)}`,
    ...(duration ? [`duration ${base64(String(duration))}`] : []),
  ];
  const answer = await fetch(`/uploads?entry=${entry}`, {
    method: "POST",
    body: file.slice(0, HEAD_BYTES),
    headers: {
      "Tus-Resumable": "1.0.0",
      "Upload-Length": String(file.size),
      "Upload-Metadata": metadata.join(","),
      "Content-Type": "application/offset+octet-stream",
    },
  });
  if (!answer.ok) throw await failureOf(answer);
  return answer.headers.get("Location") ?? "";
}

/** An upload that cannot be reached now stays in the list of unfinished ones. */
export async function cancel(url: string): Promise<void> {
  if (url) await fetch(url, { method: "DELETE", headers: { "Tus-Resumable": "1.0.0" } }).catch(() => undefined);
}

/** Refused when what arrived is not what was read; a hash that could not be had says nothing against it. */
async function compare(url: string, sha256: string | null): Promise<void> {
  if (!sha256) return;
  const answer = await fetch(`${url}/hash`, {
    method: "POST",
    body: JSON.stringify({ sha256 }),
    headers: { "Content-Type": "application/json", "X-Requested-By": "vr-uploader" },
  });
  if (!answer.ok) throw await failureOf(answer);
}

/** The file's SHA-256 in hex, or null where no worker runs. */
function hashOf(file: File): Promise<string | null> {
  return new Promise((resolve) => {
    try {
      const worker = new Worker(new URL("./hash-worker.js", import.meta.url), { type: "module" });
      worker.onmessage = (event: MessageEvent<string>) => {
        worker.terminate();
        resolve(event.data);
      };
      worker.onerror = () => resolve(null);
      worker.postMessage(file);
    } catch {
      resolve(null);
    }
  });
}

export interface Listener {
  progressed(progress: Progress): void;
  /** The line failed and is tried again by itself. */
  retrying(): void;
  /** All bytes are there; whether they are the right ones is being asked. */
  comparing(): void;
  finished(): void;
  /** With the server's reason, or null when the line failed for good. */
  failed(refusal: Refused | null): void;
}

/** Sends the file to an upload that exists, from the server's offset on. */
export class Run {
  readonly #upload: Upload;
  readonly #hash: Promise<string | null>;
  readonly #speed = new Speed();

  constructor(file: File, url: string, listener: Listener) {
    this.#hash = hashOf(file);
    this.#upload = new Upload(file, {
      uploadUrl: url,
      retryDelays: RETRY_MS,
      metadata: { filename: file.name, filetype: file.type },
      removeFingerprintOnSuccess: true,
      onProgress: (sent, total) => {
        const bytesPerSecond = this.#speed.at(performance.now(), sent);
        listener.progressed({ sent, total: total ?? file.size, bytesPerSecond });
      },
      onShouldRetry: (error, _attempt, options) => {
        const status = (error as DetailedError).originalResponse?.getStatus() ?? 0;
        const again = navigator.onLine && isTriedAgain(status) && Boolean(options);
        if (again) listener.retrying();
        return again;
      },
      onSuccess: () => void this.#compare(url, listener),
      onError: (error) => listener.failed(sentenceOf(error as DetailedError)),
    });
  }

  start(): void {
    this.#speed.reset();
    this.#upload.start();
  }

  /** What is on the server stays there. */
  pause(): Promise<void> {
    return this.#upload.abort();
  }

  async #compare(url: string, listener: Listener): Promise<void> {
    listener.comparing();
    const refusal = await this.#hash.then((hash) => compare(url, hash)).catch((error: unknown) => error);
    if (refusal instanceof Refused && refusal.code === "uploads.damaged") listener.failed(refusal);
    else listener.finished();
  }
}

function sentenceOf(error: DetailedError): Refused | null {
  return refusalOf(error.originalResponse?.getStatus() ?? 0, error.originalResponse?.getBody() ?? "");
}

async function failureOf(answer: Response): Promise<Refused> {
  return said(answer.status, await answer.text().catch(() => ""));
}

function base64(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}
