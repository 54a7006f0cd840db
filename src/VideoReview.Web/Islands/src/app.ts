// The islands: each loads only where its element stands on the page.
import { announce } from "./shell/announce.js";

const islands: Record<string, () => Promise<unknown>> = {
  "vr-autosave": () => import("./shell/autosave.js"),
  "vr-live": () => import("./shell/live.js"),
  "vr-uploader": () => import("./uploads/uploader.js"),
  "vr-player": () => import("./media/player.js"),
};

const load = () => {
  for (const [name, island] of Object.entries(islands)) {
    if (document.querySelector(name) && !customElements.get(name)) {
      void island();
    }
  }
};

load();
announce();
// A live refresh may bring an island that the page did not have before.
document.addEventListener("vr-refreshed", load);

export {};
