import { expect } from 'chai';
import fc from 'fast-check';
import { canonicalJson } from '@sontechsp/sdk';

/** The members of each object in another order. */
function shuffled(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shuffled);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).reverse().map(([name, member]) => [name, shuffled(member)]));
}

describe('Canonical JSON', () => {
  it('is JSON of the same value, in whatever order its members came', () => {
    fc.assert(fc.property(fc.jsonValue(), value => {
      const text = canonicalJson(value);
      expect(text).to.equal(canonicalJson(shuffled(value)));
      expect(JSON.parse(text)).to.deep.equal(JSON.parse(JSON.stringify(value)));
    }), { numRuns: 500 });
  });

  it('writes what RFC 8785 shows', () => {
    expect(canonicalJson({
      numbers: [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001], string: '\u20ac$\u000F\u000aA\'\u0042\u0022\u005c\\"\/', literals: [null, true, false],
    })).to.equal('{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}');
    // Section 3.2.3: sorted by UTF-16 code units, and not by code points.
    expect(Object.values(JSON.parse(canonicalJson({ '\u20ac': 1, '\r': 2, '\ufb33': 3, 1: 4, '\ud83d\ude00': 5, '\u0080': 6, '\u00f6': 7 })) as object)).to.deep.equal([4, 2, 6, 7, 1, 5, 3]);
    expect(canonicalJson(-0)).to.equal('0');
  });

  it('leaves out what has no value, as JSON does', () => {
    expect(canonicalJson({ b: undefined, a: [undefined, 1] })).to.equal('{"a":[null,1]}');
    expect(canonicalJson(new Date(0))).to.equal('"1970-01-01T00:00:00.000Z"');
  });

  for (const [what, value] of Object.entries({ NaN, Infinity, 'half a character': ['\ud83d'], 'half a name': { '\ude00': 1 }, 'a function': [() => 1], 'a BigInt': 1n, 'no value': undefined }))
    it(`refuses ${what}`, () => {
      expect(() => canonicalJson(value)).to.throw(TypeError);
    });
});
