// Reads a file in pieces and tells its SHA-256, off the page's own thread. A library, since
// crypto.subtle is missing on plain http.
import { sha256 } from "@noble/hashes/sha2.js";

const PIECE_BYTES = 4 << 20;

self.addEventListener("message", (event: MessageEvent<File>) => void digest(event.data));

async function digest(file: File): Promise<void> {
  const hash = sha256.create();
  for (let at = 0; at < file.size; at += PIECE_BYTES) {
    hash.update(new Uint8Array(await file.slice(at, at + PIECE_BYTES).arrayBuffer()));
  }

  self.postMessage([...hash.digest()].map((byte) => byte.toString(16).padStart(2, "0")).join(""));
}
