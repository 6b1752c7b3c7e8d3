import fc from 'fast-check';

/** Texts at which readers of parameters part, as they stand on the wire. */
const numbers = ['0', '1', '-0', '7', '007', '+1', '-1', '1.0', '1.5', '.5', '5.', '1e1', '1E2', '1e400', '0x10', '1_0', '9007199254740993', 'Infinity', 'NaN', '%201', '1%20', '%09'];
const words = ['true', 'false', 'TRUE', 'null', 'undefined', 'red', 'constructor', '__proto__', 'hasOwnProperty', 'small'];
const marks = ['a,b', 'a%2Cb', '1,2', '1%2C2', ',', '1,,2', 'a%20b', '1%202', '1+2', '%2B', 'a|b', '1%7C2', '1%7c2', 'a.b', '.a', '.1.2', ';', ';value=1', 'x,1,y,2', 'x=1', '%22a%22', '"a"', "'", '*', '$', '@:!'];
const broken = ['%', '%z', '%zz', '%2', '%C3', '%C3%28', '%ff', '%ED%A0%80', '%C0%AF'];
const encoded = ['%C3%A4', '%c3%a4', '%F0%9F%98%80', '%00', '%41', '%7E', '%25', '%2525', '%2F', '%3F', '%23', '%26', '%3D', '%5B1%5D'];

export const oddTexts: fc.Arbitrary<string> = fc.oneof(...[[''], numbers, words, marks, broken, encoded].map((texts) => fc.constantFrom(...texts)));

/** The same for headers, which are not percent-encoded. */
export const oddHeaders: fc.Arbitrary<string> = oddTexts.filter((text) => !text.includes('%09'));

/** Bodies that say they are JSON. */
export const oddJson: fc.Arbitrary<string> = fc.constantFrom(
  '', ' ', '{', '{}', '[]', 'null', 'true', '0', '"x"', '{"a":1,"a":2}', '{"__proto__":{"x":1}}', '{"constructor":1}', '[1,]', "{'a':1}", '\ufeff{}', '{"kind":"circle","radius":1e400}', '1 2',
);

export const oddMediaTypes: fc.Arbitrary<string> = fc.constantFrom(
  'application/json; charset=utf-8', 'APPLICATION/JSON', 'application/json;charset="UTF-8"', 'application/json; charset=latin1', 'text/plain', 'application/problem+json', 'application/x-www-form-urlencoded', 'nonsense',
);
