type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

/** Compiles with `true` only where both types are the same, and with `false` only where they are not. */
export function isType<A, B>(_same: Same<A, B>): void {
  // What it says is said to the compiler.
}
