/** A place in a source document. Lines and columns start at 1. */
export interface Position {
  /** Path as it is shown to people: relative to the project, with `/`. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** JSON Pointer (RFC 6901) within the file. */
  readonly pointer: string;
}
