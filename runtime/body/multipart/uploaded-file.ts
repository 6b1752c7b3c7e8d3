/**
 * A file of a multipart body, complete before the handler is called. It may be read as often as needed, as bytes or as a stream,
 * until the request is answered; then it is gone.
 */
export interface UploadedFile {
  /** As its sender calls it, without folders. Anybody's text: never to be used as a path. Empty where none was given. */
  readonly name: string;
  /** Media type of the part, in lower case and without parameters. */
  readonly type: string;
  /** In bytes. */
  readonly size: number;
  /** Headers of the part that the contract declares, in lower case. */
  readonly headers: Readonly<Record<string, unknown>>;
  bytes(): Promise<Uint8Array>;
  /** Decoded as UTF-8; what is none becomes U+FFFD. */
  text(): Promise<string>;
  stream(): AsyncIterable<Uint8Array>;
}
