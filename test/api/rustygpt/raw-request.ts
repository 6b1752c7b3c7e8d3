/** A problem in this API's manner. */
export interface ProblemBody {
  readonly code?: string;
  readonly message?: string;
  readonly status?: number;
  readonly details?: { readonly violations?: readonly { readonly pointer: string }[]; readonly retry_after_seconds?: number };
}

export interface RawAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Of a JSON answer. */
  readonly body: ProblemBody;
}

interface RawInput {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Texts go as they are; anything else as JSON. */
  readonly body?: unknown;
}

/** A request that the generated client would not make. Redirects are not followed. */
export async function rawRequest(url: string, { method = 'GET', headers, body }: RawInput = {}): Promise<RawAnswer> {
  const answer = await fetch(url, {
    method,
    redirect: 'manual',
    headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
    body: body === undefined || typeof body === 'string' ? body : JSON.stringify(body),
  });
  const text = await answer.text();
  const isJson = text !== '' && /[/+]json/.test(answer.headers.get('content-type') ?? '');
  return { status: answer.status, headers: answer.headers, text, body: (isJson ? JSON.parse(text) : {}) as ProblemBody };
}
