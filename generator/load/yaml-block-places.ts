import { parseDocument } from 'yaml';
import type { TextMember } from './json-members.ts';
import { appendToken, pointerTokens } from './json-pointer.ts';
import type { Places } from './source.ts';
import { yamlMembers } from './yaml-blocks.ts';
import { parseOptions } from './yaml-options.ts';
import { YamlPlaces } from './yaml-places.ts';

/** A shorter text is parsed as a whole to find a place in it. */
const largestPiece = 4000;

/** Where the parts of a YAML text stand that was read as the sum of its members: only the members in which places are asked for are parsed. */
export class YamlBlockPlaces implements Places {
  readonly #text: string;
  readonly #whole: TextMember;
  readonly #members = new Map<TextMember, ReadonlyMap<string, TextMember> | undefined>();
  readonly #places = new Map<TextMember, YamlPlaces>();

  constructor(text: string) {
    this.#text = text;
    this.#whole = { name: '', begin: 0, value: 0, end: text.length };
  }

  offsetOf(pointer: string, wantsKey: boolean): number {
    let within = this.#whole;
    let tokens = pointerTokens(pointer);
    while (within.end - within.begin > largestPiece) {
      const members = this.#membersOf(within);
      if (members === undefined) break;
      const [token, ...rest] = tokens;
      const next = token === undefined ? undefined : members.get(token);
      if (next === undefined) return this.#keyOf(within === this.#whole ? ([...members.values()][0] ?? within) : within);
      [within, tokens] = [next, rest];
    }
    return this.#offsetWithin(within, tokens, wantsKey);
  }

  #offsetWithin(member: TextMember, tokens: readonly string[], wantsKey: boolean): number {
    const { name, begin, end } = member;
    const places = this.#places.get(member) ?? new YamlPlaces(parseDocument(this.#text.slice(begin, end), parseOptions));
    this.#places.set(member, places);
    const path = member === this.#whole ? tokens : [name, ...tokens];
    return begin + places.offsetOf(path.reduce((to, token) => appendToken(to, token), ''), wantsKey);
  }

  #keyOf({ begin }: TextMember): number {
    return begin + this.#text.slice(begin).search(/[^ ]/);
  }

  #membersOf(member: TextMember): ReadonlyMap<string, TextMember> | undefined {
    if (!this.#members.has(member)) {
      const members = yamlMembers(this.#text, { from: member.value, to: member.end });
      this.#members.set(member, members && new Map(members.map((one) => [one.name, one])));
    }
    return this.#members.get(member);
  }
}
