import type { TextMember } from '../../load/json-members.ts';
import { cutJson } from './cut-json.ts';
import { cutYaml } from './cut-yaml.ts';

/** A path item or a component, as it stands in the text of a document. */
export interface Piece extends TextMember {
  /** The pointer that leads to a component, without its escapes: `components/schemas/Pet`; of a path item `paths//pets`. */
  readonly key: string;
}

/** What is cut out of a text. */
export interface Cut {
  /** Of the document. */
  readonly members: readonly TextMember[];
  /** In the order of the text. */
  readonly pieces: readonly Piece[];
  /** What belongs to no member and is not told by them: comments. */
  readonly glue: string;
  /** The value of a member as JSON; undefined where it is not sound by itself. */
  readonly toJson: (member: TextMember) => string | undefined;
}

/** The text of an OpenAPI document, taken apart. */
export interface DocumentPieces extends Pick<Cut, 'glue' | 'toJson'> {
  readonly text: string;
  /** By their keys, in the order of the text. */
  readonly pieces: ReadonlyMap<string, Piece>;
  /** Members of the document besides `paths` and `components`, by name. */
  readonly others: ReadonlyMap<string, TextMember>;
}

/** Cuts a text of JSON or YAML; undefined where it is not plainly made of members that have names of their own. */
export function cutDocument(text: string): DocumentPieces | undefined {
  const cut = /^\s*\{/.test(text) ? cutJson(text) : cutYaml(text);
  if (cut === undefined) return undefined;
  const pieces = new Map(cut.pieces.map((piece) => [piece.key, piece]));
  const others = new Map(cut.members.map((member) => [member.name, member]));
  if (pieces.size !== cut.pieces.length || others.size !== cut.members.length) return undefined;
  for (const container of ['paths', 'components']) others.delete(container);
  return { text, pieces, others, glue: cut.glue, toJson: once(cut.toJson) };
}

/** Members are asked for as often as somebody refers to them. */
function once(toJson: Cut['toJson']): Cut['toJson'] {
  const known = new Map<TextMember, string | undefined>();
  return (member) => {
    if (!known.has(member)) known.set(member, toJson(member));
    return known.get(member);
  };
}

/** What stands in a text for a member, its key included. */
export function textOf({ text }: DocumentPieces, { begin, end }: TextMember): string {
  return text.slice(begin, end);
}
