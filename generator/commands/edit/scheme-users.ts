import { textOf } from './document-pieces.ts';
import type { EditedDocument } from './document-change.ts';

/** Security schemes are told by their names alone. */
export const schemes = 'components/securitySchemes/';

/** Path items that may name one of the schemes that were edited; undefined where the whole document may do so. */
export function schemeUsers({ before, after, changed }: EditedDocument): string[] | undefined {
  const names = [...changed].filter((key) => key.startsWith(schemes)).map((key) => key.slice(schemes.length));
  const documents = names.length === 0 ? [] : [before, after];
  const isNamed = (text: string) => names.some((name) => text.includes(name)) || /\\[ux]/i.test(text);
  for (const document of documents) {
    const general = document.others.get('security');
    if (general !== undefined && isNamed(textOf(document, general))) return undefined;
  }
  return documents.flatMap((document) => [...document.pieces].flatMap(([key, piece]) => {
    const text = textOf(document, piece);
    return !key.startsWith(schemes) && text.includes('security') && isNamed(text) ? [key] : [];
  }));
}
