// Which unfinished upload a chosen file belongs to: by its bytes, since another device may have named it otherwise.
import { sha256 } from "@noble/hashes/sha2.js";
import { Upload } from "tus-js-client";
import { hex } from "./file-hash.js";
import type { Unfinished } from "./upload-run.js";

/** As the server takes its samples: so much from the beginning, and as much from the end of what has come. */
const SAMPLE_BYTES = 65_536;

export interface Match {
  /** Go on with this one. */
  known?: Unfinished;
  /** Something else was begun, and this file is not it. */
  other?: Unfinished;
}

/** Unfinished uploads of the entry, as the server knows them, also those begun elsewhere; null = it did not say. */
export async function unfinishedOf(entry: string): Promise<Unfinished[] | null> {
  const answer = await fetch(`/uploads?entry=${entry}`, {
    headers: { Accept: "application/json" },
    cache: "no-store",
  }).catch(() => null);
  return answer?.ok ? ((await answer.json()) as Unfinished[]) : null;
}

/** Among several that fit, the one that this browser began. */
export async function matchOf(file: File, unfinished: Unfinished[]): Promise<Match> {
  const same: Unfinished[] = [];
  for (const upload of unfinished) {
    if (upload.length === file.size && (await isBegunBy(file, upload))) same.push(upload);
  }

  if (same.length < 2) return same[0] ? { known: same[0] } : { other: unfinished.find((upload) => upload.offset > 0) };
  const remembered = await new Upload(file, { endpoint: "/uploads" }).findPreviousUploads();
  return {
    known: same.find((upload) => remembered.some((previous) => previous.uploadUrl?.endsWith(upload.id))) ?? same[0],
  };
}

/**
 * Without a sample (nothing there yet, or just being written) the name decides; the hash at the end finds out the rest.
 */
async function isBegunBy(file: File, upload: Unfinished): Promise<boolean> {
  return upload.sample ? upload.sample === (await sampleOf(file, upload.offset)) : upload.fileName === file.name.trim();
}

async function sampleOf(file: File, offset: number): Promise<string> {
  const count = Math.min(offset, SAMPLE_BYTES);
  const bytes = new Uint8Array(
    await new Blob([file.slice(0, count), file.slice(offset - count, offset)]).arrayBuffer(),
  );
  return hex(sha256(bytes));
}
