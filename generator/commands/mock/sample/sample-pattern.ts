import { RegExpParser, type AST } from '@eslint-community/regexpp';
import { toPattern } from '../convert-schema.ts';
import type { Random } from './random.ts';

/** Preferred to all others, so that what is made can be read. */
const plain = [...'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.:/@ ,;+'];
/** For classes that none of those are in. */
const others = Array.from({ length: 0x250 }, (_, code) => String.fromCodePoint(code)).concat([...'αжあ中한😀']);

/** A text that the pattern was read for: look-arounds are not kept to, so whoever asks must try what he gets. */
export function samplePattern(pattern: string, random: Random, repeats: number): string {
  const { source, flags } = toPattern(pattern) ?? { source: pattern, flags: '' };
  const tree = new RegExpParser({ ecmaVersion: 2024 }).parsePattern(source, undefined, undefined, { unicode: flags.includes('u') });
  return new Writer(random, repeats, flags).alternatives(tree.alternatives);
}

class Writer {
  readonly #random: Random;
  readonly #repeats: number;
  readonly #flags: string;
  readonly #groups = new Map<AST.CapturingGroup, string>();

  /** `repeats`: how often at most something is repeated beyond what it must be. */
  constructor(random: Random, repeats: number, flags: string) {
    this.#random = random;
    this.#repeats = repeats;
    this.#flags = flags;
  }

  alternatives(alternatives: readonly AST.Alternative[]): string {
    return this.#random.pick(alternatives).elements.map((element) => this.#element(element)).join('');
  }

  #element(element: AST.Element): string {
    switch (element.type) {
      case 'Character':
        return String.fromCodePoint(element.value);
      case 'CharacterSet':
      case 'CharacterClass':
      case 'ExpressionCharacterClass':
        return this.#oneOf(element.raw);
      case 'Group':
        return this.alternatives(element.alternatives);
      case 'CapturingGroup':
        return this.#group(element);
      case 'Backreference':
        return element.ambiguous ? '' : (this.#groups.get(element.resolved) ?? '');
      case 'Quantifier':
        return this.#repeated(element);
      case 'Assertion':
        return '';
    }
  }

  #group(element: AST.CapturingGroup): string {
    const text = this.alternatives(element.alternatives);
    this.#groups.set(element, text);
    return text;
  }

  #repeated({ min, max, element }: AST.Quantifier): string {
    const count = this.#random.between(min, Math.min(max, min + this.#repeats));
    return Array.from({ length: count }, () => this.#element(element)).join('');
  }

  /** A character of a class; the class itself says which those are. */
  #oneOf(source: string): string {
    const test = new RegExp(`^${source}$`, this.#flags);
    const readable = plain.filter((character) => test.test(character));
    const possible = readable.length > 0 ? readable : others.filter((character) => test.test(character));
    return possible.length === 0 ? '' : this.#random.pick(possible);
  }
}
