import { parseArgs, type ParseArgsConfig } from 'node:util';
import { nearestWord } from '../load/did-you-mean.ts';

/** What a command was asked in a way that it does not understand; exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

type Options = NonNullable<ParseArgsConfig['options']>;

type Values<T extends Options> = ReturnType<typeof parseArgs<{ options: T }>>['values'];

/** Reads a command's options; there are no positional arguments. An unknown option is refused with the one it resembles. */
export function readArguments<T extends Options>(command: string, args: readonly string[], options: T): Values<T> {
  return parse(command, args, options, false).values;
}

/** As {@link readArguments}, for a command that takes names, too. */
export function readNamesAndArguments<T extends Options>(
  command: string,
  args: readonly string[],
  options: T,
): { readonly values: Values<T>; readonly names: readonly string[] } {
  const { values, positionals } = parse(command, args, options, true);
  return { values, names: positionals };
}

function parse<T extends Options>(command: string, args: readonly string[], options: T, allowPositionals: boolean) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals });
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw new UsageError(`specwright ${command}: ${explain(error, args, Object.keys(options))} (specwright ${command} --help)`);
  }
}

function explain(error: Error, args: readonly string[], known: readonly string[]): string {
  const unknown = args.map((arg) => /^--([^=]+)/.exec(arg)?.[1]).find((name) => name !== undefined && !known.includes(name));
  if (unknown === undefined) return error.message;
  const like = nearestWord(unknown, known);
  return `there is no option --${unknown}${like === undefined ? '' : `; did you mean --${like}?`}`;
}
