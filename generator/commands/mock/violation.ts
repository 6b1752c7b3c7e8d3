/** One way in which a request breaks its contract. */
export interface Violation {
  /** `path`, `query`, `header`, `cookie` or `body`. */
  readonly in: string;
  /** JSON Pointer into that part. */
  readonly pointer: string;
  readonly keyword: string;
  readonly message: string;
}
