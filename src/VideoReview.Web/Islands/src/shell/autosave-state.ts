// What autosave is answered, what it says, and what can be done about it right there.

export interface Saved {
  savedAt: string;
  rowVersion: string;
}

export interface Refused {
  code: string;
  sentence: string;
}

export function show(place: HTMLElement, state: string, words: string, act: HTMLElement | null): void {
  place.replaceChildren(words, ...(act ? [" ", act] : []));
  place.dataset.autosaveState = state;
}

/** In another tab, so that what was typed stays where it is. */
export function signInLink(words: string): HTMLElement {
  const link = document.createElement("a");
  [link.href, link.target, link.textContent] = ["/sign-in", "_blank", words];
  return link;
}

/** The form's own page shows both texts when what it is sent is stale. */
export function compareButton(form: HTMLFormElement, words: string): HTMLElement {
  const button = document.createElement("button");
  [button.type, button.className, button.textContent] = ["button", "link", words];
  button.addEventListener("click", () =>
    form.requestSubmit(form.querySelector<HTMLButtonElement>("button:not([type=button])")),
  );
  return button;
}
