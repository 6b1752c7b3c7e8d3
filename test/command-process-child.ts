import { dispatch } from '../bin/dispatch.ts';

const commands = {
  generate: { purpose: '', load: async () => (await import('../generator/cli.ts')).generate },
  scaffold: { purpose: '', load: async () => (await import('../generator/cli.ts')).scaffold },
  lint: { purpose: '', load: async () => (await import('../bin/lint.ts')).lint },
  verify: { purpose: '', load: async () => (await import('../bin/verify.ts')).verify },
  diff: { purpose: '', load: async () => (await import('../bin/diff.ts')).diff },
};

interface Order {
  readonly args: readonly string[];
  readonly cwd: string;
}

process.on('message', ({ args, cwd }: Order) => {
  process.chdir(cwd);
  void run(args).then((ran) => process.send?.(ran));
});

/** What a process of its own would have written, and its exit code. */
async function run(args: readonly string[]) {
  const texts = { stdout: '', stderr: '' };
  const streams = ['stdout', 'stderr'] as const;
  const writes = streams.map((name) => {
    const stream = process[name];
    const write = stream.write.bind(stream);
    stream.write = (text: string | Uint8Array) => ((texts[name] += text.toString()), true);
    return () => (stream.write = write);
  });
  try {
    return { code: await dispatch(commands, args), ...texts };
  } catch (error) {
    return { code: 1, stdout: texts.stdout, stderr: texts.stderr + String(error) };
  } finally {
    for (const restore of writes) restore();
  }
}
