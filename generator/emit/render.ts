import { readdirSync, readFileSync } from 'node:fs';
import Handlebars from 'handlebars';
import { quote } from './quote.ts';

/** What a template may print: nothing in it is left to decide. */
export type View = { readonly [name: string]: Printable };
export type Printable = string | boolean | View | readonly Printable[];

const folder = new URL('../templates/', import.meta.url);
const handlebars = createHandlebars();
const templates = new Map<string, HandlebarsTemplateDelegate<View>>();

/** Prints a view through `templates/<name>.hbs`. Throws when the template reads something that the view does not have. */
export function render(name: string, view: View): string {
  const template = templates.get(name) ?? compile(readFileSync(new URL(`${name}.hbs`, folder), 'utf8'));
  templates.set(name, template);
  return template(view);
}

/**
 * Compiles a template in the strict way. Handlebars' own `strict` does not throw for a missing argument of a helper, so its
 * built-in helpers are switched off and ours throw.
 */
export function compile(source: string): HandlebarsTemplateDelegate<View> {
  return handlebars.compile(source, {
    strict: true,
    noEscape: true,
    preventIndent: true,
    knownHelpersOnly: true,
    knownHelpers: {
      if: false,
      unless: false,
      each: false,
      with: false,
      log: false,
      when: true,
      list: true,
      quote: true,
      lookup: true,
    },
  });
}

function createHandlebars(): typeof Handlebars {
  const instance = Handlebars.create();
  for (const name of ['if', 'unless', 'each', 'with', 'log', 'blockHelperMissing']) instance.unregisterHelper(name);
  instance.registerHelper('when', when);
  instance.registerHelper('list', list);
  instance.registerHelper('quote', (value: unknown) => quote(text(value, 'quote')));
  for (const file of readdirSync(folder)) {
    const partial = /^_(.+)\.hbs$/.exec(file)?.[1];
    if (partial !== undefined) instance.registerPartial(partial, readFileSync(new URL(file, folder), 'utf8'));
  }
  return instance;
}

/** `{{#when flag}}…{{else}}…{{/when}}`: only for booleans. */
function when(this: unknown, flag: unknown, options: Handlebars.HelperOptions): string {
  if (typeof flag !== 'boolean') throw new TypeError(`{{#when}} needs a boolean, got ${typeof flag}`);
  return flag ? options.fn(this) : options.inverse(this);
}

/** `{{#list items}}…{{else}}when empty{{/list}}`: each item in turn; `@last` and `@index` as in Handlebars' own `each`. */
function list(this: unknown, items: unknown, options: Handlebars.HelperOptions): string {
  if (!Array.isArray(items)) throw new TypeError(`{{#list}} needs a list, got ${typeof items}`);
  if (items.length === 0) return options.inverse(this);
  const data = { ...(options.data as object), index: 0, first: true, last: false };
  let printed = '';
  for (const [index, item] of (items as unknown[]).entries()) {
    Object.assign(data, { index, first: index === 0, last: index === items.length - 1 });
    printed += options.fn(item, { data });
  }
  return printed;
}

function text(value: unknown, helper: string): string {
  if (typeof value !== 'string') throw new TypeError(`{{${helper}}} needs a text, got ${typeof value}`);
  return value;
}
