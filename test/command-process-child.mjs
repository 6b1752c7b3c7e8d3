// Runs commands as bin/specwright.mjs does: those that run compiled there run compiled here.
import { importCompiled } from '../bin/compiled.mjs';

const compiled = (module) => importCompiled('generator', module);
const source = async (module) => {
  await import('../bin/sources.mjs');
  return import(`../${module}`);
};
const commands = {
  generate: [compiled, 'generator/cli.ts'],
  scaffold: [compiled, 'generator/cli.ts'],
  lint: [source, 'bin/lint.ts'],
  verify: [source, 'bin/verify.ts'],
  diff: [source, 'bin/diff.ts'],
};

process.on('message', ({ args, cwd }) => {
  process.chdir(cwd);
  void run(args).then((ran) => process.send?.(ran));
});

/** What a process of its own would have written, and its exit code. */
async function run(args) {
  const texts = { stdout: '', stderr: '' };
  const streams = ['stdout', 'stderr'];
  const writes = streams.map((name) => {
    const stream = process[name];
    const write = stream.write.bind(stream);
    stream.write = (text) => ((texts[name] += text.toString()), true);
    return () => (stream.write = write);
  });
  try {
    const [name] = args;
    const [load, module] = commands[name];
    const { dispatch } = await load('bin/dispatch.ts');
    const command = { purpose: '', load: async () => (await load(module))[name] };
    return { code: await dispatch({ [name]: command }, args), ...texts };
  } catch (error) {
    return { code: 1, stdout: texts.stdout, stderr: texts.stderr + String(error) };
  } finally {
    for (const restore of writes) restore();
  }
}
