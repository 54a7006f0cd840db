// Reads a file in pieces and tells its SHA-256, off the page's own thread. A library, since crypto.subtle is missing on
// plain http and takes whole files only: WebAssembly, which this script alone is allowed (ShellSetup), and plain
// script where a browser forbids it, such as a phone in lockdown mode.
import { createSHA256 } from "hash-wasm";
import { hexOf, type Hasher } from "./file-hash.js";

self.addEventListener("message", (event: MessageEvent<File>) => void tell(event.data));

async function tell(file: File): Promise<void> {
  self.postMessage(await hexOf(file, await hasher()));
}

async function hasher(): Promise<Hasher> {
  try {
    const wasm = await createSHA256();
    return { update: (piece) => void wasm.update(piece), digest: () => wasm.digest("binary") };
  } catch {
    const { sha256 } = await import("@noble/hashes/sha2.js");
    const plain = sha256.create();
    return { update: (piece) => void plain.update(piece), digest: () => plain.digest() };
  }
}
