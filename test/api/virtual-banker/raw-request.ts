import type { ApiError } from '../../../generated/virtual-banker/types.ts';

export interface RawAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Of a JSON answer. */
  readonly body: ApiError & { readonly violations?: readonly { readonly in: string; readonly pointer: string; readonly message: string }[] };
}

interface RawInput {
  readonly method?: string;
  readonly token?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Bytes and texts go as they are; anything else as JSON. */
  readonly body?: unknown;
}

/** A request that the generated client would not make. */
export async function rawRequest(url: string, { method = 'POST', token, headers, body }: RawInput = {}): Promise<RawAnswer> {
  const answer = await fetch(url, {
    method,
    headers: {
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...headers,
    },
    body: body === undefined || typeof body === 'string' || body instanceof Uint8Array ? (body as BodyInit | undefined) : JSON.stringify(body),
  });
  const text = await answer.text();
  const isJson = text !== '' && (answer.headers.get('content-type')?.startsWith('application/json') ?? false);
  return { status: answer.status, headers: answer.headers, text, body: (isJson ? JSON.parse(text) : undefined) as RawAnswer['body'] };
}
