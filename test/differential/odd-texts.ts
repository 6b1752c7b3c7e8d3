import fc from 'fast-check';

/** Texts at which readers of parameters part, as they stand on the wire, separated by spaces. */
const groups = {
  empty: '',
  numbers: '0 1 -0 7 007 +1 -1 1.0 1.5 .5 5. 1e1 1E2 1e400 0x10 1_0 9007199254740993 Infinity NaN %201 1%20 %09',
  words: 'true false TRUE null undefined red constructor __proto__ hasOwnProperty small',
  lists: 'a,b a%2Cb 1,2 1%2C2 , 1,,2 a%20b 1%202 1+2 a|b 1%7C2 1%7c2 a.b .a .1.2 x,1,y,2',
  marks: `%2B ; ;value=1 x=1 %22a%22 "a" ' * $ @:!`,
  broken: '% %z %zz %2 %C3 %C3%28 %ff %ED%A0%80 %C0%AF',
  encoded: '%C3%A4 %c3%a4 %F0%9F%98%80 %00 %41 %7E %25 %2525 %2F %3F %23 %26 %3D %5B1%5D',
};

export const oddTexts: fc.Arbitrary<string> = fc.oneof(
  ...Object.values(groups).map((texts) => fc.constantFrom(...texts.split(' '))),
);

/** Bodies that say they are JSON. */
export const oddJson: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom('', ' ', '{', '{}', '[]', 'null', 'true', '0', '"x"', '[1,]', "{'a':1}", '\ufeff{}', '1 2'),
  fc.constantFrom('{"a":1,"a":2}', '{"__proto__":{"x":1}}', '{"constructor":1}', '{"kind":"circle","radius":1e400}'),
);

export const oddMediaTypes: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(
    'application/json; charset=utf-8',
    'APPLICATION/JSON',
    'application/json;charset="UTF-8"',
    'application/json; charset=latin1',
  ),
  fc.constantFrom('text/plain', 'application/problem+json', 'application/x-www-form-urlencoded', 'nonsense'),
);
