import type { Report } from '../change.ts';
import { alternativesOf } from '../../schema/alternatives.ts';
import type { Shape } from '../../schema/shape.ts';
import { childSite, namedSites, wordOf, type Site, type Sites } from '../../schema/site.ts';
import type { Context } from './context.ts';
import type { SchemaPair } from './compare-schemas.ts';

/** What validation does not show: defaults, and properties that come or go where more was allowed anyway. */
export function compareNotes(context: Context, pair: SchemaPair, report: Report): void {
  const seen = new Set<string>();
  visit(pair.old, pair.next, []);

  function visit(oldSites: Sites, newSites: Sites, path: readonly string[]): void {
    const keys = [context.keys.keyOf(oldSites, context.old.schemas), context.keys.keyOf(newSites, context.next.schemas)];
    if (keys[0] === keys[1] || seen.has(keys.join('|')) || path.length > 30) return;
    seen.add(keys.join('|'));
    const [oldShapes, newShapes] = [alternativesOf(oldSites, context.old.schemas), alternativesOf(newSites, context.next.schemas)];
    const [old, next] = [oldShapes[0], newShapes[0]];
    // Branches are told apart by their values, above; here it is enough to follow what has none.
    if (old === undefined || next === undefined || oldShapes.length > 1 || newShapes.length > 1) return;
    if (pair.direction === 'request') compareDefaults(old, next, path);
    compareNames(old, next, path);
    for (const name of old.declared.filter((each) => next.declared.includes(each))) visit(old.property(name), next.property(name), [...path, name]);
    visit(old.item(old.prefixLength), next.item(next.prefixLength), [...path, '*']);
  }

  function compareDefaults(old: Shape, next: Shape, path: readonly string[]): void {
    const [before, now] = [saying(old, 'default'), saying(next, 'default')];
    const [was, is] = [before, now].map((site) => (site === undefined ? undefined : JSON.stringify(wordOf(site, 'default'))));
    if (was === is) return;
    const message = `the default ${nameOf(path)}is ${is ?? 'no longer there'}${was === undefined ? '' : `, and was ${was}`}`;
    const places = { old: placeOf(before ?? old.parts[0], before && 'default'), new: placeOf(now ?? next.parts[0], now && 'default') };
    report({ rule: 'default-changed', message, ...places, where: whereOf(path) });
  }

  function compareNames(old: Shape, next: Shape, path: readonly string[]): void {
    for (const name of old.declared) {
      if (next.declared.includes(name) || old.required.includes(name) || isForbidden(next, name)) continue;
      const places = { old: placeOf(declaring(old, name)), new: placeOf(next.parts[0]) };
      report({ rule: `${pair.direction}-property-removed`, message: `the property ${[...path, name].join('/')} is gone`, ...places, where: whereOf([...path, name]) });
    }
    for (const name of next.declared) {
      if (old.declared.includes(name) || isForbidden(old, name) || (pair.direction === 'request' && next.required.includes(name))) continue;
      const places = { old: placeOf(old.parts[0]), new: placeOf(declaring(next, name)) };
      report({ rule: `${pair.direction}-property-added`, message: `the property ${[...path, name].join('/')} is new`, ...places, where: whereOf([...path, name]) });
    }
  }

  function whereOf(path: readonly string[]): string {
    return path.length === 0 ? pair.where : `${pair.where}, ${path.join('/')}`;
  }
}

function nameOf(path: readonly string[]): string {
  return path.length === 0 ? '' : `of ${path.join('/')} `;
}

function saying({ parts }: Shape, keyword: string): Site | undefined {
  return parts.find((part) => wordOf(part, keyword) !== undefined);
}

function declaring({ parts }: Shape, name: string): Site | undefined {
  return parts.flatMap((part) => namedSites(part, 'properties')).find(([key]) => key === name)?.[1];
}

function isForbidden(shape: Shape, name: string): boolean {
  return shape.property(name).some(({ schema }) => schema === false);
}

function placeOf(site: Site | undefined, keyword?: string): Site | undefined {
  return site && keyword !== undefined ? childSite(site, true, keyword) : site;
}
