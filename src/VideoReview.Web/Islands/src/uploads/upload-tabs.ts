// Two tabs on one file: the server takes bytes from one at a time, and each tab would take the other's place again and
// again. The newer one goes on, the older is told.
const tabs = new BroadcastChannel("vr-uploader");

export function sendsHere(url: string): void {
  tabs.postMessage(url);
}

/** @param sent The address of an upload that another tab of this browser sends now. */
export function onSentElsewhere(told: (sent: string) => void): void {
  tabs.addEventListener("message", (event: MessageEvent<string>) => told(event.data));
}
