import { appendToken, pointerTokens } from '../../load/json-pointer.ts';
import { Located } from '../../load/located.ts';
import { isReference } from '../../load/references.ts';
import type { Remark, Rule } from '../rule.ts';
import type { Subject } from '../subject.ts';
import { visitDocuments } from '../visit-documents.ts';

export const unusedComponent: Rule = {
  id: 'unused-component',
  severity: 'warn',
  reason: 'What nothing leads to is read by people and kept up to date for nobody',
  check: (subject) => {
    const parts: Located[] = [];
    visitDocuments(subject, (part) => parts.push(part));
    const components = componentsOf(subject);
    const used = reach(linksOf(parts, components, subject));
    return [...components].filter(([id]) => !used.has(id)).map(([, component]) => toRemark(component));
  },
};

function toRemark(component: Located): Remark {
  const [, kind, name] = pointerTokens(component.pointer);
  return { at: component, isAboutKey: true, message: `nothing uses ${name} of ${kind}`, hint: 'Remove it, or refer to it' };
}

type Components = ReadonlyMap<string, Located>;

/** Members of `components` of every file, by their identity. */
function componentsOf({ sources }: Subject): Components {
  const kinds = sources.all.flatMap((source) => Located.rootOf(source).get('components')?.members() ?? []);
  const members = kinds.flatMap(([kind, list]) => (kind.startsWith('x-') ? [] : list.members().map(([, member]) => member)));
  return new Map(members.map((component) => [component.id, component]));
}

/** From a component, or from outside of all, to the components that it names. */
type Links = Map<string | undefined, Set<string>>;

function linksOf(parts: readonly Located[], components: Components, subject: Subject): Links {
  const links: Links = new Map();
  const link = (from: Located, to: Located) => {
    const [owner, target] = [ownerOf(from, components), ownerOf(to, components)];
    if (target !== undefined) links.set(owner, (links.get(owner) ?? new Set()).add(target));
  };
  for (const part of parts) {
    for (const target of targetsOf(part, subject)) link(part, target);
    for (const base of basesOf(part, subject)) link(base, part);
  }
  return links;
}

/** What a part of a document names: by reference, as security scheme, in a discriminator. */
function targetsOf(located: Located, { references }: Subject): Located[] {
  const follow = ($ref: string, at: Located) => references.target(at.withValue({ $ref })) ?? [];
  if (isReference(located.value)) return [references.target(located) ?? []].flat();
  if (located.key === 'security') {
    const names = located.items().flatMap((rule) => rule.members());
    return names.flatMap(([name, at]) => follow(`#${encodeURI(appendToken('/components/securitySchemes', name))}`, at));
  }
  const mapping = located.key === 'discriminator' ? (located.get('mapping')?.members() ?? []) : [];
  return mapping.flatMap(([, value]) => follow(mappedReference(String(value.value)), value));
}

/** A mapping names schemas by reference or by name (OpenAPI, "Discriminator Object"). */
function mappedReference(text: string): string {
  return /[#/.]/.test(text) ? text : `#${appendToken('/components/schemas', text)}`;
}

/** Whoever builds upon a schema with a discriminator is one that it may stand for. */
function basesOf(schema: Located, { references }: Subject): Located[] {
  const bases = schema.get('allOf')?.items().filter(({ value }) => isReference(value)) ?? [];
  return bases.flatMap((base) => references.target(base) ?? []).filter((base) => base.get('discriminator') !== undefined);
}

/** The component that a place belongs to: it, or what it stands within. */
function ownerOf({ source, pointer }: Located, components: Components): string | undefined {
  const id = `${source.path}#${pointer.split('/').slice(0, 4).join('/')}`;
  return components.has(id) ? id : undefined;
}

/** What can be reached from outside of all components. */
function reach(links: Links): Set<string> {
  const used = new Set<string>();
  const open: (string | undefined)[] = [undefined];
  while (open.length > 0) {
    for (const target of links.get(open.pop()) ?? []) {
      if (used.has(target)) continue;
      used.add(target);
      open.push(target);
    }
  }
  return used;
}
