// The islands: each loads only where its element stands on the page.
const islands: Record<string, () => Promise<unknown>> = {
  "vr-autosave": () => import("./autosave.js"),
};

for (const [name, load] of Object.entries(islands)) {
  if (document.querySelector(name)) {
    void load();
  }
}

export {};
