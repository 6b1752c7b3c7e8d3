import { endOfValue, jsonMembers, skipSpace, type EndOfValue, type TextMember } from '../../load/json-members.ts';
import type { Cut, Piece } from './document-pieces.ts';

/** Cuts a JSON text; undefined for what is no JSON outside of its pieces. */
export function cutJson(text: string): Cut | undefined {
  const pieces: Piece[] = [];
  const within = (prefix: string): EndOfValue => (_, open) => {
    const object = jsonMembers(text, open);
    for (const member of object?.members ?? []) pieces.push({ ...member, key: `${prefix}/${member.name}` });
    return object?.end;
  };
  const root = jsonMembers(text, skipSpace(text, 0), (_, value, name) => {
    if (name === 'paths') return within('paths')(text, value, name);
    if (name !== 'components') return endOfValue(text, value);
    return jsonMembers(text, value, (__, open, kind) => within(`components/${kind}`)(text, open, kind))?.end;
  });
  if (root === undefined || skipSpace(text, root.end) < text.length) return undefined;
  return { members: root.members, pieces, glue: '', toJson: ({ value, end }: TextMember) => asJson(text.slice(value, end)) };
}

/** A text that is a value with another one in its place is as valid as it was (RFC 8259, section 2). */
function asJson(text: string): string | undefined {
  try {
    JSON.parse(text);
    return text;
  } catch {
    return undefined;
  }
}
