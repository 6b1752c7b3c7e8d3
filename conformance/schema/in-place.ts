import type { Schemas } from './schemas.ts';
import { listedSites, memberSite, namedSites, textWord, type Site, type Sites } from './site.ts';

/**
 * Every schema that has a say about the same value, whether it has to hold or only may: through references, `allOf`, choices,
 * conditions and `not`. Each once, from the outside to the inside.
 */
export function inPlace(sites: Sites, schemas: Schemas): Site[] {
  const found = new Map<string, Site>();
  const open = [...sites];
  for (let site = open.shift(); site !== undefined; site = open.shift()) {
    const id = `${site.file}#${site.pointer}`;
    if (found.has(id)) continue;
    found.set(id, site);
    open.push(...subschemas(site, schemas));
  }
  return [...found.values()];
}

function subschemas(site: Site, schemas: Schemas): Site[] {
  const reference = textWord(site, '$ref');
  const target = reference === undefined ? undefined : schemas.target(reference);
  const single = ['not', 'if', 'then', 'else'].map((keyword) => memberSite(site, keyword));
  return [
    ...[target, ...single].filter((part) => part !== undefined),
    ...['allOf', 'anyOf', 'oneOf'].flatMap((keyword) => listedSites(site, keyword)),
    ...namedSites(site, 'dependentSchemas').map(([, part]) => part),
  ];
}
