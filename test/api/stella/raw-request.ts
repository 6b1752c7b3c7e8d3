/** An error in this API's manner. */
export interface ErrorBody {
  readonly msg?: string;
  readonly error?: string;
  readonly errors?: readonly { readonly in: string; readonly pointer: string; readonly message: string }[];
}

export interface RawAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Of a JSON answer. */
  readonly body: ErrorBody;
}

interface RawInput {
  readonly method?: string;
  readonly token?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Bytes and texts go as they are; anything else as JSON. */
  readonly body?: unknown;
  readonly redirect?: RequestRedirect;
}

/** A request that the generated client would not make. */
export async function rawRequest(url: string, { method = 'GET', token, headers, body, redirect }: RawInput = {}): Promise<RawAnswer> {
  const answer = await fetch(url, {
    method,
    redirect,
    headers: {
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...headers,
    },
    body: toBytes(body),
  });
  const text = await answer.text();
  const isJson = text !== '' && answer.headers.get('content-type')?.startsWith('application/json') === true;
  return { status: answer.status, headers: answer.headers, text, body: (isJson ? JSON.parse(text) : {}) as ErrorBody };
}

function toBytes(body: unknown): BodyInit | undefined {
  if (body === undefined || typeof body === 'string') return body;
  return body instanceof Uint8Array ? new Uint8Array(body) : JSON.stringify(body);
}
