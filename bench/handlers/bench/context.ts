/** What every handler of this service gets besides its request. Put the project's own types in place of `unknown`. */
export interface Context {
  /** Who is calling, as `sign-in.ts` found out. */
  readonly actor: unknown;
  readonly db: unknown;
  readonly services: unknown;
}
