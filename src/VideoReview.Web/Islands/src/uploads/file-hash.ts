// The hash of a file of any size, read in pieces that fit into a phone's memory.

export const PIECE_BYTES = 4 << 20;

export interface Hasher {
  update(piece: Uint8Array): void;
  digest(): Uint8Array;
}

/** In hex. */
export async function hexOf(file: Blob, hasher: Hasher): Promise<string> {
  for (let at = 0; at < file.size; at += PIECE_BYTES) {
    hasher.update(new Uint8Array(await file.slice(at, at + PIECE_BYTES).arrayBuffer()));
  }

  return hex(hasher.digest());
}

export function hex(bytes: Uint8Array): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
