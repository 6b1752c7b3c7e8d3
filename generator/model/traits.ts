import type { Located } from '../load/located.ts';
import type { Reading } from './reading.ts';

/**
 * An operation or message with the traits that are applied to it. In AsyncAPI 3 its own members come first ("Operation Trait
 * Object": a trait must not override the target), in AsyncAPI 2 those of the traits; of several traits the last counts.
 */
export class WithTraits {
  readonly #sources: readonly Located[];

  constructor(located: Located, root: Located, reading: Reading) {
    const traits = (located.get('traits')?.items() ?? []).flatMap((item) => reading.follow(item) ?? []).reverse();
    const traitsWin = root.text('asyncapi')?.startsWith('2.') === true;
    this.#sources = traitsWin ? [...traits, located] : [located, ...traits];
  }

  get(name: string): Located | undefined {
    for (const source of this.#sources) {
      const member = source.get(name);
      if (member !== undefined) return member;
    }
    return undefined;
  }

  /** The member wherever it is written, of the target and of its traits. */
  all(name: string): Located[] {
    return this.#sources.flatMap((source) => source.get(name) ?? []);
  }

  /** The text of a member, if it is one. */
  text(name: string): string | undefined {
    const value = this.get(name)?.value;
    return typeof value === 'string' ? value : undefined;
  }
}
