import { createRequire } from 'node:module';

export interface Command {
  /** What it is for, in a few words. */
  readonly purpose: string;
  /** Loads the command only when it is asked for; it gets the remaining arguments and resolves to the exit code. */
  readonly load: () => Promise<(args: readonly string[]) => Promise<number>>;
}

export type Commands = Readonly<Record<string, Command>>;

/** Runs the command that the arguments begin with and resolves to the exit code. */
export async function dispatch(commands: Commands, [name, ...args]: readonly string[]): Promise<number> {
  if (name === undefined || ['--help', '-h', 'help'].includes(name)) return (console.log(helpOf(commands)), 0);
  if (['--version', '-v', 'version'].includes(name)) return (console.log(versionOf()), 0);
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command === undefined) return refuse(name, commands);
  try {
    const run = await command.load();
    return await run(args);
  } catch (error) {
    const { explainError } = await import('../generator/cli.ts');
    const explanation = explainError(error);
    if (explanation === undefined) throw error;
    console.error(explanation);
    return 2;
  }
}

function helpOf(commands: Commands): string {
  const lines = Object.entries(commands).map(([name, { purpose }]) => `  ${name.padEnd(10)} ${purpose}`);
  return `specwright <command> [options]

${lines.join('\n')}

specwright <command> --help says more, specwright --version which one this is. Exit code: 0 done, 1 a check failed, 2 a contract, an option or a command was refused.`;
}

function versionOf(): string {
  const { version } = createRequire(import.meta.url)('specwright/package.json') as { version: string };
  return version;
}

async function refuse(name: string, commands: Commands): Promise<number> {
  const { nearestWord } = await import('../generator/load/did-you-mean.ts');
  const like = nearestWord(name, Object.keys(commands));
  const hint = like === undefined ? '' : `; did you mean ${like}?`;
  console.error(`specwright: there is no command ${name}${hint} (specwright --help)`);
  return 2;
}
