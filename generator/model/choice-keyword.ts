import { getProperty } from 'ajv/dist/compile/codegen/index.js';
import { reportError } from 'ajv/dist/compile/errors.js';
import ajvNames from 'ajv/dist/compile/names.js';
import { alwaysValidSchema, evaluatedPropsToName } from 'ajv/dist/compile/util.js';
import { _, Name, nil, str, stringify, type Code, type CodeKeywordDefinition, type KeywordCxt } from 'ajv/dist/core.js';
import { allowedTypes, dataTypes, type DataType, type Lookup } from './branches.ts';
import type { JsonSchema } from './json-schema.ts';
import { numberKeyword } from './number-keyword.ts';
import { tellBranchesApart, type Pick, type Tag, type Telling } from './tell-branches-apart.ts';

const names = ajvNames.default;

type ChoiceKeyword = 'oneOf' | 'anyOf';

/** Numbers that stand for {@link Pick} in the code. */
const codes = { unknown: -1, none: -2 } as const;

/** Errors of the branches, shortened to those of the branch that was meant; the printed code calls the runtime's own. */
const keepClosest = (): string => '';

/**
 * `oneOf` and `anyOf` with errors that people can use. What a value is accepted for is as JSON Schema says, but where something
 * tells the branches apart (its type, a `discriminator`, a property with a `const` in each branch) only that one branch is tried
 * and reported; where nothing does, the errors of the branch that came closest. A `discriminator` decides: see
 * {@link tellBranchesApart}.
 */
export function choiceKeyword(keyword: ChoiceKeyword, lookup: Lookup): CodeKeywordDefinition {
  return {
    keyword,
    schemaType: 'array',
    trackErrors: true,
    error: {
      message: ({ params }) => {
        const text = keyword === 'oneOf' ? 'must match exactly one schema in oneOf' : 'must match a schema in anyOf';
        return params.unclear instanceof Name ? _`${`${text}: `} + ${params.unclear}` : text;
      },
      params: ({ params }) => (params.passing instanceof Name ? _`{passingSchemas: ${params.passing}}` : _`{}`),
    },
    code: (context) => printChoice(context, lookup),
  };
}

function printChoice(context: KeywordCxt, lookup: Lookup): void {
  const { gen, it, keyword } = context;
  const branches = context.schema as readonly JsonSchema[];
  const isSettled = keyword === 'anyOf' && branches.some((branch) => alwaysValidSchema(it, branch));
  if (isSettled && it.opts.unevaluated !== true) return;
  const discriminator = (context.parentSchema as { discriminator?: unknown }).discriminator;
  const telling = isSettled ? undefined : tellBranchesApart({ branches, discriminator }, lookup);
  const pick = telling && printPick(context, telling);
  nameEvaluated(context);
  if (pick !== undefined && telling?.isDecided === true) return printDecided(context, pick);
  const valid = gen.let('valid', false);
  const passing = keyword === 'oneOf' ? gen.let('passing', null) : undefined;
  const ends: Name[] = [];
  branches.forEach((_branch, index) => {
    const isCertain = telling?.isCertain[index] === true;
    const guard = guardOf(context, pick, index, isCertain, valid);
    const print = () => void ends.push(printBranch(context, { index, isCertain, valid, ...(passing && { passing }) }));
    if (guard === undefined) print();
    else gen.if(guard, print);
  });
  context.result(
    valid,
    () => context.reset(),
    () => printFailure(context, { ends, ...(passing && { passing }), ...(pick && { pick }) }),
  );
}

/** Exactly one branch has to hold, so its errors are those of the value. */
function printDecided(context: KeywordCxt, pick: Name): void {
  const { gen, it, keyword } = context;
  (context.schema as readonly JsonSchema[]).forEach((branch, index) => {
    if (alwaysValidSchema(it, branch)) return;
    gen.if(_`${pick} === ${index}`, () => {
      const isValid = gen.name('_valid');
      const inner = context.subschema({ keyword, schemaProp: index }, isValid);
      if (it.opts.unevaluated === true) gen.if(isValid, () => context.mergeEvaluated(inner, Name));
    });
  });
}

function guardOf({ it, keyword }: KeywordCxt, pick: Name | undefined, index: number, isCertain: boolean, valid: Name): Code | undefined {
  const isNext = keyword === 'anyOf' && index > 0 && it.opts.unevaluated !== true ? _`!${valid}` : undefined;
  if (pick === undefined) return isNext;
  const isPicked = isCertain ? _`${pick} === ${index}` : _`(${pick} === ${codes.unknown} || ${pick} === ${index})`;
  return isNext === undefined || isCertain ? isPicked : _`${isNext} && ${isPicked}`;
}

interface Branch {
  readonly index: number;
  readonly isCertain: boolean;
  readonly valid: Name;
  readonly passing?: Name;
}

/** Gives the name of the number of errors after the branch. */
function printBranch(context: KeywordCxt, { index, isCertain, valid, passing }: Branch): Name {
  const { gen, it, keyword } = context;
  const isValid = gen.name('_valid');
  const branch = (context.schema as readonly JsonSchema[])[index] ?? true;
  const isAlwaysValid = alwaysValidSchema(it, branch);
  if (isAlwaysValid) gen.var(isValid, true);
  const inner = isAlwaysValid
    ? undefined
    : context.subschema({ keyword, schemaProp: index, ...(isCertain ? {} : { compositeRule: true }) }, isValid);
  const end = gen.var('ends', names.errors);
  gen.if(isValid, () => {
    if (inner !== undefined) context.mergeEvaluated(inner, Name);
    if (passing === undefined) return void gen.assign(valid, true);
    gen.if(
      _`${passing} === null`,
      () => gen.assign(valid, true).assign(passing, index),
      () => gen.assign(valid, false).assign(passing, _`[${passing}, ${index}].flat()`),
    );
  });
  return end;
}

/** Ajv would otherwise name what is evaluated only within the branch that it meets first. */
function nameEvaluated({ gen, it }: KeywordCxt): void {
  if (it.opts.unevaluated !== true) return;
  if (it.props !== undefined && it.props !== true && !(it.props instanceof Name)) it.props = evaluatedPropsToName(gen, it.props);
  if (typeof it.items === 'number') it.items = gen.var('items', it.items);
}

interface Failure {
  readonly ends: readonly Name[];
  readonly passing?: Name;
  readonly pick?: Name;
}

function printFailure(context: KeywordCxt, { ends, passing, pick }: Failure): void {
  const { gen, it } = context;
  if (it.createErrors === false) return context.error(true);
  const printClosest = () => {
    const helper = gen.scopeValue('func', { ref: keepClosest, code: _`keepClosest` });
    const counts = ends.reduce<Code>((list, end) => _`${list}${list === nil ? nil : _`, `}${end}`, nil);
    const unclear = gen.const('unclear', _`${helper}(${names.vErrors}, ${context.errsCount ?? 0}, [${counts}], ${it.dataLevel})`);
    gen.assign(names.errors, _`${names.vErrors}.length`);
    gen.if(_`${unclear} !== ""`, () => {
      context.reset();
      context.error(true, { unclear });
    });
  };
  const printUnpicked = () => (pick === undefined ? printClosest() : gen.if(_`${pick} === ${codes.unknown}`, printClosest));
  if (passing === undefined) return void printUnpicked();
  gen.if(
    _`${passing} !== null`,
    () => {
      context.reset();
      context.error(true, { passing });
    },
    printUnpicked,
  );
}

/** Decides the branch, and reports values that are meant for none, unless `type` beside the choice does. */
function printPick(context: KeywordCxt, telling: Telling): Name {
  const { gen } = context;
  const pick = gen.let('pick', codes.unknown);
  const { byType, tag } = telling;
  if (tag !== undefined) gen.if(isOfType(context, ['object']), () => printTag(context, pick, tag));
  for (const branch of new Set(Object.values(byType))) {
    if (branch === 'unknown') continue;
    const types = dataTypes.filter((type) => byType[type] === branch);
    gen.if(isOfType(context, types), () => {
      gen.assign(pick, codeOf(branch));
      if (branch === 'none') reportType(context, telling, types);
    });
  }
  return pick;
}

function reportType(context: KeywordCxt, { byType }: Telling, types: readonly DataType[]): void {
  const beside = allowedTypes({ type: typeBeside(context) }, () => true);
  const reported = types.filter((type) => beside.includes(type));
  if (reported.length === 0) return;
  const allowed = dataTypes.filter((type) => byType[type] !== 'none' && beside.includes(type));
  const report = () => reportAs(context, 'type', { params: _`{type: ${stringify(allowed)}}`, message: typeMessage(allowed) });
  if (reported.length === types.length) report();
  else context.gen.if(isOfType(context, reported), report);
}

function typeBeside({ parentSchema }: KeywordCxt): unknown {
  const { type, [numberKeyword]: numeric } = parentSchema as { type?: unknown; [numberKeyword]?: { type?: unknown } };
  return type ?? numeric?.type;
}

function typeMessage(allowed: readonly DataType[]): string {
  return allowed.length === 0 ? 'must not be there' : `must be ${allowed.join(' or ')}`;
}

function printTag(context: KeywordCxt, pick: Name, tag: Tag): void {
  const { gen, data, it } = context;
  const value = gen.const('tag', _`${data}${getProperty(tag.property)}`);
  const isAbsent =
    it.opts.ownProperties === true
      ? _`${value} === undefined || !Object.prototype.hasOwnProperty.call(${data}, ${tag.property})`
      : _`${value} === undefined`;
  gen.if(isAbsent).assign(pick, codeOf(tag.absent));
  if (tag.absent === 'none') reportMissing(context, tag);
  for (const index of new Set(tag.values.values())) {
    const own = [...tag.values].filter(([, branch]) => branch === index).map(([listed]) => _`${value} === ${listed}`);
    gen.elseIf(own.reduce((all, one) => _`${all} || ${one}`)).assign(pick, index);
  }
  gen.else();
  gen.assign(pick, codeOf(tag.other));
  if (tag.other === 'none') reportUnknownTag(context, tag);
  gen.endIf();
}

function reportMissing(context: KeywordCxt, { property }: Tag): void {
  reportAs(context, 'required', {
    params: _`{missingProperty: ${property}}`,
    message: `must have required property '${property}'`,
  });
}

function reportUnknownTag(context: KeywordCxt, { property, isDeclared, values }: Tag): void {
  const allowed = [...values.keys()];
  const message = `must be one of ${allowed.map((value) => JSON.stringify(value)).join(', ')}`;
  reportAs(context, isDeclared ? 'discriminator' : 'enum', { params: _`{allowedValues: ${stringify(allowed)}}`, message, property });
}

interface Report {
  readonly params: Code;
  readonly message: string;
  /** Of the value, that the error is about. */
  readonly property?: string;
}

function reportAs(context: KeywordCxt, keyword: string, { params, message, property }: Report): void {
  const { it } = context;
  const path = property === undefined ? it.errorPath : str`${it.errorPath}/${property.replaceAll('~', '~0').replaceAll('/', '~1')}`;
  const named = Object.assign(Object.create(context) as KeywordCxt, { keyword, it: { ...it, errorPath: path } });
  reportError(named, { message, params });
}

function isOfType({ data, parentSchema }: KeywordCxt, types: readonly DataType[]): Code {
  const mayBeBigInt = Object.hasOwn(parentSchema, numberKeyword);
  const [first = _`false`, ...others] = types.map((type) => (type === 'number' && mayBeBigInt ? _`typeof ${data} === "number" || typeof ${data} === "bigint"` : typeCheck(data, type)));
  return others.reduce((all, one) => _`${all} || ${one}`, first);
}

function typeCheck(data: Name, type: DataType): Code {
  if (type === 'null') return _`${data} === null`;
  if (type === 'array') return _`Array.isArray(${data})`;
  if (type === 'object') return _`(${data} && typeof ${data} === "object" && !Array.isArray(${data}))`;
  return _`typeof ${data} === ${type}`;
}

function codeOf(pick: Pick): number {
  return typeof pick === 'number' ? pick : codes[pick];
}
