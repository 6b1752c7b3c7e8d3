import type { JsonSchema } from '../../model/json-schema.ts';
import { declaration } from './declaration.ts';
import { withoutDoubles, withParts, type Form } from './form.ts';
import { isFileType } from './file-types.ts';
import { readForm, type FormContext } from './read-form.ts';

/** An operation of the bundled document, as far as its types show it. */
export interface BundledOperation {
  readonly parameters?: readonly BundledParameter[];
  readonly requestBody?: { readonly required?: boolean; readonly content: BundledContents };
  readonly responses?: Readonly<Record<string, { readonly description?: string; readonly content?: BundledContents }>>;
}

interface BundledParameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly description?: string;
  readonly schema?: JsonSchema;
  readonly content?: BundledContents;
}

type BundledContents = Readonly<Record<string, { readonly schema?: JsonSchema }>>;

/** The types of an operation: what a request consists of, what comes back. */
export function operationTypes(name: string, path: string, operation: BundledOperation, context: FormContext): string[] {
  const { errors, responses } = answersOf(operation, context);
  return [
    declaration(`${name}Data`, dataForm(path, operation, context)),
    ...answerTypes(`${name}Error`, errors, context),
    ...answerTypes(`${name}Response`, responses, context),
  ];
}

const never: Form = { kind: 'never' };

function dataForm(path: string, { parameters = [], requestBody }: BundledOperation, context: FormContext): Form {
  const headers = parametersForm(parameters.filter((parameter) => parameter.in === 'header'), context);
  const inPath = parametersForm(parameters.filter((parameter) => parameter.in === 'path'), context);
  const query = parametersForm(parameters.filter((parameter) => parameter.in === 'query'), context);
  const required = Object.entries({ headers, path: inPath, query }).filter(([, form]) => form?.required !== undefined);
  return {
    kind: 'object',
    properties: {
      body: bodyForm(requestBody, context),
      ...(headers === undefined ? {} : { headers }),
      path: inPath ?? never,
      query: query ?? never,
      url: { kind: 'string', constant: path },
    },
    required: [...(requestBody?.required === true ? ['body'] : []), ...required.map(([name]) => name), 'url'],
  };
}

function bodyForm(body: BundledOperation['requestBody'], context: FormContext): Form {
  const content = body && chosenContent(body.content);
  return content === undefined ? never : readForm(content.schema, { components: context.components });
}

function parametersForm(parameters: readonly BundledParameter[], context: FormContext): Form | undefined {
  if (parameters.length === 0) return undefined;
  const byName = new Map(parameters.map((parameter) => [parameter.name.toLowerCase(), parameter]));
  const required = [...byName.values()].filter((parameter) => parameter.required === true).map(({ name }) => name);
  const properties = Object.fromEntries([...byName.values()].map((parameter) => [parameter.name, parameterForm(parameter, context)]));
  return { kind: 'object', properties, ...(required.length > 0 ? { required } : {}) };
}

function parameterForm({ schema, content, description }: BundledParameter, { components }: FormContext): Form {
  const form = readForm(described(schema ?? (content && chosenContent(content)?.schema), description), { components });
  return withoutDoubles(form, { format: false });
}

function described(schema: JsonSchema | undefined, description: string | undefined): JsonSchema {
  return { ...(description === undefined ? {} : { description }), ...(typeof schema === 'object' ? schema : {}) };
}

/** The content whose type stands for all: JSON, else the first. */
function chosenContent(contents: BundledContents): { readonly mediaType: string; readonly schema?: JsonSchema } | undefined {
  const all = Object.entries(contents).map(([mediaType, content]) => ({ mediaType, ...content }));
  return all.find(({ mediaType }) => /^application\/(.*\+)?json(;.*)?$/i.test(mediaType)) ?? all[0];
}

interface Answers {
  readonly errors: Readonly<Record<string, Form>>;
  readonly responses: Readonly<Record<string, Form>>;
}

function answersOf({ responses = {} }: BundledOperation, { components }: FormContext): Answers {
  const forms = Object.entries(responses).map(([status, { description, content = {} }]): [string, Form] => {
    const chosen = chosenContent(content);
    if (chosen === undefined) return [status, { ...(description ? { description } : {}), kind: status === '204' ? 'void' : 'unknown' }];
    return [status, readForm(described(answerSchema(chosen), description), { components })];
  });
  const errors = Object.fromEntries(forms.filter(([status]) => /^[45]/.test(status)));
  const successes = Object.fromEntries(forms.filter(([status]) => status.startsWith('2')));
  const fallback = forms.find(([status]) => status === 'default')?.[1];
  return fallback === undefined ? { errors, responses: successes } : withDefault(fallback, { errors, responses: successes });
}

/** What is neither declared as a success nor as a failure is told by its words. */
function withDefault(form: Form, { errors, responses }: Answers): Answers {
  const words = [form.description ?? '', form.reference === undefined ? '' : `#/components/schemas/${form.reference}`].map((text) => text.toLowerCase());
  const says = (word: string) => words.some((text) => text.includes(word));
  const isSuccess = Object.keys(responses).length === 0 || says('success');
  const isError = says('error') || says('problem') || !isSuccess;
  return {
    errors: isError ? { ...errors, default: form } : errors,
    responses: isSuccess ? { ...responses, default: form } : responses,
  };
}

/** Bytes come as a file where the contract says nothing else. */
function answerSchema({ mediaType, schema }: { readonly mediaType: string; readonly schema?: JsonSchema }): JsonSchema | undefined {
  if (!isFileType(mediaType)) return schema;
  if (schema === undefined || schema === false) return { type: 'string', format: 'binary' };
  return typeof schema === 'object' && schema.type === 'string' && !schema.format ? { ...schema, format: 'binary' } : schema;
}

/** `NameErrors` by status, and `NameError`, any of them, where that says something: with a number where a component is called so. */
function answerTypes(name: string, forms: Readonly<Record<string, Form>>, { components }: FormContext): string[] {
  const statuses = Object.keys(forms);
  if (statuses.length === 0) return [];
  const all = declaration(`${name}s`, { kind: 'object', properties: forms, required: statuses });
  const any = withoutDoubles(withParts({}, Object.values(forms), { lifts: true }));
  const isKnown = Object.keys(any).length > 0 && any.kind !== 'unknown';
  return isKnown ? [all, `export type ${freeName(name, components)} = ${name}s[keyof ${name}s];`] : [all];
}

function freeName(name: string, taken: object): string {
  for (let attempt = 1; ; attempt++) {
    const candidate = attempt === 1 ? name : `${name}${attempt}`;
    if (!Object.hasOwn(taken, candidate)) return candidate;
  }
}
