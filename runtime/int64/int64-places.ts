/**
 * Where the values of a schema have integers of 64 bits: there a program has bigints. Generated from the contract; nothing is said of parts
 * that have none. Components say it once, and are named by functions, since they may be within themselves.
 */
export interface Int64Places {
  /** The value itself, where it is an integer. */
  readonly self?: true;
  readonly properties?: Readonly<Record<string, Int64Place>>;
  readonly patterns?: readonly (readonly [pattern: RegExp, place: Int64Place])[];
  /** Of properties that are neither among `declared` nor fit a pattern. */
  readonly others?: Int64Place;
  readonly declared?: readonly string[];
  /** Of the first items, one by one. */
  readonly first?: readonly (Int64Place | null)[];
  readonly items?: Int64Place;
  /** What else is said of the same value. */
  readonly also?: readonly Int64Place[];
  /** Branches of which a property tells the one that is meant; any other value of it leaves all of them possible. */
  readonly choice?: {
    readonly property: string;
    readonly values: Readonly<Record<string, number>>;
    readonly branches: readonly (Int64Place | null)[];
  };
}

export type Int64Place = Int64Places | (() => Int64Places);
