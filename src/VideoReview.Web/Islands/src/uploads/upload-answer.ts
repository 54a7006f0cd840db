// What the server said about an upload, read from its status and body.

/** What a person is told: the server's own sentence, or nothing when the line failed. */
export class Refused extends Error {
  constructor(readonly code: string, readonly sentence: string) {
    super(code);
  }
}

/** Is it worth another try? Not where the server has said no; a lock and a wrong place pass. */
export function isTriedAgain(status: number): boolean {
  return status < 400 || status >= 500 || status === 409 || status === 423;
}

/** Null = the line failed, or a server that fails: it has not said no, and what it holds can be gone on with. */
export function refusalOf(status: number, body: string): Refused | null {
  return status >= 400 && status < 500 ? said(status, body) : null;
}

/** Whatever it was, in the server's words where it has some. */
export function said(status: number, body: string): Refused {
  try {
    const { code, sentence } = JSON.parse(body) as { code: string; sentence: string };
    return new Refused(code, sentence);
  } catch {
    return new Refused(String(status), "");
  }
}
