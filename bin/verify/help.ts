import { phases } from '../../conformance/verify/case.ts';
import { defaults } from '../../conformance/verify/options.ts';

export const verifyHelp = `specwright verify <document> --url <address> [options]
specwright verify <document> --phases lint,diff --base <old document>
specwright verify replay <id> [--url <address>] [--auth …]

Holds a running server, whoever wrote it, against its contract: an OpenAPI or AsyncAPI document, or the folder of both. Sends what the contract allows
and what it forbids, and checks every answer. The same contract and the same seed send the same requests.

  --url <address>        where the server is, for example http://localhost:8080; a base path of the contract is added
  --auth <scheme>=<x>    a credential by the name of its security scheme: token, key, or user:password; may be repeated
  --auth <name>:<scheme>=<x>  the same of somebody by a name of your choice (<name>=<x> where there is only one scheme). The first one
                         asks; all others must not reach what the first one made
  --base <document>      what clients rely on until now: tell what breaks, and test harder what has changed
  --base-git <revision>  the same document at a branch, tag or commit
  --header <name>=<x>    sent with every request; may be repeated
  --set <name>=<x>       value of a parameter, or operationId.name=…; may be repeated
  --hook <file>          a module that makes credentials and inputs: see conformance/README.md
  --only <operationId>   this operation (or channel) alone; may be repeated
  --phases <a,b>         of ${phases.join(', ')} (default: all but fuzz
                         and wire; lint and diff need no server, diff needs a base, replay looks for stored faults;
                         probe comes before all that is sent)
  --fuzz <n>             also send so many random requests to each operation, and make smaller what fails
  --seed <n>             what the random requests are made from (default ${defaults.seed}); random: another one each time
  --read-only            send only GET, HEAD and OPTIONS
  --lenient              take a document with faults that leave the rest sound, and warn of what stands in
  --allow-host           the server may be on another machine
  --check <id>=<level>   error, warn or off; <id>@<operationId>=<level> for one operation; lint and breaking-change are all of
                         their kind; may be repeated
  --checks               list all checks and what they are for
  --max-requests <n>     stop after so many (default ${defaults.maxRequests})
  --max-per-phase <n>    of one operation in one phase (default ${defaults.maxPerPhase})
  --max-time <seconds>   stop after so long (default ${defaults.maxSeconds})
  --rate <n>             requests per second (default: no limit)
  --timeout <seconds>    for one answer (default ${defaults.timeoutMs / 1000})
  --fail-on-flaky        end with 1 also where only some repetitions of a request show a fault
  --min-coverage <a=n>   fail below so many percent: operations, succeeded, statuses, parameters, mediaTypes,
                         bounds, violations, branches, messages; may be repeated
  --json <file>          write the report as JSON, too
  --junit <file>         write the report as JUnit XML, too; also --html, --sarif and --markdown
  --tests <file>         write a test for node --test that fails for as long as a fault is there
  --store-failures       keep faults in .verify/failures/, for replay <id>, which looks for one again
  --help                 this text

Exit code: 0 the server keeps its contract, 1 it does not, 2 an option was refused or the contract is wrong itself, 3 the server cannot be
reached, 4 less was covered than --min-coverage asks for, 5 the contract breaks those who rely on the base, 130 interrupted (reports are
written). Where several are true, the first of 130, 1, 2, 5, 4 is told.`;
