/** A request as it goes out. */
export interface WireRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Buffer;
}

/** An answer as it came. Names of headers are in lower case. */
export interface WireResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, readonly string[]>>;
  readonly body: Buffer;
  /** The body went on after what was read of it: it is long, or it is a stream. */
  readonly isCut: boolean;
  readonly milliseconds: number;
}

/** The connection failed, or nothing came in time. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
  /** Nothing came in time; else the connection failed. */
  readonly isLate: boolean;
  /** The connection failed that had been kept from an earlier request, before anything came. */
  readonly wasKept: boolean;

  constructor(message: string, { isLate, wasKept }: { readonly isLate: boolean; readonly wasKept: boolean }) {
    super(message);
    this.isLate = isLate;
    this.wasKept = wasKept;
  }
}

export function headerOf({ headers }: WireResponse, name: string): string | undefined {
  return headers[name.toLowerCase()]?.join(', ');
}

/** `application/json` of `application/json; charset=utf-8`. */
export function mediaTypeOf(response: WireResponse): string | undefined {
  return headerOf(response, 'content-type')?.split(';')[0]?.trim().toLowerCase();
}
