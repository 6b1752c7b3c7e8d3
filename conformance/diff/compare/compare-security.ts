import type { Position } from '../../../generator/load/position.ts';
import type { SecurityRule, SecurityScheme } from '../../../generator/model/types.ts';
import type { Report } from '../change.ts';
import type { Context } from './context.ts';

interface Secured {
  readonly security: SecurityRule;
  readonly at: Position;
}

type Alternative = SecurityRule[number];

/** Whether credentials that were enough still are: for each old alternative there has to be a new one that asks for no more. */
export function compareSecurity({ old, next }: Context, before: Secured, now: Secured, report: Report): void {
  const formsBefore = formsOf(old.api.securitySchemes);
  const formsNow = formsOf(next.api.securitySchemes);
  const oldAlternatives = alternativesOf(before.security);
  const newAlternatives = alternativesOf(now.security);
  const places = { old: before.at, new: now.at };
  const lost = oldAlternatives.filter((held) => !newAlternatives.some((asked) => isEnough(held, formsBefore, asked, formsNow)));
  for (const alternative of lost) {
    const message = `${nameOf(alternative)} ${alternative.length === 1 ? 'is' : 'are'} no longer enough; asked for: ${newAlternatives.map(nameOf).join(', or ')}`;
    report({ rule: 'security-narrowed', message, where: 'security', ...places, witness: { value: { credentials: alternative } } });
  }
  const gained = newAlternatives.filter((asked) => !oldAlternatives.some((held) => isEnough(asked, formsNow, held, formsBefore)));
  if (lost.length > 0 || gained.length === 0) return;
  report({ rule: 'security-widened', message: `${gained.map(nameOf).join(', or ')} will do`, where: 'security', ...places });
}

function alternativesOf(rule: SecurityRule): readonly Alternative[] {
  return rule.length === 0 ? [[]] : rule;
}

function isEnough(held: Alternative, heldForms: Forms, asked: Alternative, askedForms: Forms): boolean {
  return asked.every(({ scheme, scopes }) =>
    held.some((own) => heldForms.get(own.scheme) === askedForms.get(scheme) && scopes.every((scope) => own.scopes.includes(scope))),
  );
}

function nameOf(alternative: Alternative): string {
  if (alternative.length === 0) return 'no credentials';
  return alternative.map(({ scheme, scopes }) => (scopes.length > 0 ? `${scheme} (${scopes.join(' ')})` : scheme)).join(' with ');
}

/** What a scheme asks for on the wire, whatever it is called. */
type Forms = ReadonlyMap<string, string>;

function formsOf(schemes: readonly SecurityScheme[]): Forms {
  return new Map(schemes.map((scheme) => [scheme.name, formOf(scheme)]));
}

function formOf({ type, in: location, key, httpScheme, url }: SecurityScheme): string {
  // Tokens of OAuth 2 and OpenID Connect travel as bearer tokens (RFC 6750), but come from somewhere else.
  return JSON.stringify([type, location, location === 'header' ? key?.toLowerCase() : key, httpScheme?.toLowerCase(), url]);
}

/** Where clients get their credentials from. */
export function compareSchemes({ old, next }: Context, report: Report): void {
  for (const scheme of old.api.securitySchemes) {
    const other = next.api.securitySchemes.find(({ name }) => name === scheme.name);
    if (other?.type !== scheme.type || JSON.stringify(other.flows) === JSON.stringify(scheme.flows)) continue;
    const message = `the flows of ${scheme.name} have changed`;
    report({ rule: 'security-scheme-changed', message, where: 'security', old: scheme.at, new: other.at });
  }
}
