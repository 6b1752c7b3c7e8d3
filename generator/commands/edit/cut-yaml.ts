import type { TextMember } from '../../load/json-members.ts';
import { readMember, yamlMembers } from '../../load/yaml-blocks.ts';
import type { Cut, Piece } from './document-pieces.ts';

/** Cuts a YAML text that was read as the sum of its members; undefined where its path items and components are no blocks of lines. */
export function cutYaml(text: string): Cut | undefined {
  const members = yamlMembers(text, { from: 0, to: text.length });
  if (members === undefined) return undefined;
  const pieces: Piece[] = [];
  const glue = [text.slice(0, members[0]?.begin)];
  /** The members of a member, of which only what is between its key and the first of them is not looked at: nothing, or comments. */
  const within = (member: TextMember): TextMember[] | undefined => {
    const parts = yamlMembers(text, { from: member.value, to: member.end });
    glue.push(text.slice(member.value, parts?.[0]?.begin).trim());
    return parts;
  };
  const components = members.filter(({ name }) => name === 'components').map(within);
  const kinds = components.flatMap((parts) => parts ?? []).map((kind) => ({ prefix: `components/${kind.name}`, parts: within(kind) }));
  const paths = members.filter(({ name }) => name === 'paths').map((member) => ({ prefix: 'paths', parts: within(member) }));
  if (components.includes(undefined)) return undefined;
  for (const { prefix, parts } of [...paths, ...kinds]) {
    if (parts === undefined) return undefined;
    for (const part of parts) pieces.push({ ...part, key: `${prefix}/${part.name}` });
  }
  pieces.sort((a, b) => a.begin - b.begin);
  return { members, pieces, glue: glue.filter((one) => one !== '').join('\n'), toJson: ({ begin, end }) => toJson(text.slice(begin, end)) };
}

function toJson(written: string): string | undefined {
  const values = Object.values(readMember(written) ?? {});
  return values.length === 1 ? JSON.stringify(values[0]) : undefined;
}
