import type { Api, SecurityScheme } from '../model/types.ts';
import { docComment } from './comment.ts';
import { header, type OutputFile } from './output-file.ts';
import { key, literal, quote } from './quote.ts';
import { render } from './render.ts';

/** `security.ts`: the table of security schemes and their names as a type. */
export function emitSecurity(api: Api): OutputFile[] {
  const schemes = api.securitySchemes.map((scheme) => ({
    key: key(scheme.name),
    doc: docComment('  ', scheme.description),
    row: literal(row(scheme)),
  }));
  const names = api.securitySchemes.map(({ name }) => quote(name)).join(' | ') || 'never';
  return [{ path: 'security.ts', text: render('security', { header: header(`spec/${api.name}`), schemes, names }) }];
}

function row({ type, name, bearerFormat, in: place, key: parameter }: SecurityScheme): object {
  if (type === 'apiKey') return { kind: type, name, in: place, key: place === 'header' ? parameter?.toLowerCase() : parameter };
  return { kind: type, name, bearerFormat };
}
