/** Bytes of an answer, not read yet: they can be taken once, in one of these ways. */
export interface Download {
  /** As the server says, parameters included; empty where it says nothing. */
  readonly type: string;
  /** In bytes, where the server says. */
  readonly size: number | undefined;
  stream(): ReadableStream<Uint8Array>;
  bytes(): Promise<Uint8Array<ArrayBuffer>>;
  arrayBuffer(): Promise<ArrayBuffer>;
  blob(): Promise<Blob>;
  /** Decoded as UTF-8. */
  text(): Promise<string>;
}

export function downloadOf(response: Response): Download {
  const size = response.headers.get('content-length');
  return {
    type: response.headers.get('content-type') ?? '',
    size: size === null || response.headers.has('content-encoding') ? undefined : Number(size),
    stream: () => response.body ?? new ReadableStream({ start: (controller) => controller.close() }),
    bytes: async () => new Uint8Array(await response.arrayBuffer()),
    arrayBuffer: () => response.arrayBuffer(),
    blob: () => response.blob(),
    text: () => response.text(),
  };
}
