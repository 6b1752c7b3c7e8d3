import { isScalar } from 'yaml';
import type { Fixer } from './edit.ts';
import { extent, findNode } from './find-node.ts';

/** `https://example.com/v1/` → `https://example.com/v1` */
export const cutSlash: Fixer = ({ position }, { document, text }) => {
  const node = findNode(document, position.pointer);
  if (!isScalar(node) || typeof node.value !== 'string') return [];
  const [start, end] = extent(node);
  const [slashes] = /\/+(?=["']?$)/.exec(text.slice(start, end)) ?? [];
  // A server that is nothing but a slash is the root of this host.
  if (slashes === undefined || node.value === slashes) return [];
  const at = text.lastIndexOf(slashes, end - 1);
  return [{ start: at, end: at + slashes.length, text: '' }];
};
