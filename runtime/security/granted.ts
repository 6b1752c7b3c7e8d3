/** A caller and the scopes that its credential carries. */
export class Granted<Actor> {
  readonly actor: Actor;
  readonly scopes: readonly string[];

  constructor(actor: Actor, scopes: readonly string[]) {
    this.actor = actor;
    this.scopes = scopes;
  }
}

/**
 * What sign-in returns for a scheme of which the contract demands scopes. The runtime compares them with those of the
 * operation (RFC 6749 section 3.3: they are told apart by case) and answers 403 where one is missing.
 *
 * @example
 * return grant({ userId: claims.sub }, String(claims.scope).split(' '));
 */
export function grant<Actor>(actor: Actor, scopes: readonly string[]): Granted<Actor> {
  return new Granted(actor, scopes);
}
