/** An answer that is ready to be written. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** What the texts of those that the contract declares were made from. */
  readonly headerValues?: Readonly<Record<string, unknown>>;
  readonly body?: string | Buffer;
  /** What the body was made from. */
  readonly value?: unknown;
}

/** An error in the form of RFC 9457; `more` is told besides. */
export function problemAnswer(status: number, title: string, more: Readonly<Record<string, unknown>> = {}, headers: Readonly<Record<string, string>> = {}): Answer {
  return {
    status,
    headers: { ...headers, 'content-type': 'application/problem+json' },
    body: `${JSON.stringify({ title, status, ...more }, null, 2)}\n`,
  };
}
