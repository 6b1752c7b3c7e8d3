import type { Fixer } from './edit.ts';
import { extent, findKey } from './find-node.ts';

/** `200:` → `'200':` */
export const quoteStatus: Fixer = ({ position }, { document, text }) => {
  const key = findKey(document, position.pointer);
  if (key === undefined) return [];
  const [start, end] = extent(key);
  const written = text.slice(start, end);
  return /^\d{3}$/.test(written) ? [{ start, end, text: `'${written}'` }] : [];
};
