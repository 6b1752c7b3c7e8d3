/** Names that generated code must not declare, because the language or the code around it means something else by them. */

/** ECMAScript 2024 sections 12.7.2 and 13.1.1, and the words that TypeScript adds for types. */
const keywords = `
  any arguments as async await bigint boolean break case catch class const continue debugger declare default delete do else
  enum eval export extends false finally for from function get if implements import in infer instanceof interface is keyof
  let module namespace never new null number object of package private protected public readonly require return set static
  string super switch symbol this throw true try type typeof undefined unique unknown using var void while with yield`;

/** Global values that a function of the same name would hide; those that `@hey-api/openapi-ts` evades as well. */
const globalValues = `
  Infinity NaN abort addEventListener alert atob blur btoa caches cancelAnimationFrame cancelIdleCallback clearImmediate
  clearInterval clearTimeout close closed confirm console crypto customElements decodeURI decodeURIComponent
  dispatchEvent document encodeURI encodeURIComponent escape event exports external fetch find focus frames global
  globalThis history indexedDB innerHeight innerWidth isFinite isNaN length localStorage location locationbar matchMedia
  menubar moveBy moveTo name navigation navigator open opener origin outerHeight outerWidth pageXOffset pageYOffset parent
  parseFloat parseInt performance personalbar postMessage print process prompt queueMicrotask removeEventListener
  reportError requestAnimationFrame requestIdleCallback resizeBy resizeTo screen screenLeft screenTop screenX screenY scroll
  scrollBy scrollTo scrollX scrollY scrollbars self sessionStorage setImmediate setInterval setTimeout speechSynthesis
  status statusbar stop structuredClone styleMedia toolbar top trustedTypes unescape visualViewport window`;

/** Functions whose types would hide those that the types of operations are made of. */
const ofTypes = `context filled handlerContext omit pick promise required uploadedFile withFiles`;

/** Global types that generated code writes; a component of that name would change what they mean. */
const globalTypes = `
  Array ArrayBuffer AsyncGenerator AsyncIterable AsyncIterator Awaited BigInt Blob Boolean Buffer ClientOptions Date Exclude
  Extract File FormData Function Generator Headers Infinity Iterable Iterator Map NaN NonNullable Number Object Omit Options
  Parameters Partial Pick Promise PropertyKey Readonly ReadonlyArray ReadonlyMap ReadonlySet ReadableStream Record RegExp
  Request Required Response ReturnType Set String Symbol Uint8Array URL URLSearchParams WeakMap WeakSet WebSocket`;

/** File names that Windows keeps for devices, and those with a meaning of their own under handlers/. */
const files = `
  con prn aux nul com0 com1 com2 com3 com4 com5 com6 com7 com8 com9 lpt0 lpt1 lpt2 lpt3 lpt4 lpt5 lpt6 lpt7 lpt8 lpt9
  node-modules connection context index problems sign-in to-api`;

export const reservedFunctionNames: ReadonlySet<string> = new Set(list(`${keywords} ${globalValues} ${ofTypes}`));
export const reservedTypeNames: ReadonlySet<string> = new Set(list(`${keywords} ${globalTypes}`));
export const reservedFileNames: ReadonlySet<string> = new Set(list(files));

function list(text: string): string[] {
  return text.trim().split(/\s+/);
}
