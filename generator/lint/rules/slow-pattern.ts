import { RegExpParser, visitRegExpAST, type AST } from '@eslint-community/regexpp';
import type { Located } from '../../load/located.ts';
import type { Remark, Rule } from '../rule.ts';
import { schemasOf } from '../schemas-of.ts';

export const slowPattern: Rule = {
  id: 'slow-pattern',
  severity: 'warn',
  reason: 'A repetition of repetitions can take minutes for a short text, which a caller may send on purpose',
  check: (subject) => schemasOf(subject).flatMap((schema) => slowParts(schema)),
};

function slowParts(schema: Located): Remark[] {
  const pattern = schema.text('pattern');
  const tree = pattern === undefined ? undefined : parse(pattern);
  const part = tree && nestedRepetition(tree);
  if (part === undefined) return [];
  const message = `the pattern repeats ${part}, which repeats within itself`;
  return [{ at: schema.get('pattern') ?? schema, message, hint: 'Let each part begin with a character that the part before cannot contain' }];
}

/** Undefined for what is no pattern of JavaScript, which the generator reports. */
function parse(pattern: string): AST.Pattern | undefined {
  try {
    return new RegExpParser().parsePattern(pattern, 0, pattern.length, { unicode: true });
  } catch {
    return undefined;
  }
}

/** The text of an unbounded repetition of something that is nothing but unbounded repetitions: `(a+)+`, `(\w*)*`, `(a|b+)+`. */
function nestedRepetition(tree: AST.Pattern): string | undefined {
  let found: string | undefined;
  visitRegExpAST(tree, {
    onQuantifierEnter(outer) {
      if (isUnbounded(outer) && 'alternatives' in outer.element && outer.element.alternatives.some(isAllRepetition)) found ??= outer.raw;
    },
  });
  return found;
}

/** With anything else in it each round has a beginning that can be told. */
function isAllRepetition({ elements }: AST.Alternative): boolean {
  return elements.length > 0 && elements.every((element) => element.type === 'Quantifier' && (isUnbounded(element) || element.min === 0)) &&
    elements.some((element) => element.type === 'Quantifier' && isUnbounded(element));
}

function isUnbounded({ max }: AST.Quantifier): boolean {
  return max === Infinity;
}
