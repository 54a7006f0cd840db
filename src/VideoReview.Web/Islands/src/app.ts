// The islands: each loads only where its element stands on the page.
const islands: Record<string, () => Promise<unknown>> = {};

for (const [name, load] of Object.entries(islands)) {
  if (document.querySelector(name)) {
    void load();
  }
}

export {};
