// Sends a file with the unmodified tus-js-client and prints what became of it: node tus-client.mjs MODULE ADDRESS ENTRY COOKIE FILE GIVES-UP-AFTER [STORE]
import { createReadStream, statSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [module, address, entry, cookie, file, givesUpAfter, store] = process.argv.slice(2);
const { default: tus } = await import(pathToFileURL(module));
let retries = 0;
const upload = new tus.Upload(createReadStream(file), {
  endpoint: `${address}uploads?entry=${entry}`,
  headers: { Cookie: cookie },
  retryDelays: [0, 100, 300, 500, 1000, 1000, 2000, 3000, 5000, 5000, 5000],
  metadata: { filename: "dari node \u2014 \u00e9.mp4", filetype: "video/mp4" },
  ...(store ? { urlStorage: new tus.FileUrlStorage(store), fingerprint: async () => file } : {}),
  onShouldRetry: () => ++retries < Number(givesUpAfter),
  onSuccess: () => console.log(JSON.stringify({ url: upload.url, retries })),
  onError: (error) => console.log(JSON.stringify({ error: String(error), retries })),
});
const [previous] = store ? await upload.findPreviousUploads() : [];
if (previous) upload.resumeFromPreviousUpload(previous);
upload.start();
