import { diagnoseAsyncApi, diagnosticPlace, diagnosticText } from '../load/check-asyncapi.ts';
import { withoutOtherFiles } from '../load/without-other-files.ts';
import type { Fault, Setting } from './finding.ts';
import type { Subject } from './subject.ts';

/** A word of the parser, and what it weighs unless the settings say otherwise. */
export interface Advice extends Fault {
  readonly proposed: Setting;
}

/** What `@asyncapi/parser` finds beside errors, which the generator reports. Its information and hints are off by default. */
export async function runAsyncApi({ asyncapi, references }: Subject): Promise<Advice[]> {
  if (asyncapi === undefined) return [];
  const diagnostics = await diagnoseAsyncApi(JSON.stringify(withoutOtherFiles(asyncapi, references)));
  return diagnostics
    .filter(({ severity }) => severity > 0)
    .map((diagnostic) => ({
      rule: String(diagnostic.code),
      proposed: diagnostic.severity === 1 ? 'warn' : 'off',
      message: diagnosticText(diagnostic),
      hint: 'See the AsyncAPI specification for what is meant to stand here',
      position: diagnosticPlace(diagnostic, asyncapi),
    }));
}
